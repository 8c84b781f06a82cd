import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { fakeDevices } from '#tests/support/launchApp.ts';
import {
  closeApps,
  openLiveRoom,
  openTalk,
  openWorkshop,
  playerVideo,
  startApp,
} from '#tests/support/people.ts';
import { sampleSchedule } from '#tests/support/sampleSchedule.ts';
import { startHub } from '#tests/support/startHub.ts';
import { Album } from './Album.ts';
import { softCamera } from './softCamera.ts';
import { useTheme } from './useTheme.ts';

const album = new Album('workshops');
const flags = [...fakeDevices, ...softCamera(album.folder)];

const hub = await startHub();
afterAll(async () => {
  await closeApps();
  await hub.stop();
});

const picture = album.add.bind(album);

const text = 'Does the MPI inside the image have to match the fabric of the host exactly?';

it('plays the main job with two people, from the first look to the answer at its moment', async () => {
  const attendee = await startApp({ invite: hub.invites.attendee });
  const moderator = await startApp({ invite: hub.invites.moderator, flags });
  const a = attendee.page;
  const m = moderator.page;
  await useTheme(a, 'Light');
  await a.getByRole('link', { name: 'Today' }).click();
  await picture(a, 'today', 'An attendee joins by an invite link and sees what lies ahead');
  await openWorkshop(a);
  await picture(a, 'workshop', 'The workshop: its live session, its recordings, what is known of it');
  await useTheme(a, 'Dark');
  await picture(a, 'workshop-dark', 'The same in the dark');
  await useTheme(a, 'Light');
  await openWorkshop(a, /Large-Scale/i);
  await picture(a, 'release', 'Four talks of another workshop; one recording opens in a minute');

  await openWorkshop(a);
  await a.getByRole('button', { name: /^Download all/ }).click();
  await openTalk(a);
  await a.getByText('On this computer', { exact: true }).waitFor();
  await a.locator(playerVideo).evaluate(async (v: HTMLVideoElement) => {
    v.currentTime = 42;
    await v.play();
  });
  await a.waitForTimeout(1500);
  await picture(a, 'talk', 'The talk plays from this computer, with its transcript and its questions');
  await a.keyboard.press('q');
  await a.getByRole('textbox', { name: 'Your question' }).fill(text);
  await picture(a, 'ask', 'A question is asked at the second that raised it');
  await a.getByRole('button', { name: 'Ask', exact: true }).click();
  await a.getByText('Waiting for a moderator', { exact: true }).first().waitFor();

  await openWorkshop(m);
  await m.getByRole('link', { name: /board/i }).first().click();
  await m.getByText(text).waitFor();
  await picture(m, 'board', 'A moderator reads it on the board');
  await m.getByRole('listitem').filter({ hasText: text }).getByRole('button', { name: 'Approve' }).click();

  await openLiveRoom(m);
  await m.getByRole('button', { name: 'Go live' }).click();
  await m.getByTestId('dock-mic').click();
  await m.getByTestId('dock-camera').click();
  await openLiveRoom(a);
  await a.locator('[data-testid^=stage-tile-] video').first().waitFor();
  await m.getByRole('button', { name: `Answer now: ${text}` }).click();
  await a.getByText('Being answered').first().waitFor();
  await a.getByText('Asked. A moderator reads it first.').waitFor({ state: 'detached' });
  await picture(a, 'live', 'The live day: the question above the faces, the running order beside them');
  await picture(m, 'live-moderator', 'The same stage at the moderator’s desk');
  await m.getByRole('button', { name: 'Mark answered' }).click();
  await a.getByTestId('dock-leave').click();

  await openTalk(a);
  const own = a.getByRole('main').getByRole('listitem').filter({ hasText: text });
  await own.getByText('Answered', { exact: true }).first().waitFor();
  await picture(a, 'answered', 'Back at the moment in the recording, the question is answered');

  await openWorkshop(a, /Large-Scale/i);
  await a
    .getByRole('main')
    .getByText(/^Opens /)
    .waitFor({ state: 'detached', timeout: 120_000 });
  await picture(a, 'released', 'Meanwhile the recording has opened by itself');
  expect(album.count).toBe(11);
});

