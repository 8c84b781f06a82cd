import { afterAll, expect, it } from 'vitest';
import { closeApps, openTalk, openWorkshop, playerVideo, startApp } from '#tests/support/people.ts';
import { differingPixels, framePixels, nextFrame } from '#tests/support/playback.ts';
import { startHub } from '#tests/support/startHub.ts';

const hub = await startHub();
afterAll(async () => {
  await closeApps();
  await hub.stop();
});

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
  const middle = await page.locator(playerVideo).evaluate(
    (v: HTMLVideoElement) =>
      new Promise<number>((done) => {
        v.addEventListener('seeked', () => done(v.duration / 2), { once: true });
        v.currentTime = v.duration / 2;
      }),
  );
  const painted = await nextFrame(page, playerVideo);
  expect(Math.abs(painted - middle)).toBeLessThan(0.5);
  expect(differingPixels(early, await framePixels(page, playerVideo))).toBeGreaterThan(50);
});
