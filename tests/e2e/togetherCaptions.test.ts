import type { Page } from 'playwright';
import { afterAll, expect, it } from 'vitest';
import { closeApps, startInLiveRoom } from '#tests/support/people.ts';
import { startHub } from '#tests/support/startHub.ts';
import { lookTogether, playToEveryone, togetherVideo } from '#tests/support/togetherPages.ts';

const hub = await startHub();
afterAll(async () => {
  await closeApps();
  await hub.stop();
});

const caption = (page: Page) => page.getByTestId('together').getByText(/^This is a sample recording/);
const menu = (page: Page) => page.getByTestId('together').getByRole('button', { name: 'Captions' });
const choice = (page: Page, name: RegExp) =>
  page.getByRole('dialog', { name: 'Captions' }).getByRole('radio', { name });

it('the captions of what is played to everyone are each person’s own: by the menu at it, and by C as in the player', async () => {
  const chair = await startInLiveRoom(hub.invites.moderator);
  await chair.getByRole('button', { name: 'Go live' }).click();
  const attendee = await startInLiveRoom(hub.invites.attendee);
  await playToEveryone(chair, 'machine learning deploying');
  for (const one of [chair, attendee]) await one.locator(togetherVideo).waitFor();
  await chair.getByTestId('together-pause').click();
  const slider = chair.getByRole('slider', { name: /for everyone/ });
  const seconds = async () => {
    const looks = await Promise.all([chair, attendee].map(lookTogether));
    return looks.map(({ second }) => Math.round(second));
  };
  await slider.focus();
  await slider.press('Home');
  await expect.poll(seconds).toEqual([0, 0]);
  await slider.press('ArrowRight');
  await expect.poll(seconds).toEqual([1, 1]);
  for (const one of [chair, attendee]) await caption(one).waitFor();

  await attendee.keyboard.press('c');
  await caption(attendee).waitFor({ state: 'detached' });
  await caption(chair).waitFor();
  await attendee.keyboard.press('c');
  await caption(attendee).waitFor();

  await menu(chair).focus();
  await chair.keyboard.press('Enter');
  await choice(chair, /^Off$/).check({ force: true });
  await caption(chair).waitFor({ state: 'detached' });
  await choice(chair, /^English/).check({ force: true });
  await caption(chair).waitFor();
  await chair.keyboard.press('Escape');
  await chair.getByRole('dialog', { name: 'Captions' }).waitFor({ state: 'detached' });
  await caption(attendee).waitFor();

  await chair.keyboard.press('?');
  await chair
    .getByRole('dialog', { name: 'Keys in the live room' })
    .getByText('Captions of what is played, off or on')
    .waitFor();
  await chair.keyboard.press('Escape');

  // With nothing played the key leaves the captions as they are.
  await chair.getByTestId('together-stop').click();
  await attendee.locator(togetherVideo).waitFor({ state: 'detached' });
  await attendee.keyboard.press('c');
  await playToEveryone(chair, 'machine learning deploying');
  await menu(attendee).click();
  await expect.poll(() => choice(attendee, /^English/).isChecked()).toBe(true);
}, 120_000);
