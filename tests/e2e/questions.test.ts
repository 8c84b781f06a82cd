import { afterAll, expect, it } from 'vitest';
import { closeApps, openTalk, playerVideo, startApp } from '#tests/support/people.ts';
import { startHub } from '#tests/support/startHub.ts';

const hub = await startHub();
afterAll(async () => {
  await closeApps();
  await hub.stop();
});

const text = 'Does the image have to be rebuilt for every fabric?';

it('Q1, Q2, Q3: a question asked at a second is approved, voted for and answered on every desk', async () => {
  const asker = await startApp({ invite: hub.invites.attendee });
  await openTalk(asker.page);
  await asker.page.locator(playerVideo).waitFor();
  await asker.page.keyboard.press('q');
  await asker.page.getByRole('textbox', { name: 'Your question' }).fill(text);
  await asker.page.getByRole('button', { name: 'Ask', exact: true }).click();
  const own = asker.page
    .getByRole('main')
    .locator('section', { hasText: 'Questions at this talk' })
    .getByRole('listitem')
    .filter({ hasText: text });
  await own.getByText('Waiting for a moderator', { exact: true }).waitFor();

  const other = await startApp({ invite: hub.invites.attendee2 });
  await openTalk(other.page);
  expect(await other.page.getByText(text).count()).toBe(0);

  const moderator = await startApp({ invite: hub.invites.moderator });
  await openTalk(moderator.page);
  const waiting = moderator.page
    .getByRole('main')
    .locator('section', { hasText: 'Questions at this talk' })
    .getByRole('listitem')
    .filter({ hasText: text });
  await waiting.getByRole('button', { name: 'Approve' }).click();

  const seen = other.page
    .getByRole('main')
    .locator('section', { hasText: 'Questions at this talk' })
    .getByRole('listitem')
    .filter({ hasText: text });
  await seen.getByRole('button', { name: /Vote/ }).click();
  await expect.poll(() => own.getByRole('button', { name: /1 vote/ }).count()).toBe(1);

  await waiting.getByRole('button', { name: 'Mark answered' }).click();
  const dialog = moderator.page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('Only when the interface changes.');
  await dialog.getByRole('button', { name: 'Mark answered' }).click();
  await seen.getByText('Only when the interface changes.').waitFor();
  await own.getByText('Answered', { exact: true }).waitFor();
});
