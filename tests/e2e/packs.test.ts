import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, expect, it } from 'vitest';
import {
  launchApp,
  newProfile,
  type RunningApp,
  startAgain,
  waitForJoined,
} from '#tests/support/launchApp.ts';
import { startHub } from '#tests/support/startHub.ts';

const hub = await startHub();
const folder = mkdtempSync(join(tmpdir(), 'lectern-packs-'));
const pack = join(folder, 'workshop.lectern');
const apps: RunningApp[] = [];
afterAll(async () => {
  for (const app of apps) if (!app.hasEnded()) await app.close();
  await hub.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(options: Parameters<typeof launchApp>[0]): Promise<RunningApp> {
  const app = await launchApp(options);
  apps.push(app);
  if (options.invite && !options.profile) await waitForJoined(app.page);
  return app;
}

/** Lets a file of the disk fall on the window, as a file manager does. */
async function drop(page: Page, path: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
  }
}

const dialog = (page: Page) => page.getByRole('dialog');

it('M7: a workshop is written as one file, with the recordings that are here', async () => {
  const { app, page, close } = await start({ invite: hub.invites.organizer });
  await app.evaluate(({ dialog: dialogs }, path) => {
    Object.assign(dialogs, { showSaveDialog: async () => ({ canceled: false, filePath: path }) });
  }, pack);
  await page
    .getByRole('link', { name: /MLHPCS/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('menuitem', { name: /Export workshop as pack/ }).click();
  await dialog(page).getByText('not downloaded').waitFor();
  await dialog(page)
    .getByRole('button', { name: /Download these first/ })
    .click();
  await dialog(page)
    .getByRole('checkbox', { name: /Deploying machine learning/ })
    .waitFor();
  await dialog(page).getByRole('button', { name: 'Save pack…' }).click();
  await page.getByText('workshop.lectern is written').waitFor();
  await close();
});

let guest: RunningApp;

it('M7: with the hub gone it opens in a fresh profile by its file, once its hub is trusted', async () => {
  await hub.kill();
  guest = await start({ link: pack });
  const { page } = guest;
  await dialog(page).getByText('This computer does not know this hub.').waitFor();
  await dialog(page).getByText('Deploying machine learning').waitFor();
  await dialog(page).getByRole('button', { name: 'Trust this hub and open' }).click();
  await page.getByText('MLHPCS at ISC 2020 is on this computer').waitFor();
  await page.getByRole('button', { name: 'Open workshop' }).click();
  await page.getByRole('heading', { level: 1, name: 'MLHPCS at ISC 2020' }).waitFor();
  await page.getByText('From a pack · no account at this hub').waitFor();
  await page.getByText('Jenia Jitsev').first().waitFor();
});

it('M7: its recording plays and seeks without any network, and asking says what it takes', async () => {
  const { page } = guest;
  await page
    .getByRole('link', { name: /Deploying machine learning/ })
    .first()
    .click();
  await page.locator('video').first().waitFor();
  const video = page.locator('video').first();
  const timeOf = () => video.evaluate((element: HTMLVideoElement) => element.currentTime);
  await expect
    .poll(() => video.evaluate((element: HTMLVideoElement) => element.readyState), { timeout: 20_000 })
    .toBeGreaterThan(0);
  await video.evaluate((element: HTMLVideoElement) => {
    element.muted = true;
    element.currentTime = 120;
  });
  await page.getByRole('button', { name: 'Play', exact: true }).first().click();
  await expect.poll(timeOf, { timeout: 20_000 }).toBeGreaterThan(120.2);
  await page
    .getByRole('button', { name: /^Ask a question at/ })
    .first()
    .click();
  await page.getByText('there is no account at its hub').first().waitFor();
  await page
    .locator('video')
    .first()
    .evaluate((video: HTMLVideoElement) => video.pause());
  await page
    .getByRole('button', { name: /agenda/i })
    .first()
    .click();
});

it('a pack that is dropped anywhere is shown; one that was cut short, or is no pack, is refused by name', async () => {
  const { page, profile } = guest;
  await drop(page, pack);
  await dialog(page).getByText('You have trusted this hub before.').waitFor();
  await dialog(page).getByText('All recordings in it are here already.').waitFor();
  await dialog(page).getByRole('button', { name: 'Cancel' }).click();
  const bad = join(folder, 'bad.lectern');
  writeFileSync(bad, 'This is no pack.');
  await startAgain(profile, [bad]);
  await dialog(page).getByText('This pack cannot be opened').waitFor();
  await dialog(page).getByRole('button', { name: 'Close' }).click();
});

it('S11: who joins by an invite later is a member, and keeps agenda, recordings and progress', async () => {
  await hub.restart();
  const { page } = guest;
  await page
    .getByRole('link', { name: /MLHPCS/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Join by an invite…' }).click();
  await dialog(page).getByRole('textbox', { name: 'Invite link' }).fill(hub.invites.attendee);
  await dialog(page).getByRole('textbox', { name: 'Your name' }).fill('Sample Person');
  await dialog(page).getByRole('button', { name: 'Join', exact: true }).click();
  await page.getByText('From a pack · no account at this hub').waitFor({ state: 'detached' });
  await page.getByText('MLHPC 2022').first().waitFor();
  await page.getByRole('link', { name: 'My agenda' }).click();
  await page.getByText('Deploying machine learning').first().waitFor();
  await page.getByRole('link', { name: 'Downloads' }).first().click();
  await page.getByText('On this computer').first().waitFor();
  await guest.close();
});

it('a workshop from a pack is removed after asking, and with it the hub', async () => {
  const { page, close } = await start({ profile: newProfile(), link: pack });
  await dialog(page).getByRole('button', { name: 'Trust this hub and open' }).click();
  await page.getByRole('button', { name: 'Open workshop' }).click();
  await page.getByRole('button', { name: 'Remove…' }).click();
  await dialog(page).getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByRole('button', { name: 'Open a pack…' }).waitFor();
  await close();
});
