import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FaultyNetwork } from '#tests/support/FaultyNetwork.ts';
import { heardTracks } from '#tests/support/heardTracks.ts';
import { closeApps, openLiveRoom, startApp } from '#tests/support/people.ts';
import { expectBack, expectMovingPicture, expectSound, pictureOf } from '#tests/support/stagePages.ts';
import { startHub } from '#tests/support/startHub.ts';

const run = promisify(execFile);
const hub = await startHub();
const network = await FaultyNetwork.create(hub.address);
afterAll(async () => {
  await closeApps();
  await network.close();
  await hub.stop();
});

let speaker: Page;
let attendee: Page;
beforeAll(async () => {
  const chair = await startApp({ invite: hub.invites.moderator });
  await openLiveRoom(chair.page);
  await chair.page.getByRole('button', { name: 'Go live' }).click();
  await chair.close();
  ({ page: speaker } = await startApp({ invite: network.through(hub.invites.speaker) }));
  await openLiveRoom(speaker);
  await speaker.getByTestId('dock-mic').click();
  await speaker.getByTestId('dock-camera').click();
  ({ page: attendee } = await startApp({ invite: network.through(hub.invites.attendee) }));
  await openLiveRoom(attendee);
  await attendee.getByTestId('dock-hand').click();
  await attendee.locator(pictureOf('tile')).first().waitFor();
}, 120_000);

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

async function cut(milliseconds: number): Promise<void> {
  network.cut();
  await attendee.getByTestId('stage-reconnecting').waitFor();
  await speaker.getByTestId('stage-reconnecting').waitFor();
  await pause(milliseconds);
  network.mend();
  await expectBack(attendee, speaker);
}

async function expectAllAsBefore(): Promise<void> {
  await expectMovingPicture(attendee);
  await expectSound(attendee);
  expect(await speaker.getByTestId('dock-mic').getAttribute('data-on')).toBe('true');
  expect(await speaker.getByTestId('dock-camera').getAttribute('data-on')).toBe('true');
  await attendee.getByRole('button', { name: /Hand up/ }).waitFor();
}

it('L6: a socket that is cut for 2 s is resumed, and the very same sound and picture go on', async () => {
  const both = [expect.any(String), expect.any(String)];
  await expect.poll(() => heardTracks(attendee), { timeout: 60_000 }).toEqual(both);
  const before = await heardTracks(attendee);
  await cut(2_000);
  await expectAllAsBefore();
  expect(await heardTracks(attendee)).toEqual(before);
});

it('L6: a socket that is cut for 20 s joins anew, with microphone, camera and hand as they were', async () => {
  await cut(20_000);
  await expectAllAsBefore();
});

it('L6: a microphone that was muted while the socket was away stays muted at the hub', async () => {
  network.cut();
  await speaker.getByTestId('stage-reconnecting').waitFor();
  await speaker.getByTestId('dock-mic').click();
  network.mend();
  await expectBack(speaker, attendee);
  await attendee
    .getByRole('figure', { name: /Microphone off/ })
    .first()
    .waitFor();
  await speaker.getByTestId('dock-mic').click();
  await attendee
    .getByRole('figure', { name: /Microphone on/ })
    .first()
    .waitFor();
});

it('L6: everybody is back by themselves after the media workers are killed', async () => {
  const { stdout } = await run('pgrep', ['-P', String(hub.pid), '-f', 'mediasoup-worker']);
  const workers = stdout.trim().split('\n').map(Number);
  expect(workers.length).toBeGreaterThan(0);
  const before = await heardTracks(attendee);
  for (const pid of workers) process.kill(pid, 'SIGKILL');
  await expect.poll(() => heardTracks(attendee), { timeout: 30_000 }).not.toEqual(before);
  await expectBack(attendee, speaker);
  await expectAllAsBefore();
});

it('L6, L7: everybody is back by themselves after the hub is killed and started again', async () => {
  await hub.kill();
  await attendee.getByTestId('stage-reconnecting').waitFor();
  await hub.restart();
  await expectBack(attendee, speaker);
  await expectAllAsBefore();
});
