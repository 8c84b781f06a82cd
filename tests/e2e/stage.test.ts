import type { Page } from 'playwright';
import { afterAll, expect, it } from 'vitest';
import { FaultyNetwork } from '#tests/support/FaultyNetwork.ts';
import { closeApps, openLiveRoom, startApp } from '#tests/support/people.ts';
import { differingPixels, framePixels, nextFrame } from '#tests/support/playback.ts';
import { startHub } from '#tests/support/startHub.ts';

const hub = await startHub();
const network = await FaultyNetwork.create(hub.address);
afterAll(async () => {
  await closeApps();
  await network.close();
  await hub.stop();
});

const remoteVideo = '[data-testid^=stage-tile-] video';

/** The loudest root mean square, of full scale 1, in two seconds of what the audience hears. */
async function heardLevel(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const element = document.querySelector<HTMLAudioElement>('audio');
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
  });
}

async function expectMovingPicture(page: Page): Promise<void> {
  await page.locator(remoteVideo).first().waitFor();
  await nextFrame(page, remoteVideo);
  const before = await framePixels(page, remoteVideo);
  await expect
    .poll(async () => differingPixels(before, await framePixels(page, remoteVideo)), { timeout: 15_000 })
    .toBeGreaterThan(20);
}

it('L1, L2, L6: the audience sees and hears the stage, and both are back by themselves after a cut of 5 s', async () => {
  const chair = await startApp({ invite: hub.invites.moderator });
  await openLiveRoom(chair.page);
  await chair.page.getByRole('button', { name: 'Go live' }).click();
  await chair.close();
  const speaker = await startApp({ invite: network.through(hub.invites.speaker) });
  await openLiveRoom(speaker.page);
  await speaker.page.getByTestId('dock-mic').click();
  await speaker.page.getByTestId('dock-camera').click();

  const attendee = await startApp({ invite: network.through(hub.invites.attendee) });
  await openLiveRoom(attendee.page);
  await expectMovingPicture(attendee.page);
  expect(await heardLevel(attendee.page)).toBeGreaterThan(0.01);
  await expect.poll(() => attendee.page.getByTestId('dock-mic').count()).toBe(0);

  network.cut();
  await attendee.page.getByTestId('stage-reconnecting').waitFor();
  await speaker.page.getByTestId('stage-reconnecting').waitFor();
  await new Promise((done) => setTimeout(done, 5_000));
  network.mend();

  await attendee.page.getByTestId('stage-reconnecting').waitFor({ state: 'detached' });
  await speaker.page.getByTestId('stage-reconnecting').waitFor({ state: 'detached' });
  await expectMovingPicture(attendee.page);
  expect(await heardLevel(attendee.page)).toBeGreaterThan(0.01);

  await attendee.page.getByTestId('dock-leave').click();
  await attendee.page.getByRole('heading', { name: 'Program' }).waitFor();
});
