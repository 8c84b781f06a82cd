import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, afterEach, expect, it } from 'vitest';
import { addSlides, ratingsAt } from '#tests/support/addSlides.ts';
import { holdUndo } from '#tests/support/holdUndo.ts';
import type { RunningApp } from '#tests/support/launchApp.ts';
import { closeApps, openTalk, playerVideo, rehearsed, startApp } from '#tests/support/people.ts';
import { press } from '#tests/support/player.ts';
import { startHub } from '#tests/support/startHub.ts';

const hub = await startHub();
await hub.terminate();
const damagedTalk = await addSlides(hub.dataFolder, rehearsed.talk);
await hub.restart();
const folder = mkdtempSync(join(tmpdir(), 'lectern-notes-'));
afterEach(() => closeApps());
afterAll(async () => {
  await hub.stop();
  rmSync(folder, { recursive: true });
});

const video = (page: Page) => page.locator(playerVideo);
const at = (page: Page) => video(page).evaluate((v: HTMLVideoElement) => v.currentTime);
async function watch(page: Page): Promise<void> {
  await openTalk(page);
  await expect.poll(() => video(page).evaluate((v: HTMLVideoElement) => v.readyState)).toBeGreaterThan(0);
}
async function goTo(page: Page, second: number): Promise<void> {
  await video(page).evaluate((v: HTMLVideoElement, to) => {
    v.currentTime = to;
  }, second);
}
const openTab = (page: Page, name: string) =>
  page.getByRole('radio', { name: new RegExp(`^${name}`) }).click();
const field = (page: Page) => page.getByRole('textbox', { name: 'New note' });
const notes = (page: Page) => page.getByRole('region', { name: 'My notes on this recording' });

async function keepNote(page: Page, text: string): Promise<void> {
  await field(page).fill(text);
  await page.getByRole('button', { name: 'Keep note' }).click();
  await notes(page).getByRole('article').filter({ hasText: text }).waitFor();
}

/** Answers the system's dialog to save a file, as a person does. */
function saveNext({ app }: RunningApp): Promise<void> {
  return app.evaluate(({ session }, into) => {
    session.defaultSession.once('will-download', (_event, item) =>
      item.setSavePath(`${into}/${item.getFilename()}`),
    );
  }, folder);
}

it('S11: notes written with the hub killed are there after a hard end, lead to their second, and go into a file', async () => {
  const before = await startApp({ invite: hub.invites.attendee });
  await watch(before.page);
  await hub.kill();
  await goTo(before.page, 16);
  await openTab(before.page, 'Notes');
  await keepNote(before.page, 'The inside must match');
  await goTo(before.page, 40);
  await before.page.getByRole('button', { name: 'Bookmark this second' }).click();
  await notes(before.page).getByRole('button', { name: 'Go to 0:40' }).waitFor();
  await before.kill();

  const offline = await startApp({ profile: before.profile });
  const { page } = offline;
  await watch(page);
  await openTab(page, 'Notes');
  await notes(page).getByText('The inside must match').waitFor();
  await notes(page).getByRole('button', { name: 'Go to 0:16' }).click();
  await expect.poll(() => at(page)).toBeCloseTo(16, 0);
  await field(page).fill('Half a tho');

  await page
    .getByRole('navigation')
    .getByRole('link', { name: /^Notes/ })
    .click();
  await page.getByRole('heading', { level: 1, name: 'Notes' }).waitFor();
  await saveNext(offline);
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: /Markdown/ }).click();
  await page.getByText(/lectern-notes-mlhpcs-isc20\.md was saved, with 2 notes/).waitFor();
  const text = readFileSync(join(folder, 'lectern-notes-mlhpcs-isc20.md'), 'utf8');
  expect(text).toMatch(
    /\*\*\[0:16\]\(lectern:\/\/h\/[^)]+\/talk\/[^)]+\?at=16\)\*\*\n\n {2}The inside must match/,
  );
  expect(text).toMatch(/\*\*\[0:40\]\([^)]+\)\*\* Bookmark/);

  await page.getByRole('main').getByRole('button', { name: 'Go to 0:40' }).click();
  await page.getByRole('heading', { level: 1, name: rehearsed.talk }).waitFor();
  await expect.poll(() => at(page)).toBeCloseTo(40, 0);
  await openTab(page, 'Notes');
  expect(await field(page).inputValue()).toBe('Half a tho');
  await page.getByRole('radio', { name: 'At 0:16' }).waitFor();
  await hub.restart();
});

