import type { Locator, Page } from 'playwright';
import { afterAll, expect, it } from 'vitest';
import { closeApps, openTalk, playerVideo, startApp } from '#tests/support/people.ts';
import { mountSmallDisk } from '#tests/support/smallDisk.ts';
import { startHub } from '#tests/support/startHub.ts';

const disk = mountSmallDisk(40);
const hub = await startHub();
afterAll(async () => {
  await closeApps();
  await hub.stop();
  disk?.unmount();
});
/** Without the right to mount a disk of its own this cannot be brought about; its title says so. */
const onSmallDisk = disk ? it : it.skip;

const long = 'x'.repeat(900);
const field = (page: Page) => page.getByRole('textbox', { name: 'Your question' });
const question = (page: Page, text: string) =>
  page
    .getByRole('main')
    .locator('section', { hasText: 'Questions at this talk' })
    .getByRole('listitem')
    .filter({ hasText: text });

async function write(page: Page, text: string): Promise<void> {
  if ((await field(page).count()) === 0)
    await page.getByRole('button', { name: /^Ask a question at/ }).click();
  await field(page).fill(text);
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
}

/** Asks until something cannot be saved. @returns what was said to be asked, and what stayed in its field */
async function askUntilRefused(page: Page): Promise<{ asked: string[]; refused: string }> {
  const asked: string[] = [];
  for (let n = 1; n < 20; n += 1) {
    const text = `Sample question ${n}, written on a full disk? ${long}`;
    await write(page, text);
    const said = page.getByText('Asked. A moderator reads it first.').last();
    const refused = page.getByText(/The question could not be|The disk is full\./).last();
    await said.or(refused).last().waitFor();
    await expect
      .poll(async () => (await field(page).count()) === 0 || (await refused.count()) > 0)
      .toBe(true);
    if ((await field(page).count()) > 0) return { asked, refused: text };
    asked.push(text);
  }
  throw new Error('the disk took everything');
}

/** A moderator asks until the other window's base does not take it. @returns the last question */
async function changeUntil(moderator: Page, seen: Locator): Promise<string> {
  for (let n = 1; n < 12; n += 1) {
    const text = `Sample question ${n} that comes while the disk is full? ${long}`;
    await write(moderator, text);
    await question(moderator, text).getByRole('button', { name: 'Approve' }).click();
    const isSeen = await seen.waitFor({ timeout: 4000 }).then(
      () => true,
      () => false,
    );
    if (isSeen) return text;
  }
  throw new Error('the disk took everything');
}

onSmallDisk(
  'S11 (needs a mount): on a full disk the status says so, no text is lost, and all goes on when there is room',
  async () => {
    if (!disk) throw new Error('no disk');
    const profile = disk.folder;
    const { page } = await startApp({ invite: hub.invites.attendee, profile });
    await openTalk(page);
    await page.locator(playerVideo).waitFor();
    const moderator = await startApp({ invite: hub.invites.moderator });
    await openTalk(moderator.page);
    await moderator.page.locator(playerVideo).waitFor();
    disk.fill();

    const meanwhile = await changeUntil(
      moderator.page,
      page.getByText('Not in sync', { exact: true }).first(),
    );
    await expect
      .poll(
        async () => {
          await page.getByText('Not in sync', { exact: true }).first().click();
          const words = await page.getByRole('dialog').last().textContent();
          await page.keyboard.press('Escape');
          return words;
        },
        { timeout: 30_000 },
      )
      .toContain('The disk is full.');

    const { asked, refused } = await askUntilRefused(page);
    expect(await field(page).inputValue()).toBe(refused);

    disk.clear();
    await question(page, meanwhile).waitFor();
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
    for (const text of [...asked, refused]) {
      await question(page, text).getByText('Waiting for a moderator', { exact: true }).waitFor();
      await question(moderator.page, text).waitFor();
    }
    await page
      .getByText(/^In sync/)
      .first()
      .waitFor();
  },
);
