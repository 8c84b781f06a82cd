import type { Page } from 'playwright';
import { afterAll, expect, it } from 'vitest';
import { closeApps, openTalk, openWorkshop, playerVideo, startApp } from '#tests/support/people.ts';
import { differingPixels, framePixels } from '#tests/support/playback.ts';
import { startHub } from '#tests/support/startHub.ts';

const hub = await startHub();
afterAll(async () => {
  await closeApps();
  await hub.stop();
});

/** Seeks and waits until a frame of that second is painted. */
async function expectFrameAt(page: Page, second: number): Promise<void> {
  await page.locator(playerVideo).evaluate(
    (video: HTMLVideoElement, at) =>
      new Promise<void>((done, fail) => {
        setTimeout(() => fail(new Error('no frame of that second was painted')), 20_000);
        const look = () =>
          video.requestVideoFrameCallback((_now, { mediaTime }) => {
            if (Math.abs(mediaTime - at) < 0.5) done();
            else look();
          });
        // What stands still cannot be played past by a machine that stalls.
        video.pause();
        look();
        video.currentTime = at;
      }),
    second,
  );
}

it('D3, M3: with the hub killed, a cold start shows the program and the downloaded talk plays', async () => {
  const before = await startApp({ invite: hub.invites.attendee });
  await openWorkshop(before.page);
  await before.page.getByRole('button', { name: /^Download all/ }).click();
  await openTalk(before.page);
  await before.page.getByRole('main').getByText('On this computer', { exact: true }).waitFor();
  await before.close();
  await hub.kill();

  const { page } = await startApp({ profile: before.profile });
  await openTalk(page);
  await page.locator(playerVideo).evaluate((v: HTMLVideoElement) => v.play());
  const at = () => page.locator(playerVideo).evaluate((v: HTMLVideoElement) => v.currentTime);
  const start = await at();
  await expect.poll(at, { timeout: 10_000 }).toBeGreaterThan(start + 1);

  const early = await framePixels(page, playerVideo);
  const middle = await page.locator(playerVideo).evaluate((v: HTMLVideoElement) => v.duration / 2);
  await expectFrameAt(page, middle);
  expect(differingPixels(early, await framePixels(page, playerVideo))).toBeGreaterThan(50);
  await page.locator(playerVideo).evaluate((v: HTMLVideoElement) => v.play());
  await expect.poll(at, { timeout: 20_000 }).toBeGreaterThan(middle + 1);
});
