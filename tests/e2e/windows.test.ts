import type { Page } from 'playwright';
import { afterAll, expect, it } from 'vitest';
import { closeApps, openTalk, playerVideo, startApp } from '#tests/support/people.ts';
import { secondWindow } from '#tests/support/secondWindow.ts';
import { startHub } from '#tests/support/startHub.ts';

const hub = await startHub();
afterAll(async () => {
  await closeApps();
  await hub.stop();
});

/** How many workers hold the sync of this profile's hub, and how many wait for it. */
const locks = (page: Page) =>
  page.evaluate(async () => {
    const { held = [], pending = [] } = await navigator.locks.query();
    const ours = (list: readonly LockInfo[]) => list.filter((one) => one.name?.endsWith('-sync')).length;
    return { held: ours(held), pending: ours(pending) };
  });

async function ask(page: Page, text: string): Promise<void> {
  await page.locator(playerVideo).waitFor();
  await page.keyboard.press('q');
  await page.getByRole('textbox', { name: 'Your question' }).fill(text);
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
}
const question = (page: Page, text: string) =>
  page
    .getByRole('main')
    .locator('section', { hasText: 'Questions at this talk' })
    .getByRole('listitem')
    .filter({ hasText: text });

it('S12, S3: two windows of a profile share one sync, and when its window closes the other takes over', async () => {
  const running = await startApp({ invite: hub.invites.attendee });
  const first = running.page;
  const second = await secondWindow(running);
  await expect.poll(() => locks(second)).toEqual({ held: 1, pending: 1 });

  await openTalk(first);
  await openTalk(second);
  await ask(second, 'A sample question from the second window?');
  await question(first, 'from the second window').waitFor();
  await question(second, 'from the second window')
    .getByText('Waiting for a moderator', { exact: true })
    .waitFor();

  await first.close();
  await expect.poll(() => locks(second)).toEqual({ held: 1, pending: 0 });

  const moderator = await startApp({ invite: hub.invites.moderator });
  await openTalk(moderator.page);
  await question(moderator.page, 'from the second window').getByRole('button', { name: 'Approve' }).click();
  await question(second, 'from the second window').getByRole('button', { name: /Vote/ }).waitFor();
  await ask(second, 'A sample question after the takeover?');
  await question(moderator.page, 'after the takeover').waitFor();
});

it('S12: two people on one computer see each their own', async () => {
  const one = await startApp({ invite: hub.invites.attendee });
  const other = await startApp({ invite: hub.invites.attendee2 });
  await openTalk(one.page);
  await openTalk(other.page);
  await ask(one.page, 'A sample question of the first person?');
  await question(one.page, 'of the first person').waitFor();
  await ask(other.page, 'A sample question of the second person?');
  await question(other.page, 'of the second person').waitFor();
  expect(await question(other.page, 'of the first person').count()).toBe(0);
  expect(await question(one.page, 'of the second person').count()).toBe(0);
});
