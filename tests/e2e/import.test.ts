import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { closeApps, startApp } from '#tests/support/people.ts';
import { sampleSchedule } from '#tests/support/sampleSchedule.ts';
import { type StartedHub, startHub } from '#tests/support/startHub.ts';

let hub: StartedHub;
let folder: string;
const small = { talks: 12, people: 9 };

beforeAll(async () => {
  hub = await startHub();
  folder = await mkdtemp(join(tmpdir(), 'lectern-import-'));
});
afterEach(closeApps);
afterAll(async () => {
  await hub.stop();
  await rm(folder, { recursive: true, force: true });
});

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

async function openImport(invite: string, slug: string): Promise<Page> {
  const { page } = await startApp({ invite });
  const home = await page
    .getByRole('link', { name: /MLHPCS/ })
    .first()
    .getAttribute('href');
  const path = `${home?.replace(/\/w\/.*/, '')}/w/${slug}/import`;
  await page.evaluate((to) => {
    history.pushState(null, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, path);
  return page;
}

async function choose(page: Page, path: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a file…' }).click();
  await (await chooser).setFiles(path);
}

test('an organizer imports a file: sees what it means, leaves one talk out, accepts, and undoes it', async () => {
  const page = await openImport(hub.invites.organizer, 'dlsuper-isc19');
  await choose(page, await file('schedule.json', sampleSchedule(small)));
  await page.getByText('was read as a frab schedule (JSON)').waitFor();
  await page.getByText('12 talks').waitFor();
  await page.getByRole('checkbox', { name: 'Take over Sample talk 3' }).press('Space');
  await page.getByRole('button', { name: /^Import \d+ changes$/ }).click();
  await page.getByText('Imported', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'See the program' }).click();
  await page.getByText('Sample talk 4').first().waitFor();
  expect(await page.getByText('Sample talk 3', { exact: true }).count()).toBe(0);

  await page.goBack();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Undo' }).click();
  await page.getByText('undone', { exact: true }).waitFor();
  await page.goBack();
  await expect.poll(() => page.getByText('Sample talk 4').count()).toBe(0);
});

test('a file that is dropped is read like one that is chosen', async () => {
  const page = await openImport(hub.invites.organizer, 'dlsuper-isc19');
  await page.getByText('Drop a file, a zip or a folder here').waitFor();
  const path = await file('dropped.json', sampleSchedule(small));
  const box = await page.locator('[data-testid=import-drop]').boundingBox();
  if (!box) throw new Error('no place to drop');
  const session = await page.context().newCDPSession(page);
  const at = { x: box.x + box.width / 2, y: box.y + 30, modifiers: 0 };
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, data, ...at });
  }
  await page.getByText('dropped.json was read as a frab schedule (JSON)').waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('Drop a file, a zip or a folder here').waitFor();
});

test('an address is fetched by the app, and a changed schedule shows its differences', async () => {
  let text = sampleSchedule(small);
  const server = createServer((_, answer) => answer.end(text));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const page = await openImport(hub.invites.organizer, 'dlsuper-isc19');
  const fetchIt = async () => {
    await page.getByRole('textbox', { name: /Address/ }).fill(`http://127.0.0.1:${port}/schedule.json`);
    await page.getByRole('button', { name: 'Fetch' }).click();
  };
  await fetchIt();
  await page.getByRole('button', { name: /^Import \d+ changes$/ }).click();
  await page.getByText('Imported', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Choose something else' }).click();
  text = sampleSchedule(small, { 5: 'Renamed by its speaker' });
  await fetchIt();
  await page.getByText('Renamed by its speaker').first().waitFor();
  await page.getByRole('button', { name: 'Import 1 change', exact: true }).click();
  await page.getByText('Imported', { exact: true }).waitFor();
  server.close();
});

test('an import that meets no hub goes back to what was being looked at, and goes on when the hub is back', async () => {
  const own = await startHub();
  const page = await openImport(own.invites.organizer, 'dlsuper-isc19');
  await choose(page, await file('offline.json', sampleSchedule(small)));
  const leave = page.getByRole('checkbox', { name: 'Take over Sample talk 3' });
  await leave.press('Space');
  await own.kill();
  await page.getByRole('button', { name: /^Import \d+ changes$/ }).click();
  await page.getByRole('alert').getByText('This could not be imported').waitFor();
  await own.restart();
  await page.getByRole('button', { name: 'Try again' }).click();
  expect(await leave.isChecked()).toBe(false);
  await page.getByRole('button', { name: /^Import \d+ changes$/ }).click();
  await page.getByText('Imported', { exact: true }).waitFor();
  await closeApps();
  await own.stop();
});

test('what is no program is refused in words, and an attendee is told who imports', async () => {
  const page = await openImport(hub.invites.organizer, 'dlsuper-isc19');
  await choose(page, await file('picture.png', '\u0000\u0001\u0002PNG\u0000'));
  await page.getByRole('alert').getByText('This could not be imported').waitFor();
  await page.getByRole('button', { name: 'Choose something else' }).click();
  await page.getByText('Drop a file, a zip or a folder here').waitFor();
  await closeApps();
  const attendee = await openImport(hub.invites.attendee, 'dlsuper-isc19');
  await attendee.getByText('Only organizers import a program').waitFor();
});
