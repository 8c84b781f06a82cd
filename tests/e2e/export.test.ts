import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ICAL from 'ical.js';
import { afterAll, expect, it } from 'vitest';
import { readLecternJson } from '#shared/program/import/lectern/readLecternJson.ts';
import type { RunningApp } from '#tests/support/launchApp.ts';
import { closeApps, openTalk, openWorkshop, startApp } from '#tests/support/people.ts';
import { startHub } from '#tests/support/startHub.ts';

const hub = await startHub();
const folder = mkdtempSync(join(tmpdir(), 'lectern-exports-'));
afterAll(async () => {
  await closeApps();
  await hub.stop();
  rmSync(folder, { recursive: true });
});

/**
 * Answers the system's dialog to save a file, as a person does: into the folder under the name that it proposes, or
 * with Cancel. Tells when a dialog was answered.
 */
async function answerNextSave({ app }: RunningApp, into: string | null): Promise<() => Promise<void>> {
  await app.evaluate(({ session }, folderOrNot) => {
    (globalThis as { saved?: Promise<void> }).saved = new Promise((resolve) => {
      session.defaultSession.once('will-download', (_event, item) => {
        item.once('done', () => resolve());
        if (folderOrNot === null) item.cancel();
        else item.setSavePath(`${folderOrNot}/${item.getFilename()}`);
      });
    });
  }, into);
  return () => app.evaluate(() => (globalThis as { saved?: Promise<void> }).saved);
}

const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

it('a workshop is saved as a file of each format, with a word on what is not in it', async () => {
  const running = await startApp({ invite: hub.invites.attendee });
  const { page } = running;
  await openWorkshop(page);
  const save = async (format: RegExp, told: RegExp) => {
    await answerNextSave(running, folder);
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: format }).click();
    await page.getByText(told).first().waitFor();
  };

  await save(
    /Calendar/,
    /mlhpcs-isc20\.ics is saved, with \d+ entries\..*Left out: .*its time is to be announced/,
  );
  const events = new ICAL.Component(ICAL.parse(read('mlhpcs-isc20.ics'))).getAllSubcomponents('vevent');
  const days = events.map((event) => [
    event.getFirstPropertyValue('summary'),
    `${event.getFirstPropertyValue('dtstart')}`,
  ]);
  expect(days).toContainEqual(['Live questions and answers', '2020-06-25']);
  expect(`${events[0]?.getFirstPropertyValue('url')}`).toMatch(/^lectern:\/\/h\/[^/]{10}\/w\/mlhpcs-isc20$/);

  await save(/Lectern JSON/, /mlhpcs-isc20\.lectern\.json is saved/);
  const bytes = readFileSync(join(folder, 'mlhpcs-isc20.lectern.json'));
  const draft = readLecternJson({ name: 'mlhpcs-isc20.lectern.json', bytes });
  expect(draft.notes).toEqual([]);
  expect(draft.rows[0]?.data).toMatchObject({ title: 'MLHPCS at ISC 2020' });

  await save(/Markdown/, /mlhpcs-isc20\.md is saved/);
  expect(read('mlhpcs-isc20.md')).toMatch(/^# MLHPCS at ISC 2020\n/);
  expect(readdirSync(folder).sort()).toEqual([
    'mlhpcs-isc20.ics',
    'mlhpcs-isc20.lectern.json',
    'mlhpcs-isc20.md',
  ]);

  await page.getByRole('button', { name: 'Export' }).click();
  expect(await page.getByRole('menuitem').first().textContent()).toMatch(/Markdown/);
  await page.keyboard.press('Escape');
});

it('a schedule in which nothing has a time of day is not saved, and the talks without one are named', async () => {
  const running = await startApp({ invite: hub.invites.attendee2 });
  const { page } = running;
  await answerNextSave(running, folder);
  await openWorkshop(page);
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: /frab XML/ }).click();
  await page.getByText(/would be empty.*Left out: “Deploying machine learning/).waitFor();
  expect(readdirSync(folder)).not.toContain('mlhpcs-isc20-schedule.xml');
  await page.getByRole('button', { name: 'Show all' }).click();
  const dialog = page.getByRole('dialog', { name: 'Not in the file' });
  await dialog.getByText('Live questions and answers').waitFor();
  await dialog.getByText('Invited talks').waitFor();
});

it('a save that is called off in the dialog leaves no file and says nothing', async () => {
  const running = await startApp({ invite: hub.invites.speaker });
  const { page } = running;
  const answered = await answerNextSave(running, null);
  await openWorkshop(page, /Large-Scale/);
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: /Lectern JSON/ }).click();
  await answered();
  await answerNextSave(running, folder);
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: /Markdown/ }).click();
  await page.getByText(/large-scale-dl-isc18\.md is saved/).waitFor();
  expect(await page.getByText(/lectern\.json/).count()).toBe(0);
  expect(readdirSync(folder)).not.toContain('large-scale-dl-isc18.lectern.json');
});

it('D1: a download that is no file of our own page is refused', async () => {
  const running = await startApp({ invite: hub.invites.moderator });
  const { app, page } = running;
  await openTalk(page);
  const states = await app.evaluate(
    ({ session, BrowserWindow }, address) =>
      new Promise<boolean>((resolve) => {
        session.defaultSession.once('will-download', (event) => resolve(event.defaultPrevented));
        BrowserWindow.getAllWindows()[0]?.webContents.downloadURL(`${address}/v1/hub`);
      }),
    hub.address,
  );
  expect(states).toBe(true);
});