it('S11: a note that cannot be saved stays in its field, with the reason, until it can; a deleted one comes back', async () => {
  const { page, profile } = await startApp({ invite: hub.invites.attendee2 });
  await watch(page);
  await openTab(page, 'Notes');
  const [held, aside] = [join(profile, 'journal'), join(profile, 'journal-aside')];
  await rename(held, aside);
  await field(page).fill('Nowhere to go');
  await page.getByRole('button', { name: 'Keep note' }).click();
  await notes(page).getByText('This is not saved yet.').waitFor();
  expect(await field(page).inputValue()).toBe('Nowhere to go');
  await rename(aside, held);
  await page.getByRole('button', { name: 'Keep note' }).click();
  const note = notes(page).getByRole('article').filter({ hasText: 'Nowhere to go' });
  await note.waitFor();
  await expect.poll(() => field(page).inputValue()).toBe('');

  await note.getByRole('button', { name: 'More for this note' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await holdUndo(page);
  await note.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Undo' }).click();
  await note.waitFor();
});

it('S12: two windows of a profile show the same notes, and follow each other', async () => {
  const running = await startApp({ invite: hub.invites.organizer });
  const first = running.page;
  const opened = running.app.waitForEvent('window');
  await running.app.evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()?.items.flatMap((one) => one.submenu?.items ?? []) ?? [];
    items.find((one) => one.label === 'New Window')?.click();
  });
  const second = await opened;
  await second.getByRole('link', { name: rehearsed.name }).first().waitFor();
  for (const page of [first, second]) {
    await watch(page);
    await openTab(page, 'Notes');
  }
  await keepNote(second, 'Seen by both');
  const there = notes(first).getByRole('article').filter({ hasText: 'Seen by both' });
  await there.waitFor();
  await there.getByRole('button', { name: 'More for this note' }).click();
  await first.getByRole('menuitem', { name: 'Delete' }).click();
  await notes(second).getByText('No notes yet').waitFor();
});

it('slides follow the talk until somebody leafs; one of the strip leads to its second; what is not here, or damaged, is said', async () => {
  const { page } = await startApp({ invite: hub.invites.speaker });
  await watch(page);
  await openTab(page, 'Slides');
  const deck = page.getByRole('region', { name: 'Slides', exact: true });
  const shown = (n: number) =>
    deck
      .getByRole('status')
      .filter({ hasText: `Slide ${n} of 5` })
      .waitFor();
  await shown(1);
  await goTo(page, 15);
  await shown(3);
  await deck.getByText('Sample slide 3').waitFor();
  await deck.getByRole('button', { name: 'Next slide' }).click();
  await shown(4);
  await goTo(page, 7);
  await shown(4);
  await deck.getByRole('button', { name: 'Follow the talk' }).click();
  await shown(2);
  await deck.getByRole('button', { name: 'Slide 5, from 0:30' }).click();
  await expect.poll(() => at(page)).toBeCloseTo(30, 0);
  await shown(5);

  await hub.kill();
  await page.evaluate((to) => {
    const [, hubPart = ''] = /^(\/h\/[^/]+)/.exec(window.location.pathname) ?? [];
    window.history.pushState(null, '', hubPart + to);
    window.dispatchEvent(new PopStateEvent('popstate'));
  }, damagedTalk);
  await page.getByRole('heading', { level: 1, name: rehearsed.talk }).waitFor({ state: 'detached' });
  await openTab(page, 'Slides');
  await page.getByText('The slides are not on this computer yet').waitFor();
  await hub.restart();
  await page.getByText('The slides cannot be shown').waitFor();
});

it('S6: a rating given with the hub killed waits, and is at the hub when that is back', async () => {
  const { page } = await startApp({ invite: hub.invites.moderator });
  await watch(page);
  await hub.kill();
  await page.getByRole('button', { name: 'Rate this talk' }).click();
  const stars = page.getByRole('radiogroup', { name: 'Stars' });
  await stars.getByRole('radio', { name: '3 stars' }).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowRight');
  await page.getByRole('textbox', { name: /A word for the organizers/ }).fill('A sample word');
  await page.getByText('The organizers and moderators of this workshop see it, with your name.').waitFor();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('Waiting for the hub').waitFor();
  await hub.restart();
  await page.getByText('The organizers have it').waitFor();
  await hub.terminate();
  expect(await ratingsAt(hub.dataFolder)).toEqual([{ stars: 4, text: 'A sample word' }]);
  await hub.restart();
});

it('B bookmarks the second and takes it away again, Shift+N leads to the note field from the wide picture too, and the player’s menu opens the rating', async () => {
  const { page } = await startApp({ invite: hub.invites.attendee2 });
  await watch(page);
  await goTo(page, 40);
  await press(page, 'b');
  await page.getByRole('button', { name: 'Remove the bookmark at 0:40' }).waitFor();
  await press(page, 't');
  await field(page).waitFor({ state: 'detached' });
  await press(page, 'Shift+N');
  await expect.poll(() => field(page).evaluate((area) => area === document.activeElement)).toBe(true);
  await page.keyboard.type('b is a letter here');
  await notes(page).getByRole('button', { name: 'Go to 0:40' }).waitFor();
  await press(page, 'b');
  await expect.poll(() => notes(page).getByRole('button', { name: 'Go to 0:40' }).count()).toBe(0);
  expect(await field(page).inputValue()).toBe('b is a letter here');

  await page.getByRole('button', { name: 'More for the player' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Rate this talk' }).click();
  const stars = page.getByRole('radiogroup', { name: 'Stars' });
  await expect.poll(() => stars.evaluate((all) => all.contains(document.activeElement))).toBe(true);
});
