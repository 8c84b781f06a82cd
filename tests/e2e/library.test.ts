import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { newProfile } from '#tests/support/launchApp.ts';
import { closeApps, startApp } from '#tests/support/people.ts';
import { startHub } from '#tests/support/startHub.ts';

const hub = await startHub();
const other = await startHub();
const { page, profile } = await startApp({ invite: hub.invites.attendee });
afterAll(async () => {
  await closeApps();
  await hub.stop();
  await other.stop();
});

const openLibrary = async () => {
  await page.getByRole('navigation').getByRole('link', { name: 'Library' }).click();
  await page.getByRole('heading', { level: 1, name: 'Library' }).waitFor();
};
const askAt = async (text: string) => {
  await page.getByRole('textbox', { name: 'Invite link or address of a hub' }).fill(text);
  await page.getByRole('button', { name: 'Go on' }).click();
};
const stored = (folder: string) => {
  const path = join(profile, folder);
  return existsSync(path) ? readdirSync(path, { recursive: true, encoding: 'utf8' }) : [];
};

it('has the five workshops on its shelf, each with its state, its recordings and the role', async () => {
  await openLibrary();
  const covers = page.getByRole('main').getByRole('listitem').filter({ hasText: 'Attendee' });
  await expect.poll(() => covers.count(), { timeout: 15_000 }).toBe(5);
  await covers.filter({ hasText: 'MLHPCS' }).getByText('Going on').waitFor();
  await covers
    .filter({ hasText: 'Large-Scale' })
    .getByText(/of 4 recordings open|4 recordings/)
    .waitFor();
  await covers.filter({ hasText: 'SC22' }).getByText('Upcoming').waitFor();
});

it('A1: tells which hub answers at an address, and that joining it takes an invite', async () => {
  const before = await page.evaluate(() => window.lectern.ask('hubs.list', {}));
  await askAt(other.address);
  await page.getByText(/A hub answers there: /).waitFor();
  await page.getByText(/^Its key: [A-Za-z0-9_-]{43}$/).waitFor();
  await page.getByText('It lets people in by an invite link.', { exact: false }).waitFor();
  expect(await page.evaluate(() => window.lectern.ask('hubs.list', {}))).toEqual(before);
  await askAt(hub.address);
  await page.getByText('You have joined it already', { exact: false }).waitFor();
});

it.each([
  ['nothing that is an address', 'a text with spaces', /neither an invite link nor the address/],
  ['an address with a path', 'https://example.org/lectern', /neither an invite link nor the address/],
  ['nobody', '127.0.0.1:9', /cannot be reached/i],
  ['an address that others could read along (A6)', 'http://hub.example.org', /https/i],
])('says in a sentence what is wrong with %s', async (_what, text, said) => {
  await askAt(text);
  await page.getByText(said).first().waitFor();
});

it('finds an invite in a mail, and opens it for the person to look at', async () => {
  const mail = join(newProfile(), 'invite.eml');
  const soft = other.invites.attendee.replaceAll('=', '=3D').replace(/(.{60})/g, '$1=\r\n');
  writeFileSync(
    mail,
    `Subject: A sample\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nCome: ${soft}\r\n`,
  );
  await page.locator('input[type="file"]').setInputFiles(mail);
  const dialog = page.getByRole('dialog', { name: 'Join with your invite link' });
  expect(await dialog.getByRole('textbox', { name: 'Invite link' }).inputValue()).toBe(
    other.invites.attendee,
  );
  await page.keyboard.press('Escape');
  const empty = join(newProfile(), 'note.txt');
  writeFileSync(empty, 'No link here.');
  await page.locator('input[type="file"]').setInputFiles(empty);
  await page.getByText('There is no invite link in note.txt.').waitFor();
});

it('S12: leaving removes what is the hub’s own, after saying what is lost with it', async () => {
  await page
    .getByRole('navigation')
    .getByRole('link', { name: /Large-Scale/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Put into my agenda' }).first().click();
  await page
    .getByRole('button', { name: /In my agenda/ })
    .first()
    .waitFor();
  await page
    .getByRole('button', { name: /^Download, / })
    .first()
    .click();
  await page.getByRole('main').getByText('On this computer', { exact: true }).first().waitFor();
  const databases = () =>
    page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name ?? ''));
  expect((await databases()).some((name) => name.startsWith('lectern-'))).toBe(true);

  await openLibrary();
  await page.getByRole('button', { name: 'Leave this hub' }).click();
  const dialog = page.getByRole('dialog', { name: /^Leave / });
  await dialog.getByText('1 talk in your agenda, with its reminder').waitFor();
  await dialog.getByText('1 recording on this computer').waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(stored('journal').some((file) => file.endsWith('.journal'))).toBe(true);

  await page.getByRole('button', { name: 'Leave this hub' }).click();
  await dialog.getByRole('button', { name: 'Leave this hub' }).click();
  await page.getByRole('heading', { name: 'Welcome to Lectern' }).waitFor();
  expect(await page.evaluate(() => window.lectern.ask('hubs.list', {}))).toEqual({ ok: [] });
  await expect
    .poll(async () => (await databases()).filter((name) => name.startsWith('lectern-')), { timeout: 15_000 })
    .toEqual([]);
  expect(stored('journal').filter((file) => file.endsWith('.journal'))).toEqual([]);
  expect(stored('recordings/renditions').filter((file) => file.endsWith('bytes'))).toEqual([]);
});
