import { afterAll, expect, it } from 'vitest';
import {
  agreeOnStage,
  bringBack,
  downloadAll,
  inviteOntoStage,
  moveOnScreen,
  openSessionPage,
  passTheWord,
  realScreens,
  releaseRecording,
  StageCast,
  showTab,
  turnOff,
  turnOn,
} from '#tests/support/liveDay.ts';
import { Organizer, rowTitled } from '#tests/support/organizer.ts';
import { closeApps, openWorkshop, playerVideo, startApp } from '#tests/support/people.ts';
import { differingPixels, framePixels, playedLevel } from '#tests/support/playback.ts';
import { expectMovingPicture, expectSound, pictureOf } from '#tests/support/stagePages.ts';
import { startHub } from '#tests/support/startHub.ts';
import { expectIntoStep, playToEveryone, togetherVideo } from '#tests/support/togetherPages.ts';

const hub = await startHub();
const organizer = await Organizer.join(hub.invites.organizer);
const rows = await organizer.rows('mlhpcs-isc20');
const stage = rows.find((row) => row.kind === 'session' && row.data.live);
if (stage?.kind !== 'session') throw new Error('no live session');
const { workshopId, data: session } = stage;
await organizer.edit(rowTitled(rows, 'workshop', /./), { asksConsent: true });
afterAll(async () => {
  await closeApps();
  await hub.stop();
});

const question = 'Does the image have to be rebuilt for every fabric?';
const everyone = ['chair', 'ada', 'bob', 'first', 'second', 'third'] as const;
const cast = new StageCast<(typeof everyone)[number]>();

it('L2: speakers meet in the green room, and the audience neither sees nor hears it until the moderator goes live', async () => {
  const first = await cast.enters('first', hub.invites.attendee);
  await first.getByTestId('holding-not-open').getByRole('timer').waitFor();
  const chair = await cast.enters('chair', hub.invites.moderator);
  await chair.getByRole('button', { name: 'Open green room' }).click();
  const ada = await cast.enters('ada', hub.invites.speaker, realScreens);
  const bob = await cast.enters('bob', await organizer.invite('speaker', [workshopId]));
  for (const speaker of [ada, bob]) await turnOn(speaker, 'camera');
  for (const name of ['ada', 'bob'] as const) await expectMovingPicture(chair, 'tile', cast.accountOf(name));
  await turnOn(ada, 'mic');
  await expectSound(chair, cast.accountOf('ada'));
  await passTheWord(ada, bob);
  await expectSound(chair, cast.accountOf('bob'));
  await first.getByRole('heading', { name: 'About to begin' }).waitFor();
  expect(await first.locator('audio, [data-testid=stage-tiles]').count()).toBe(0);

  await cast.enters('second', hub.invites.attendee2);
  await chair.getByRole('button', { name: 'Go live' }).click();
  const audience = cast.pages('first', 'second');
  for (const listener of audience) {
    for (const name of ['ada', 'bob'] as const) {
      await expectMovingPicture(listener, 'tile', cast.accountOf(name));
    }
    await expectSound(listener, cast.accountOf('bob'));
    expect(await listener.getByTestId('dock-mic').count()).toBe(0);
  }
  await passTheWord(bob, ada);
  for (const listener of audience) await expectSound(listener, cast.accountOf('ada'));
});

it('L8: everybody sees that it is recorded; those on the stage are asked, and who comes later is asked before', async () => {
  const chair = cast.page('chair');
  await chair.getByRole('button', { name: 'Record this session on the hub' }).click();
  await chair.getByRole('button', { name: 'Start recording' }).click();
  for (const one of cast.pages('chair', 'ada', 'bob')) await agreeOnStage(one);
  for (const one of cast.pages('chair', 'ada', 'bob', 'first', 'second'))
    await one.getByTestId('take-mark').waitFor();

  const third = await cast.enters('third', await organizer.invite('attendee', [workshopId]));
  const asked = third.getByTestId('consent');
  await asked.waitFor();
  expect(await third.locator('audio, [data-testid=stage-tiles]').count()).toBe(0);
  await asked.getByRole('button', { name: /^Agree/ }).click();
  await third.getByTestId('take-mark').waitFor();
  for (const name of ['ada', 'bob'] as const) {
    await expectMovingPicture(third, 'tile', cast.accountOf(name));
  }
  await expectSound(third, cast.accountOf('ada'));
});

it('L3: a hand is raised, invited, comes up when it accepts, is heard by the others, and is brought back', async () => {
  const [chair, first] = [cast.page('chair'), cast.page('first')];
  await turnOff(cast.page('ada'), 'mic');
  await first.getByTestId('dock-hand').click();
  await inviteOntoStage(chair, cast.accountOf('first'));
  const invited = first.getByTestId('stage-invited');
  await invited.waitFor();
  expect(await first.getByTestId('dock-mic').count()).toBe(0);
  await invited.getByRole('button', { name: 'With sound', exact: true }).click();
  await agreeOnStage(first);
  await first.locator('[data-testid=dock-mic][data-on=true]').waitFor();
  for (const one of cast.pages('ada', 'second', 'third')) await expectSound(one, cast.accountOf('first'));

  await bringBack(chair, cast.accountOf('first'));
  await first.getByTestId('dock-mic').waitFor({ state: 'detached' });
  for (const one of cast.pages('ada', 'second')) {
    await one.locator(`audio[data-account="${cast.accountOf('first')}"]`).waitFor({ state: 'detached' });
  }
});

