import type { Page } from 'playwright';
import { expect } from 'vitest';
import { differingPixels, framePixels, loudest, nextFrame } from './playback.ts';

/** The sound of anybody on the stage, or of one account. */
const soundOf = (accountId?: string) =>
  accountId === undefined ? 'audio[data-account]' : `audio[data-account="${accountId}"]`;

/** As `loudest`, of what a page hears of the stage. */
export async function heardLevel(page: Page, accountId?: string): Promise<number> {
  const heard = page.evaluateHandle((selector) => {
    const stream = document.querySelector<HTMLAudioElement>(selector)?.srcObject;
    if (!(stream instanceof MediaStream)) throw new Error('nothing to hear');
    return stream;
  }, soundOf(accountId));
  return loudest(await heard);
}

export async function expectSound(page: Page, accountId?: string): Promise<void> {
  await page.locator(soundOf(accountId)).first().waitFor({ state: 'attached' });
  await expect.poll(() => heardLevel(page, accountId), { timeout: 90_000 }).toBeGreaterThan(0.01);
}

export async function expectSilence(page: Page): Promise<void> {
  await expect.poll(() => heardLevel(page), { timeout: 90_000 }).toBeLessThan(0.001);
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
  await expect.poll(painted, { timeout: 90_000 }).not.toBeNull();
}

/** Waits until a picture differs from the one that `framePixels` saw before. */
export async function expectOtherPicture(page: Page, video: string, before: readonly number[]) {
  await expect
    .poll(async () => differingPixels(before, await framePixels(page, video)), { timeout: 90_000 })
    .toBeGreaterThan(20);
}

export async function expectBack(...pages: readonly Page[]): Promise<void> {
  for (const page of pages) {
    await page.getByTestId('stage-reconnecting').waitFor({ state: 'detached' });
  }
}
