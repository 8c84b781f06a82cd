import type { Page } from 'playwright';
import { afterAll, expect, it } from 'vitest';
import { closeApps, startInLiveRoom } from '#tests/support/people.ts';
import { expectSound } from '#tests/support/stagePages.ts';
import { startHub } from '#tests/support/startHub.ts';

const hub = await startHub();
afterAll(async () => {
  await closeApps();
  await hub.stop();
});

const panel = (page: Page) => page.getByRole('complementary', { name: 'Beside the stage' });
const tab = (page: Page, name: RegExp) => panel(page).getByRole('radio', { name }).click();
const hands = (page: Page) => panel(page).locator('[data-testid^=hand-]');

it('L3, Q6: a hand is raised, waits in order, is invited, comes up only when it accepts, and is brought back down', async () => {
  const chair = await startInLiveRoom(hub.invites.moderator);
  await chair.getByRole('button', { name: 'Go live' }).click();
  const first = await startInLiveRoom(hub.invites.attendee);
  const second = await startInLiveRoom(hub.invites.attendee2);

  await first.getByTestId('panel-hand').click();
  await panel(first).getByText('Your hand is up. You are next in line.').waitFor();
  await panel(second).getByText('1 hand is up').waitFor();
  await second.getByTestId('panel-hand').click();
  await panel(second).getByText('You are number 2 of 2 in line.').waitFor();
  await expect.poll(() => hands(chair).count()).toBe(2);
  expect(await hands(chair).first().textContent()).toMatch(/First time on stage/);
  await expect.poll(() => hands(chair).first().textContent()).toMatch(/waiting \d+:\d\d/);

  // Who writes is not torn away from it by being invited.
  const field = first.getByRole('textbox', { name: 'Your question to the speakers' });
  await field.fill('A sample');
  await hands(chair)
    .first()
    .getByRole('button', { name: /^Invite .* onto the stage$/ })
    .click();
  await chair.getByRole('menuitem', { name: 'With sound', exact: true }).click();
  await first.getByTestId('stage-invited').waitFor();
  expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
  await hands(chair).first().getByText('Invited with sound').waitFor();
  expect(await first.getByTestId('dock-mic').count()).toBe(0);

  await first.getByTestId('stage-invited').getByRole('button', { name: 'With sound', exact: true }).click();
  await first.getByTestId('dock-mic').waitFor();
  await expect.poll(() => hands(chair).count()).toBe(1);
  await panel(second).getByText('Your hand is up. You are next in line.').waitFor();

  await tab(chair, /People/);
  const row = panel(chair).locator('[data-testid^=person-]', { hasText: 'From the audience' });
  await row.getByRole('button', { name: /What can be done about/ }).click();
  await chair.getByRole('menuitem', { name: 'Bring back to the audience' }).click();
  await first.getByTestId('dock-mic').waitFor({ state: 'detached' });

  await tab(chair, /Log/);
  const log = panel(chair).getByRole('region', { name: 'What was done here' });
  for (const words of [
    /raised the hand\./,
    /invited .* onto the stage with sound\./,
    /came onto the stage with sound\./,
    /brought .* back to the audience\./,
    /went live\./,
  ]) {
    await log.getByText(words).first().waitFor();
  }
  await log.getByLabel('What').selectOption('stage');
  await expect.poll(() => log.getByTestId('log-line').count()).toBe(1);

  // A hand stays up for a while when its app is closed; the tests after this one begin without it.
  await second.getByTestId('panel-hand').click();
  await expect.poll(() => second.getByTestId('panel-hand').textContent()).toBe('Raise hand');
});

it('Q6: a hand is lowered by who raised it, or by the moderator after asking; others have no such buttons', async () => {
  await closeApps();
  const chair = await startInLiveRoom(hub.invites.moderator);
  const attendee = await startInLiveRoom(hub.invites.attendee);
  await attendee.getByTestId('panel-hand').click();
  await hands(chair).last().waitFor();
  const before = await hands(chair).count();
  await attendee.getByTestId('panel-hand').click();
  await expect.poll(() => hands(chair).count()).toBe(before - 1);

  await attendee.getByTestId('panel-hand').click();
  await expect.poll(() => hands(chair).count()).toBe(before);
  await hands(chair)
    .last()
    .getByRole('button', { name: /^Lower the hand of/ })
    .click();
  await chair.getByRole('button', { name: 'Lower hand', exact: true }).click();
  await panel(attendee)
    .getByText(/^Want to speak/)
    .waitFor();

  expect(await panel(attendee).getByRole('radio', { name: /Log/ }).count()).toBe(0);
  await tab(attendee, /People/);
  expect(await panel(attendee).getByTestId('mute-all').count()).toBe(0);
  await panel(attendee)
    .getByText(/Only moderators see/)
    .waitFor();
});

it('L3, Q6: a guest who goes down and comes up again is heard again, twice, without entering anew, and sees a mute', async () => {
  await closeApps();
  const chair = await startInLiveRoom(hub.invites.moderator);
  const guest = await startInLiveRoom(hub.invites.attendee);
  const entered: string[] = [];
  guest.on('console', (message) => {
    if (message.text().includes('entered anew')) entered.push(message.text());
  });
  const row = panel(chair).locator('[data-testid^=person-]', { hasText: 'From the audience' });
  for (let time = 0; time < 3; time += 1) {
    await tab(chair, /Questions/);
    if ((await hands(chair).count()) === 0) await guest.getByTestId('panel-hand').click();
    await hands(chair)
      .first()
      .getByRole('button', { name: /^Invite .* onto the stage$/ })
      .click();
    await chair.getByRole('menuitem', { name: 'With sound', exact: true }).click();
    await guest.getByTestId('stage-invited').getByRole('button', { name: 'With sound', exact: true }).click();
    // Who accepts with sound is heard at once.
    await expect.poll(() => guest.getByTestId('dock-mic').getAttribute('data-on')).toBe('true');
    await expectSound(chair);
    await tab(chair, /People/);
    await row.getByRole('button', { name: /What can be done about/ }).click();
    await chair.getByRole('menuitem', { name: 'Mute', exact: true }).click();
    await expect.poll(() => guest.getByTestId('dock-mic').getAttribute('data-on')).toBe('false');
    await row.getByRole('button', { name: /What can be done about/ }).click();
    await chair.getByRole('menuitem', { name: 'Bring back to the audience' }).click();
    await guest.getByTestId('dock-mic').waitFor({ state: 'detached' });
    await chair.locator('audio[data-account]').waitFor({ state: 'detached' });
  }
  expect(entered).toEqual([]);
});