it('L1: a screen is shown to the audience', async () => {
  const ada = cast.page('ada');
  const stopMoving = await moveOnScreen(cast.app('ada'));
  await ada.getByTestId('dock-screen').click();
  const dialog = ada.getByRole('dialog');
  await dialog.getByRole('group', { name: 'Screens' }).locator('label').first().click();
  await ada.getByTestId('screen-show').click();
  await ada.locator('[data-testid=dock-screen][data-chosen=true]').waitFor();
  for (const one of cast.pages('first', 'second', 'third')) {
    await expectMovingPicture(one, 'screen', cast.accountOf('ada'));
  }
  await ada.getByTestId('dock-screen').click();
  for (const one of cast.pages('first', 'second', 'third')) {
    await one.locator(pictureOf('screen')).first().waitFor({ state: 'detached' });
  }
  await stopMoving();
}, 300_000);

it('a recorded talk is played to all six in step to 0.2 s, and ended for all', async () => {
  for (const one of cast.pages('ada', 'bob')) await turnOff(one, 'camera');
  await playToEveryone(cast.page('chair'), 'machine learning deploying');
  for (const one of cast.pages(...everyone)) await one.locator(togetherVideo).waitFor();
  const apart = await expectIntoStep(cast.pages(...everyone));
  process.stdout.write(`six apps in step: ${(apart * 1000).toFixed(0)} ms apart at most\n`);
  await cast.page('chair').getByTestId('together-stop').click();
  for (const one of cast.pages(...everyone)) await one.locator(togetherVideo).waitFor({ state: 'detached' });
});

it('Q1: a question of the board is put live before everybody, and answered', async () => {
  const [chair, second] = [cast.page('chair'), cast.page('second')];
  await showTab(chair, /Questions/);
  const field = second.getByRole('textbox', { name: 'Your question to the speakers' });
  await field.fill(question);
  await field.press('Enter');
  await chair.getByRole('button', { name: `Approve: ${question}` }).click();
  await chair.getByRole('button', { name: `Answer now: ${question}` }).click();
  for (const one of cast.pages(...everyone)) {
    await one.getByRole('region', { name: 'Being answered' }).getByText(question).waitFor();
  }
  // What is said to it is in the recording.
  await turnOn(cast.page('ada'), 'camera');
  await turnOn(cast.page('ada'), 'mic');
  await expectSound(second, cast.accountOf('ada'));
  await chair.getByRole('button', { name: 'Mark answered' }).click();
  for (const one of cast.pages(...everyone)) {
    await one.getByRole('region', { name: 'Being answered' }).waitFor({ state: 'detached' });
  }
});

it('L8: it is stopped and put together with progress, while the moderator looks on, and the stage ends for everybody', async () => {
  const chair = cast.page('chair');
  await chair.getByRole('button', { name: 'Stop recording' }).click();
  await chair.getByRole('dialog').getByRole('button', { name: 'Stop recording' }).click();
  for (const one of cast.pages(...everyone))
    await one.getByTestId('take-mark').waitFor({ state: 'detached' });
  await chair.locator('[data-testid=take-made][data-made=composing]').waitFor();
  await chair
    .getByTestId('take-made')
    .getByText(/Being put together, \d+ %/)
    .waitFor();
  await chair.getByRole('button', { name: 'End session' }).click();
  await chair.getByRole('button', { name: 'End for everybody' }).click();
  for (const one of cast.pages(...everyone)) {
    await one.getByRole('heading', { name: 'This session has ended' }).waitFor();
  }
  for (const name of ['ada', 'bob', 'second', 'third'] as const) await cast.app(name).close();
  await chair.locator('[data-testid=take-made][data-made=done]').waitFor({ timeout: 170_000 });
}, 300_000);

it('M3, L8: once an organizer releases it, it is downloaded, and with the hub killed it plays from its chapters', async () => {
  await releaseRecording(hub.invites.organizer, session.title);
  const before = cast.app('first');
  await openSessionPage(before.page, session.title);
  await before.page.locator(playerVideo).waitFor();
  await openWorkshop(before.page);
  await downloadAll(before.page);
  await before.close();
  await hub.kill();

  const { page: offline } = await startApp({ profile: before.profile });
  await openSessionPage(offline, session.title);
  const chapter = offline.getByRole('listitem').getByRole('button', { name: question });
  const [minutes = 0, seconds = 0] = ((await chapter.locator('time').textContent()) ?? '')
    .split(':')
    .map(Number);
  const start = minutes * 60 + seconds;
  expect(start).toBeGreaterThan(0);
  await chapter.click();
  const video = offline.locator(playerVideo);
  await expect.poll(() => video.evaluate((v: HTMLVideoElement) => Math.floor(v.currentTime))).toBe(start);
  const early = await framePixels(offline, playerVideo);
  await video.evaluate((v: HTMLVideoElement) => v.play());
  // The answer began a while after the question was put live.
  await expect.poll(() => playedLevel(offline, playerVideo), { timeout: 30_000 }).toBeGreaterThan(0.01);
  expect(differingPixels(early, await framePixels(offline, playerVideo))).toBeGreaterThan(20);
});
