import { execFile } from 'node:child_process';
import { mkdtemp, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { holdUndo } from '#tests/support/holdUndo.ts';
import type { RunningApp } from '#tests/support/launchApp.ts';
import { Organizer, rowTitled } from '#tests/support/organizer.ts';
import { closeApps, openWorkshop, playerVideo, rehearsed, startApp } from '#tests/support/people.ts';
import { startHub } from '#tests/support/startHub.ts';

const run = promisify(execFile);
const hub = await startHub();
afterAll(async () => {
  await closeApps();
  await hub.stop();
});

const title = 'A talk that is recorded in this test';
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-videos-'));
  const organizer = await Organizer.join(hub.invites.organizer);
  const rows = await organizer.rows('mlhpcs-isc20');
  const talk = rowTitled(rows, 'talk', rehearsed.talk);
  // Whom the invite of the rehearsal's speaker makes.
  const person = rows.find((row) => row.kind === 'person' && row.data.sample);
  const speakers = person ? [{ personId: person.id, affiliations: [] }] : [];
  await organizer.add(talk.workshopId, 'talk', { ...talk.data, title, speakers, externalIds: [] });
});

/** A real video with sound, `seconds` long. */
async function film(name: string, seconds: number): Promise<string> {
  const path = join(folder, name);
  const source = ['-f', 'lavfi', '-i', `testsrc2=size=320x180:rate=15:duration=${seconds}`];
  const tone = ['-f', 'lavfi', '-i', `sine=frequency=440:duration=${seconds}`];
  const codecs = ['-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-shortest'];
  await run('ffmpeg', ['-v', 'error', '-y', ...source, ...tone, ...codecs, path]);
  return path;
}

/** The system's dialog, answered with a file. */
function answerDialog({ app }: RunningApp, path: string): Promise<void> {
  return app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, path);
}

async function openManage(page: Page): Promise<void> {
  await openWorkshop(page);
  await page.getByRole('button', { name: 'For organizers' }).click();
  await page.getByRole('menuitem', { name: 'Recordings…' }).click();
  await page.getByRole('option', { name: title }).click();
}

async function openOwnTalk(page: Page): Promise<void> {
  await openWorkshop(page);
  await page.getByRole('main').getByRole('link', { name: title }).first().click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
}

const duration = (page: Page): Promise<number> =>
  page.locator(playerVideo).evaluate((video: HTMLVideoElement) => video.duration);

/** Whether a video can be begun anew from where the player has it. */
const loads = (page: Page, source: string): Promise<boolean> =>
  page.evaluate(
    (src) =>
      new Promise<boolean>((done) => {
        const video = document.createElement('video');
        video.crossOrigin = 'anonymous';
        video.onloadeddata = () => done(true);
        video.onerror = () => done(false);
        // Chromium keeps what it has read of an address; another query asks main anew.
        video.src = `${src.split('?')[0]}?again=${Date.now()}`;
        video.load();
      }),
    source,
  );

