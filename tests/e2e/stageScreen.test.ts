import { afterAll, expect, it } from 'vitest';
import { closeApps, openLiveRoom, startApp } from '#tests/support/people.ts';
import { framePixels } from '#tests/support/playback.ts';
import { expectOtherPicture, expectPainted, pictureOf } from '#tests/support/stagePages.ts';
import { startHub } from '#tests/support/startHub.ts';

const hub = await startHub();
afterAll(async () => {
  await closeApps();
  await hub.stop();
});

it('D1: a screen is shown as it was chosen, and no page gets one that nobody chose', async () => {
  // Without Chromium's own fake of the question, which would say yes to whatever is asked.
  const { page: chair } = await startApp({ invite: hub.invites.moderator, flags: [] });
  await openLiveRoom(chair);
  await chair.getByRole('button', { name: 'Go live' }).click();
  const { page: attendee } = await startApp({ invite: hub.invites.attendee });
  await openLiveRoom(attendee);

  const unasked = await chair.evaluate(() =>
    navigator.mediaDevices.getDisplayMedia({ video: true }).then(
      () => 'given',
      (error: unknown) => (error instanceof Error ? 'refused' : 'unknown'),
    ),
  );
  expect(unasked).toBe('refused');

  await chair.getByTestId('dock-screen').click();
  const dialog = chair.getByRole('dialog');
  await dialog.getByRole('group', { name: 'Screens' }).waitFor();
  expect(await dialog.getByText(/^Lectern/).count()).toBe(0);
  await dialog.getByText('cannot be sent from this system', { exact: false }).waitFor();
  await dialog.getByRole('group', { name: 'Screens' }).locator('label').first().click();
  await chair.getByTestId('screen-show').click();
  await expect.poll(() => chair.getByTestId('dock-screen').getAttribute('data-chosen')).toBe('true');

  // The screen has Lectern's own windows on it, one over the other: whichever is seen, a dialog dims it.
  const picture = pictureOf('screen');
  await expectPainted(attendee, picture);
  const before = await framePixels(attendee, picture);
  for (const page of [chair, attendee]) {
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
  }
  await expectOtherPicture(attendee, picture, before);
  for (const page of [chair, attendee]) {
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }

  await chair.getByTestId('dock-screen').click();
  await attendee.locator(picture).first().waitFor({ state: 'detached' });
});
