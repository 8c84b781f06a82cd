import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, afterEach, expect, it } from 'vitest';
import { newProfile } from '#tests/support/launchApp.ts';
import { closeApps, openTalk, playerVideo, startApp } from '#tests/support/people.ts';
import { startHub } from '#tests/support/startHub.ts';

const hub = await startHub();
afterEach(() => closeApps());
afterAll(() => hub.stop());

async function write(page: Page, text: string): Promise<void> {
  await page.keyboard.press('q');
  await page.getByRole('textbox', { name: 'Your question' }).fill(text);
}
const send = (page: Page) => page.getByRole('button', { name: 'Ask', exact: true }).click();
/** The form closes when the text is written to the disk. */
const closes = (page: Page) =>
  page.getByRole('textbox', { name: 'Your question' }).waitFor({ state: 'detached' });
const question = (page: Page, text: string) =>
  page
    .getByRole('main')
    .locator('section', { hasText: 'Questions at this talk' })
    .getByRole('listitem')
    .filter({ hasText: text });

it('S11: text that cannot be saved stays in its field, with the reason, until it can', async () => {
  const { page, profile } = await startApp({ invite: hub.invites.attendee, profile: newProfile() });
  await openTalk(page);
  await page.locator(playerVideo).waitFor();
  const text = 'A sample question that has nowhere to go?';
  const [folder, aside] = [join(profile, 'journal'), join(profile, 'journal-aside')];
  await rename(folder, aside);
  await write(page, text);
  await send(page);
  await page.getByText('Lectern could not write to its folder on this computer.').waitFor();
  expect(await page.getByRole('textbox', { name: 'Your question' }).inputValue()).toBe(text);
  expect(await question(page, text).count()).toBe(0);

  await rename(aside, folder);
  await send(page);
  await question(page, text).getByText('Waiting for a moderator', { exact: true }).waitFor();
});

it('S11: what was asked offline is there after a kill, after the window’s database is gone, and is sent', async () => {
  const text = 'A sample question before a hard end?';
  const before = await startApp({ invite: hub.invites.attendee2 });
  await openTalk(before.page);
  await before.page.locator(playerVideo).waitFor();
  await hub.kill();
  await write(before.page, text);
  await send(before.page);
  await closes(before.page);
  await before.kill();

  const offline = await startApp({ profile: before.profile });
  await openTalk(offline.page);
  await question(offline.page, text).waitFor();
  await offline.close();

  const stored = join(before.profile, 'IndexedDB');
  expect((await readdir(stored)).length).toBeGreaterThan(0);
  await rm(stored, { recursive: true });
  await hub.restart();
  const { page } = await startApp({ profile: before.profile });
  await page.getByText('What this window keeps was emptied by the system').waitFor();
  await openTalk(page);
  await question(page, text).getByText('Waiting for a moderator', { exact: true }).waitFor();
});

it('S11: watching goes on where the window was closed', async () => {
  const before = await startApp({ invite: hub.invites.speaker });
  await openTalk(before.page);
  const video = before.page.locator(playerVideo);
  await video.evaluate(async (v: HTMLVideoElement) => {
    v.currentTime = 12;
    await v.play();
  });
  const at = () => video.evaluate((v: HTMLVideoElement) => v.currentTime);
  await expect.poll(at, { timeout: 20_000 }).toBeGreaterThan(13);
  await before.close();

  const { page } = await startApp({ profile: before.profile });
  await openTalk(page);
  await expect
    .poll(() => page.locator(playerVideo).evaluate((v: HTMLVideoElement) => v.currentTime), {
      timeout: 20_000,
    })
    .toBeGreaterThan(12.5);
});
