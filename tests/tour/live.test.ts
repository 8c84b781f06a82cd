import type { Page } from 'playwright';
import { afterAll, expect, it } from 'vitest';
import { fakeDevices } from '#tests/support/launchApp.ts';
import { closeApps, openLiveRoom, openWorkshop, startApp } from '#tests/support/people.ts';
import { startHub } from '#tests/support/startHub.ts';
import { Album } from './Album.ts';
import { softCamera } from './softCamera.ts';

const album = new Album('live');
const picture = album.add.bind(album);
const hub = await startHub();
afterAll(async () => {
  await closeApps();
  await hub.stop();
});

const turnOn = async (page: Page) => {
  await page.getByTestId('dock-mic').click();
  await page.getByTestId('dock-camera').click();
};
const tab = (page: Page, name: RegExp) => page.getByRole('radio', { name }).click({ force: true });

it('plays a live day with a moderator, a speaker and somebody from the audience', async () => {
  const warm = [...fakeDevices, ...softCamera(album.folder, 'warm')];
  const cool = [...fakeDevices, ...softCamera(album.folder, 'cool')];
  const { page: m } = await startApp({ invite: hub.invites.moderator, flags: warm });
  await openLiveRoom(m);
  await picture(m, 'before', 'Before the day: a countdown, and what can be watched meanwhile');
  await m.getByRole('button', { name: 'Open green room' }).click();
  await m.getByTestId('dock-mic').waitFor();

  const { page: s } = await startApp({ invite: hub.invites.speaker, flags: cool });
  await openWorkshop(s);
  await s
    .getByRole('main')
    .getByRole('link', { name: /live room|Join|Look inside/ })
    .first()
    .click();
  await s.getByRole('button', { name: /Try the network/ }).click();
  await s.getByText(/get through/).waitFor({ timeout: 60_000 });
  await picture(s, 'check', 'A speaker tries microphone, camera, sound and network');
  await s.getByTestId('check-skip').click();
  await s.getByTestId('dock-mic').waitFor();
  await turnOn(m);
  await turnOn(s);
  await m.locator('[data-own=false] video').first().waitFor();
  await picture(m, 'green-room', 'Both meet in the green room; the audience hears nothing yet');

  const { page: a } = await startApp({ invite: hub.invites.attendee });
  await openLiveRoom(a);
  await m.getByRole('button', { name: 'Go live' }).click();
  await a.locator('[data-testid^=stage-tile-] video').first().waitFor();
  await m.getByTestId('play-picker').click();
  await m
    .getByRole('dialog')
    .getByRole('button', { name: /to everyone/ })
    .last()
    .click();
  await a.getByTestId('together').waitFor();
  await a.waitForTimeout(6000);
  await picture(a, 'together', 'A recorded talk is played to everyone, at the same second');
  await m.getByTestId('together-stop').click();

  await a.getByTestId('panel-hand').click();
  const invite = m.getByRole('button', { name: /^Invite .* onto the stage$/ });
  await invite.waitFor();
  await picture(m, 'hand', 'A hand is up: the moderator sees since when, and whether it is the first time');
  await invite.click();
  await m.getByRole('menuitem').first().click();
  await a.getByTestId('stage-invited').waitFor();
  await picture(a, 'invited', 'Nobody is heard before they accept');
  await a.getByTestId('stage-invited').getByRole('button').first().click();
  await m.getByRole('button', { name: 'Record this session on the hub' }).click();
  await m.getByRole('button', { name: 'Start recording' }).click();
  await m.getByTestId('take-mark').waitFor();
  await tab(m, /People/);
  await picture(m, 'recorded', 'The session is recorded, and everybody sees that');
  await m.getByRole('button', { name: 'End session' }).click();
  await m.getByRole('button', { name: 'End for everybody' }).click();
  await a.getByRole('heading', { name: 'This session has ended' }).waitFor();
  await picture(a, 'ended', 'Afterwards: what was answered, and where it can be watched');
  expect(album.count).toBe(8);
});
