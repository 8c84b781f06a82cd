import type { Page } from 'playwright';
import { expect } from 'vitest';
import { differingPixels, framePixels, nextFrame } from './playback.ts';

/** The sound of anybody on the stage, or of one account. */
const soundOf = (accountId?: string) =>
  accountId === undefined ? 'audio[data-account]' : `audio[data-account="${accountId}"]`;

/** The loudest root mean square, of full scale 1, in two seconds of what a page hears of the stage. */
export async function heardLevel(page: Page, accountId?: string): Promise<number> {
  return page.evaluate(async (selector) => {
    const element = document.querySelector<HTMLAudioElement>(selector);
    const stream = element?.srcObject;
    if (!(stream instanceof MediaStream)) throw new Error('nothing to hear');
    const context = new AudioContext();
    await context.resume();
    const analyser = context.createAnalyser();
    context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    let loudest = 0;
    for (let i = 0; i < 40; i += 1) {
      await new Promise((done) => setTimeout(done, 50));
      analyser.getFloatTimeDomainData(samples);
      loudest = Math.max(loudest, Math.sqrt(samples.reduce((sum, s) => sum + s * s, 0) / samples.length));
    }
    await context.close();
    return loudest;
  }, soundOf(accountId));
}

export async function expectSound(page: Page, accountId?: string): Promise<void> {
  await page.locator(soundOf(accountId)).first().waitFor({ state: 'attached' });
  await expect.poll(() => heardLevel(page, accountId), { timeout: 20_000 }).toBeGreaterThan(0.01);
}

export async function expectSilence(page: Page): Promise<void> {
  await expect.poll(() => heardLevel(page), { timeout: 20_000 }).toBeLessThan(0.001);
}

/** A picture of somebody else on the stage, or of one account; `kind`: their camera, or what they show. */
export const pictureOf = (kind: 'tile' | 'screen', accountId = '') =>
  `[data-testid^=stage-${kind}-${accountId}][data-own=false] video`;

export async function expectMovingPicture(
  page: Page,
  kind: 'tile' | 'screen' = 'tile',
  accountId?: string,
): Promise<void> {
  const video = pictureOf(kind, accountId);
  await expectPainted(page, video);
  await expectOtherPicture(page, video, await framePixels(page, video));
}

/** Waits for the next frame of a picture; on a busy machine the first one takes its time. */
export async function expectPainted(page: Page, video: string): Promise<void> {
  await page.locator(video).first().waitFor();
  const painted = () => nextFrame(page, video).catch(() => null);
  await expect.poll(painted, { timeout: 45_000 }).not.toBeNull();
}

/** Waits until a picture differs from the one that `framePixels` saw before. */
export async function expectOtherPicture(page: Page, video: string, before: readonly number[]) {
  await expect
    .poll(async () => differingPixels(before, await framePixels(page, video)), { timeout: 20_000 })
    .toBeGreaterThan(20);
}

export async function expectBack(...pages: readonly Page[]): Promise<void> {
  for (const page of pages) {
    await page.getByTestId('stage-reconnecting').waitFor({ state: 'detached' });
  }
}