it('M3, M8: an organizer uploads and releases a video that an attendee watches; its speaker replaces it, and withdrawn by either it is gone while it plays', async () => {
  const organizer = await startApp({ invite: hub.invites.organizer });
  await openManage(organizer.page);
  const panel = organizer.page.getByRole('region', { name: title });
  await answerDialog(organizer, await film('first.mp4', 8));
  await panel.getByRole('button', { name: 'Choose a video…' }).click();
  const entry = organizer.page.getByRole('option', { name: title });
  await panel.getByText(/^0:08 · /).waitFor({ timeout: 90_000 });
  await panel.getByRole('button', { name: 'Release now' }).click();
  await entry.getByText('Open', { exact: true }).waitFor({ timeout: 20_000 });

  const attendee = await startApp({ invite: hub.invites.attendee });
  await openOwnTalk(attendee.page);
  const video = attendee.page.locator(playerVideo);
  // What has ended when its page is left is closed.
  await video.evaluate((v: HTMLVideoElement) => {
    v.loop = true;
    return v.play();
  });
  await expect
    .poll(() => video.evaluate((v: HTMLVideoElement) => v.currentTime), { timeout: 20_000 })
    .toBeGreaterThan(1);

  const speaker = await startApp({ invite: hub.invites.speaker });
  await openOwnTalk(speaker.page);
  await speaker.page.getByRole('link', { name: 'Your recording' }).click();
  await answerDialog(speaker, await film('second.mp4', 30));
  await speaker.page
    .getByRole('region', { name: title })
    .getByRole('button', { name: 'Replace…' })
    .first()
    .click();
  await speaker.page
    .getByRole('alertdialog')
    .or(speaker.page.getByRole('dialog'))
    .getByRole('button', { name: 'Replace' })
    .click();
  await attendee.page.getByRole('navigation').getByRole('link', { name: 'Notes' }).click();
  await panel.getByText(/^0:30 · /).waitFor({ timeout: 90_000 });
  // In its corner, too, the player goes on with what replaced the video.
  await expect.poll(() => duration(attendee.page), { timeout: 20_000 }).toBeGreaterThan(25);
  await video.evaluate((v: HTMLVideoElement) => v.play());

  const source = await video.evaluate((v: HTMLVideoElement) => v.currentSrc);
  expect(await loads(attendee.page, source)).toBe(true);
  await panel.getByRole('button', { name: 'Withdraw' }).click();
  await holdUndo(organizer.page);
  await entry.getByText('Withdrawn').waitFor();
  await expect.poll(() => loads(attendee.page, source), { timeout: 20_000 }).toBe(false);
  await expect.poll(() => video.count()).toBe(0);
  await attendee.page.getByText(`“${title}” is closed.`).waitFor();
  await organizer.page.getByRole('button', { name: 'Undo' }).click();
  await entry.getByText('Open', { exact: true }).waitFor();
  await expect.poll(() => loads(attendee.page, source), { timeout: 20_000 }).toBe(true);
  await openOwnTalk(attendee.page);
  await expect.poll(() => duration(attendee.page), { timeout: 20_000 }).toBeGreaterThan(25);

  const own = speaker.page.getByRole('region', { name: title });
  await own.getByRole('button', { name: 'Withdraw' }).click();
  await entry.getByText('Withdrawn').waitFor();
  await expect.poll(() => loads(attendee.page, source), { timeout: 20_000 }).toBe(false);
  await own.getByRole('button', { name: 'Bring it back' }).click();
  await entry.getByText('Open', { exact: true }).waitFor();
  await expect.poll(() => loads(attendee.page, source), { timeout: 20_000 }).toBe(true);
  await panel.getByRole('button', { name: 'Withdraw' }).click();
  await own.getByText('Somebody else withdrew it. Organizers can bring it back.').waitFor();
  expect(await own.getByRole('button', { name: 'Bring it back' }).count()).toBe(0);
  await panel.getByRole('button', { name: 'Bring it back' }).click();
  await own.getByRole('button', { name: 'Withdraw' }).waitFor();
});

it('a file that is no video is refused by name, with what to do, and dismissed', async () => {
  const { page, ...app } = await startApp({ invite: hub.invites.organizer });
  await openManage(page);
  const panel = page.getByRole('region', { name: title });
  await answerDialog({ page, ...app }, join(import.meta.dirname, 'uploads.test.ts'));
  await panel.getByRole('button', { name: 'Replace…' }).first().click();
  await page
    .getByRole('dialog')
    .or(page.getByRole('alertdialog'))
    .getByRole('button', { name: 'Replace' })
    .click();
  await panel
    .getByRole('alert')
    .getByText(/not what is asked for here/)
    .waitFor({ timeout: 30_000 });
  await panel.getByRole('button', { name: 'Dismiss' }).click();
  await expect.poll(() => panel.getByRole('alert').count()).toBe(0);
});

it('a video that is dropped on its talk is sent, and the page is never given its path', async () => {
  const { page } = await startApp({ invite: hub.invites.organizer });
  await openManage(page);
  const path = await film('dropped.mp4', 12);
  const box = await page.getByRole('option', { name: title }).boundingBox();
  if (!box) throw new Error('the talk is not in sight');
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const wire = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await wire.send('Input.dispatchDragEvent', { type, ...at, data });
  }
  await page.getByText(/“dropped\.mp4”/).waitFor();
  await page
    .getByRole('dialog')
    .or(page.getByRole('alertdialog'))
    .getByRole('button', { name: 'Replace' })
    .click();
  await page
    .getByRole('region', { name: title })
    .getByText(/^0:12 · /)
    .waitFor({ timeout: 90_000 });
  expect(await page.content()).not.toContain(folder);
  expect((await stat(path)).size).toBeGreaterThan(0);
});
