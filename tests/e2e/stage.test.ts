import { afterAll, expect, it } from 'vitest';
import { closeApps, openLiveRoom, startApp } from '#tests/support/people.ts';
import { expectMovingPicture, expectSilence, expectSound } from '#tests/support/stagePages.ts';
import { startHub } from '#tests/support/startHub.ts';

const hub = await startHub();
afterAll(async () => {
  await closeApps();
  await hub.stop();
});

it('L1, L2, L3: green room to ended, with a hand that comes up to the stage and goes back down', async () => {
  const { page: chair } = await startApp({ invite: hub.invites.moderator });
  await openLiveRoom(chair);
  await chair.getByRole('button', { name: 'Open green room' }).click();
  const { page: speaker } = await startApp({ invite: hub.invites.speaker });
  await openLiveRoom(speaker);
  await speaker.getByTestId('dock-mic').click();
  await speaker.getByTestId('dock-camera').click();
  await expectMovingPicture(chair);

  const { page: attendee } = await startApp({ invite: hub.invites.attendee });
  await openLiveRoom(attendee);
  await attendee.getByRole('heading', { name: 'About to begin' }).waitFor();
  const question = attendee.getByRole('textbox', { name: 'Your question to the speakers' });
  const typed = 'A sample question that is still being typed';
  await question.fill(typed);
  await attendee.getByRole('radio', { name: /^People/ }).check({ force: true });
  await attendee.getByRole('radio', { name: /^Questions/ }).check({ force: true });
  expect(await question.inputValue()).toBe(typed);
  await chair.getByRole('button', { name: 'Go live' }).click();
  await expectMovingPicture(attendee);
  await expectSound(attendee);
  expect(await question.inputValue()).toBe(typed);
  expect(await attendee.getByTestId('dock-mic').count()).toBe(0);

  // Mute is honest: the hub says it to everybody, and nothing is heard.
  await speaker.getByTestId('dock-mic').click();
  await attendee
    .getByRole('figure', { name: /Microphone off/ })
    .first()
    .waitFor();
  await expectSilence(attendee);

  await attendee.getByTestId('dock-hand').click();
  const hand = chair.getByTestId(/^hand-/);
  await hand.getByRole('button', { name: /^Invite/ }).click();
  await chair.getByRole('menuitem', { name: 'With sound', exact: true }).click();
  const invited = attendee.getByTestId('stage-invited');
  await invited.waitFor();
  expect(await attendee.getByTestId('dock-mic').count()).toBe(0);
  await invited.getByRole('button', { name: /with sound$/i }).click();
  await expect.poll(() => attendee.getByTestId('dock-mic').getAttribute('data-on')).toBe('true');
  expect(await attendee.getByTestId('dock-camera').count()).toBe(0);
  await expectSound(speaker);

  await attendee.getByRole('button', { name: 'Back to the audience' }).click();
  await attendee.getByTestId('dock-hand').waitFor();
  expect(await attendee.getByTestId('dock-mic').count()).toBe(0);
  await expect.poll(() => speaker.locator('audio[data-account]').count()).toBe(0);

  await chair.getByRole('button', { name: 'End session' }).click();
  await chair.getByRole('button', { name: 'End for everybody' }).click();
  for (const page of [speaker, attendee]) {
    await page.getByRole('heading', { name: 'This session has ended' }).waitFor();
  }
});