it('plays an organizer who brings a program in, and what a reader does with it', async () => {
  const organizer = await startApp({ invite: hub.invites.organizer });
  const o = organizer.page;
  await useTheme(o, 'Light');
  await openWorkshop(o, /DLSuper/);
  await o.getByRole('button', { name: 'For organizers' }).click();
  await o.getByRole('menuitem', { name: /Import/ }).click();
  const chooser = o.waitForEvent('filechooser');
  await o.getByRole('button', { name: 'Choose a file…' }).click();
  const schedule = join(album.folder, 'schedule.json');
  writeFileSync(schedule, sampleSchedule({ talks: 24, people: 30 }));
  await (await chooser).setFiles(schedule);
  const accept = o.getByRole('button', { name: /^Import \d+ changes$/ });
  await accept.waitFor();
  await picture(o, 'import', 'An organizer sees what a schedule means before anything changes');
  await accept.click();
  await o.getByText('Imported', { exact: true }).waitFor();
  await o.getByRole('link', { name: 'See the program' }).click();
  await o.getByRole('radio', { name: 'Timeline' }).click();
  await picture(o, 'program', 'The program that came of it, as a timeline');
  await o.getByRole('button', { name: /Search talks/ }).click();
  await o.keyboard.type('petaflp');
  await o.getByRole('option').first().waitFor();
  await picture(o, 'search', 'Search finds a talk by a word that is typed wrong');
  await o.keyboard.press('Escape');
  expect(album.count).toBe(14);
});

it('plays what people do with recordings: notes, slides, downloads, a pack, and an organizer’s desk', async () => {
  const { app, page: a } = await startApp({ invite: hub.invites.attendee2 });
  await useTheme(a, 'Light');
  await openTalk(a);
  await a.locator(playerVideo).evaluate((v: HTMLVideoElement) => {
    v.currentTime = 75;
  });
  await a.getByRole('radio', { name: /^Notes/ }).click();
  await a.getByRole('textbox', { name: 'New note' }).fill('Ask the room which **MPI** they bind in.');
  await a.getByRole('button', { name: 'Keep note' }).click();
  await a.getByRole('article').filter({ hasText: 'Ask the room' }).waitFor();
  await picture(a, 'notes', 'A note at its second, kept on this computer alone');
  await a.getByRole('radio', { name: /^Slides/ }).click();
  await a.getByRole('region', { name: 'Slides', exact: true }).waitFor();
  await a.waitForTimeout(1500);
  await picture(a, 'slides', 'The slides beside the video, at the page that is spoken about');

  await openWorkshop(a, /Large-Scale/i);
  await a.getByRole('button', { name: /^Download all/ }).click();
  await a
    .getByRole('navigation')
    .getByRole('link', { name: /Downloads/ })
    .first()
    .click();
  await a.getByText('Nothing is on its way').waitFor({ timeout: 60_000 });
  await picture(a, 'downloads', 'What is on this computer, and what it takes');

  await openWorkshop(a, /Large-Scale/i);
  await a.getByRole('button', { name: 'Export', exact: true }).click();
  await a.getByRole('menuitem', { name: /Export workshop as pack/ }).click();
  await a.getByRole('dialog').getByRole('button', { name: 'Save pack…' }).waitFor();
  await picture(a, 'pack', 'A whole workshop as one file, for a stick');
  await app.close();

  const { page: o } = await startApp({ invite: hub.invites.organizer });
  await openWorkshop(o);
  await o.getByRole('button', { name: 'For organizers' }).click();
  await o.getByRole('menuitem', { name: 'Recordings…' }).click();
  await o.getByRole('option', { name: /Deploying machine learning/ }).click();
  await o.waitForTimeout(500);
  await picture(o, 'recordings', 'An organizer’s desk: video, release, captions, slides, chapters');
  expect(album.count).toBe(19);
});
