import type { Page } from 'playwright';
import { afterAll, expect, it } from 'vitest';
import type { Row } from '#shared/sync/rows.ts';
import { holdUndo } from '#tests/support/holdUndo.ts';
import { Organizer, rowTitled } from '#tests/support/organizer.ts';
import { closeApps, startApp } from '#tests/support/people.ts';
import { startHub } from '#tests/support/startHub.ts';

const slug = 'large-scale-dl-isc18';
const hub = await startHub();
const organizer = await Organizer.join(hub.invites.organizer);
afterAll(async () => {
  await closeApps();
  await hub.stop();
});

const MINUTE = 60_000;
const titles = {
  moves: /Achieving Deep Learning Maturity/,
  goes: /High-Performance Computing Problem/,
  stays: /Beyond ImageNet/,
} as const;
const talk = async (title: RegExp): Promise<Row<'talk'>> =>
  rowTitled(await organizer.rows(slug), 'talk', title);
const instant = (at: number) => ({ kind: 'instant', at: new Date(at).toISOString() }) as const;

const openProgram = async (page: Page) => {
  await page
    .getByRole('navigation')
    .getByRole('link', { name: /Large-Scale/ })
    .first()
    .click();
  await page.getByRole('main').getByRole('heading', { name: 'Program' }).waitFor();
};
const rowOf = (page: Page, title: RegExp) =>
  page
    .getByRole('main')
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: title }) })
    .last();
const star = (page: Page, title: RegExp) =>
  rowOf(page, title).getByRole('button', { name: 'Put into my agenda' }).click();
const openAgenda = async (page: Page) => {
  await page
    .getByRole('navigation')
    .getByRole('link', { name: /My agenda/ })
    .click();
  await page.getByRole('heading', { level: 1, name: 'My agenda' }).waitFor();
};

let profile: string;
let start: number;

it('shows the way where the agenda is empty, keeps stars over a restart (S11), and names what overlaps', async () => {
  start = (await organizer.programNow()) + 30 * 60 * MINUTE;
  await organizer.edit(await talk(titles.moves), { start: instant(start), minutes: 60 });
  await organizer.edit(await talk(titles.goes), { start: instant(start + 40 * MINUTE), minutes: 60 });

  const first = await startApp({ invite: hub.invites.attendee });
  profile = first.profile;
  await openAgenda(first.page);
  await first.page.getByText('Nothing is in your agenda yet').waitFor();
  await first.page.getByRole('link', { name: 'Choose a workshop' }).waitFor();
  await openProgram(first.page);
  for (const title of Object.values(titles)) await star(first.page, title);
  await first.page
    .getByRole('button', { name: /In my agenda/ })
    .nth(2)
    .waitFor();
  await first.kill();

  const { page, close } = await startApp({ profile });
  await openAgenda(page);
  await rowOf(page, titles.stays).waitFor();
  const moving = rowOf(page, titles.moves);
  await moving.getByText(/Overlaps with “Is Deep Learning.*” by 20 min/).waitFor();
  await page.getByText('2 talks overlap with others').waitFor();
  await close();
});

it('tells after days offline in words what moved and what was cancelled, until that is seen', async () => {
  await organizer.edit(await talk(titles.moves), { start: instant(start + 90 * MINUTE) });
  await organizer.edit(await talk(titles.goes), { state: 'cancelled' });

  const first = await startApp({ profile });
  const card = (page: Page) => page.getByRole('region', { name: /of your agenda have changed/ });
  await card(first.page)
    .getByText(/Achieving.*moved 1 h 30 min later, to \d\d:\d\d/)
    .waitFor();
  await card(first.page)
    .getByText(/High-Performance Computing Problem.* is cancelled/)
    .waitFor();
  expect(await card(first.page).getByRole('listitem').count()).toBe(2);
  await openAgenda(first.page);
  await card(first.page).waitFor();
  await rowOf(first.page, titles.goes).getByText('Cancelled', { exact: true }).waitFor();
  await card(first.page).getByRole('button', { name: 'Seen' }).click();
  await first.page.getByText(/moved .* later/).waitFor({ state: 'detached' });
  await first.close();

  const { page, close } = await startApp({ profile });
  await openAgenda(page);
  await rowOf(page, titles.moves).waitFor();
  expect(await page.getByText(/moved .* later/).count()).toBe(0);
  await close();
});

it('takes a talk out, and puts it back where that was a slip', async () => {
  const { page, close } = await startApp({ profile });
  await openAgenda(page);
  await rowOf(page, titles.stays)
    .getByRole('button', { name: /take it out/ })
    .click();
  await holdUndo(page);
  await rowOf(page, titles.stays).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Undo' }).click();
  await rowOf(page, titles.stays).waitFor();
  await close();
});

it('S9: reminds by the clock of the program, exactly once, and says at the next start what was missed, once', async () => {
  const soon = (await organizer.programNow()) + 10 * MINUTE + 5_000;
  await organizer.edit(await talk(titles.stays), { start: instant(soon), minutes: 30 });
  const first = await startApp({ profile });
  const reminder = (page: Page) => page.getByRole('alertdialog').filter({ hasText: /ImageNet.*” begins in/ });
  await reminder(first.page).waitFor({ timeout: 20_000 });
  expect(await reminder(first.page).count()).toBe(1);
  await reminder(first.page).getByRole('button', { name: 'Open the talk' }).click();
  await first.page.getByRole('heading', { level: 1, name: titles.stays }).waitFor();
  await first.close();

  await organizer.edit(await talk(titles.stays), { start: instant((await organizer.programNow()) + 1_000) });
  await new Promise((done) => setTimeout(done, 2_000));
  const second = await startApp({ profile });
  const missed = (page: Page) =>
    page.getByText(/While Lectern was closed, “.*ImageNet.*” of your agenda began/);
  await missed(second.page).waitFor({ timeout: 20_000 });
  expect(await missed(second.page).count()).toBe(1);
  expect(await reminder(second.page).count()).toBe(0);
  await second.close();

  const { page, close } = await startApp({ profile });
  await openAgenda(page);
  await page.waitForTimeout(7_000);
  expect((await reminder(page).count()) + (await missed(page).count())).toBe(0);
  await close();
});
