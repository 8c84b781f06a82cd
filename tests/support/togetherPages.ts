import type { Page } from 'playwright';
import { expect } from 'vitest';

/** The recording that is played to everyone. */
export const togetherVideo = '[data-testid=together-video]';

const patience = { timeout: 40_000, interval: 250 };

type Look = { readonly at: number; readonly second: number; readonly paused: boolean };

/** Where a person's recording is, and when: by this machine's one clock, which is the hub's too. */
export const lookTogether = (page: Page): Promise<Look> =>
  page.locator(togetherVideo).evaluate((element) => {
    const { currentTime, paused } = element as HTMLVideoElement;
    return { at: Date.now(), second: currentTime, paused };
  });

/** By how many seconds the first and the last of them differ. */
async function apart(pages: readonly Page[]): Promise<number> {
  const looks = await Promise.all(pages.map(lookTogether));
  const begun = looks.map(({ at, second, paused }) => (paused ? second : second - at / 1000));
  if (new Set(looks.map(({ paused }) => paused)).size > 1) return Number.POSITIVE_INFINITY;
  return Math.max(...begun) - Math.min(...begun);
}

/** How far apart they are in so many looks, five a second. */
async function looks(pages: readonly Page[], count: number): Promise<readonly number[]> {
  const seen: number[] = [];
  for (let i = 0; i < count; i += 1) {
    seen.push(await apart(pages));
    await new Promise((done) => setTimeout(done, 200));
  }
  return seen;
}

const isWithin = (seconds: number, seen: readonly number[]) => Math.max(...seen) < seconds;

/** Comes within 0.1 s of each other for a second, and then stays within 0.2 s for two. */
export async function expectInStep(pages: readonly Page[]): Promise<void> {
  await expect
    .poll(() => looks(pages, 15), patience)
    .toSatisfy((seen: readonly number[]) => isWithin(0.1, seen.slice(0, 5)) && isWithin(0.2, seen));
}

/** The same of more apps than a machine carries: within 0.2 s, when they were given time. By how much they differ. */
export async function expectIntoStep(pages: readonly Page[]): Promise<number> {
  let most = Number.POSITIVE_INFINITY;
  const look = async () => {
    most = Math.max(...(await looks(pages, 10)));
    return most;
  };
  await expect.poll(look, { timeout: 90_000 }).toBeLessThan(0.2);
  return most;
}

/** Plays the first recording that the picker finds to everyone. */
export async function playToEveryone(page: Page, sought: string): Promise<void> {
  await page.getByTestId('play-picker').click();
  await page.getByRole('dialog').getByRole('textbox').fill(sought);
  await page
    .getByRole('button', { name: /^Play to everyone: / })
    .first()
    .click();
}
