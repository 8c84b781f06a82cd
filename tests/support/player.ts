import type { Page } from 'playwright';
import { openWorkshop, playerVideo } from './people.ts';

/** The workshop whose first session has talks with recordings after each other. */
const richWorkshop = /Large-Scale/;
/** A talk of that session. */
export const richTalk = /Deep Learning Maturity/i;

export const openRichWorkshop = (page: Page): Promise<void> => openWorkshop(page, richWorkshop);

/** Opens a talk's page and waits until its recording can be played. */
export async function openRichTalk(page: Page, title: string): Promise<void> {
  await openRichWorkshop(page);
  await page.getByRole('main').getByRole('link', { name: title }).first().click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await waitForMedia(page);
}

/** Waits until the player knows its recording's length. */
export async function waitForMedia(page: Page): Promise<void> {
  await page.waitForFunction(
    (of) => (document.querySelector<HTMLVideoElement>(of)?.readyState ?? 0) >= HTMLMediaElement.HAVE_METADATA,
    playerVideo,
  );
}

export type Playback = {
  readonly second: number;
  readonly paused: boolean;
  readonly speed: number;
  readonly keepsPitch: boolean;
  readonly volume: number;
  readonly muted: boolean;
  readonly address: string;
};

/** What the one player does now. */
export function playback(page: Page): Promise<Playback> {
  return page
    .locator(playerVideo)
    .evaluate(
      ({ currentTime, paused, playbackRate, preservesPitch, volume, muted, src }: HTMLVideoElement) => ({
        second: currentTime,
        paused,
        speed: playbackRate,
        keepsPitch: preservesPitch,
        volume,
        muted,
        address: src,
      }),
    );
}

export async function seekTo(page: Page, second: number): Promise<void> {
  await page.locator(playerVideo).evaluate((video: HTMLVideoElement, at) => {
    video.currentTime = at;
  }, second);
}

/** Seeks and waits until the picture of that second is there. */
export async function seekAndSee(page: Page, second: number): Promise<void> {
  await page.locator(playerVideo).evaluate(
    (video: HTMLVideoElement, at) =>
      new Promise<void>((done) => {
        video.addEventListener('seeked', () => done(), { once: true });
        video.currentTime = at;
      }),
    second,
  );
}

/** Presses a key of the player with nothing in focus. */
export async function press(page: Page, key: string): Promise<void> {
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });
  await page.keyboard.press(key);
}
