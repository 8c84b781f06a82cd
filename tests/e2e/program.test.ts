// biome-ignore-all lint/performance/useDomNodeTextContent: what a person sees, without what is hidden
import { rm } from 'node:fs/promises';
import type { Page } from 'playwright';
import { afterAll, describe, expect, it } from 'vitest';
import { dlsuper } from '#tests/fixtures/workshops/dlsuper.ts';
import { fair4ml } from '#tests/fixtures/workshops/fair4ml.ts';
import { largeScaleDl } from '#tests/fixtures/workshops/largeScaleDl.ts';
import { mlhpc } from '#tests/fixtures/workshops/mlhpc.ts';
import { mlhpcs } from '#tests/fixtures/workshops/mlhpcs.ts';
import type { TalkFacts, WorkshopFacts } from '#tests/fixtures/workshops/WorkshopFacts.ts';
import { holdUndo } from '#tests/support/holdUndo.ts';
import { startAgain } from '#tests/support/launchApp.ts';
import { closeApps, openWorkshop, startApp } from '#tests/support/people.ts';
import { assetsWith, denseWorkshop, largeWorkshop } from '#tests/support/sampleWorkshops.ts';
import { startHub } from '#tests/support/startHub.ts';

const assets = await assetsWith(denseWorkshop(), largeWorkshop());
const hub = await startHub({ env: { LECTERN_ASSETS: assets } });
afterAll(async () => {
  await closeApps();
  await hub.stop();
  await rm(assets, { recursive: true });
});
const reader = await startApp({ invite: hub.invites.attendee });

const unknown = 'To be announced';
const dateWords = (date: string) =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(date));
const main = (page: Page) => page.getByRole('main');

/** Which of the words are not on the page. */
async function missing(page: Page, words: readonly (string | null)[]): Promise<readonly string[]> {
  const text = (await main(page).innerText()).replace(/\s+/g, ' ');
  return words.filter((word): word is string => word !== null && !text.includes(word.replace(/\s+/g, ' ')));
}

/** What a workshop's home must show, in words. */
function wordsOf(facts: WorkshopFacts): readonly (string | null)[] {
  const { audience, outcomes, requirements, topics, committee, links, emails, talks } = facts;
  return [
    facts.title,
    facts.hostEvent,
    facts.place,
    facts.year === null ? 'Year to be announced' : String(facts.year),
    facts.online ? 'Online' : null,
    facts.contactName,
    facts.proceedings,
    ...facts.dates.flatMap(({ label, date }) => [label, dateWords(date)]),
    ...[...topics, ...audience, ...outcomes, ...requirements, ...emails, ...facts.announcements],
    ...committee.flatMap(({ name, affiliations }) => [name, ...affiliations]),
    ...links.map(({ label }) => label),
    ...talks.map(({ title }) => title),
  ];
}

async function openAll(page: Page, name: RegExp): Promise<void> {
  await openWorkshop(page, name);
  const more = main(page).getByRole('button', { name: /^Show all / });
  if ((await more.count()) > 0) await more.first().click();
}

async function expectTalk(page: Page, name: RegExp, facts: TalkFacts): Promise<void> {
  await openWorkshop(page, name);
  await main(page).getByRole('link', { name: facts.title, exact: true }).last().click();
  await page.getByRole('heading', { level: 1, name: facts.title }).waitFor();
  const words = [
    ...facts.speakers.flatMap((speaker) => [speaker.name, speaker.affiliation]),
    ...facts.outline,
    ...facts.phases.flatMap(({ title, length }) => [title, length]),
    facts.minutes === null ? null : `${facts.minutes} min`,
  ];
  await expect.poll(() => missing(page, words)).toEqual([]);
}

async function expectHome(page: Page, name: RegExp, facts: WorkshopFacts): Promise<void> {
  await openAll(page, name);
  await expect.poll(() => missing(page, wordsOf(facts))).toEqual([]);
  for (const email of facts.emails) {
    await main(page).locator(`a[href="mailto:${email}"]`).waitFor();
    await main(page)
      .getByRole('button', { name: `Copy the address ${email}` })
      .waitFor();
  }
  for (const { url } of facts.links) {
    expect(await main(page).locator(`a[href="${url}"]`).getAttribute('target')).toBe('_blank');
  }
}

describe('each workshop’s facts are on its screens', () => {
  const { page } = reader;

  it("MLHPC'22: four dates of its own and SC22's, nine topics, Dallas, and the contact", async () => {
    expect(mlhpc.topics).toHaveLength(9);
    await expectHome(page, /MLHPC 2022/, mlhpc);
    await expect
      .poll(() => missing(page, ['13 to 20 November 2022', 'The program is to be announced']))
      .toEqual([]);
  });

  it("MLHPCS'20: online, both days, the notice, five organizers, and the invited talk with its speaker", async () => {
    expect([mlhpcs.topics.length, mlhpcs.committee.length]).toEqual([7, 5]);
    await expectHome(page, /MLHPCS/, mlhpcs);
    await expect
      .poll(() => missing(page, ['Thursday 25 June 2020', 'Time to be announced', 'Live session']))
      .toEqual([]);
    for (const talk of mlhpcs.talks) await expectTalk(page, /MLHPCS/, talk);
    await main(page).getByRole('link', { name: 'David Brayford' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'David Brayford' }).waitFor();
    await expect.poll(() => missing(page, ['LRZ', mlhpcs.talks[0]?.title ?? 'a talk'])).toEqual([]);
  });

  it("DLSuper'19: fourteen topics, what papers must state as four requirements, and two links", async () => {
    expect([dlsuper.topics.length, dlsuper.requirements.length]).toEqual([14, 4]);
    await expectHome(page, /DLSuper/, dlsuper);
    await expect.poll(() => missing(page, ['Papers must state', 'day to be announced'])).toEqual([]);
  });

  it('the FAIR for ML BoF: no year, three leaders, five audiences, three outcomes, new to SC', async () => {
    expect([fair4ml.audience.length, fair4ml.outcomes.length, fair4ml.committee.length]).toEqual([5, 3, 3]);
    await expectHome(page, /FAIR/, fair4ml);
    const [bof] = fair4ml.talks;
    const phases = bof?.phases.map(({ title, length }) => `${title} ${length}`) ?? [];
    await expect
      .poll(() => missing(page, ['new to SC', 'Day and time to be announced', ...phases]))
      .toEqual([]);
    await main(page).getByRole('link', { name: 'Gnana Bharathy' }).click();
    await page.getByRole('heading', { level: 1, name: 'Gnana Bharathy' }).waitFor();
    await expect.poll(() => missing(page, fair4ml.committee[2]?.affiliations ?? [unknown])).toEqual([]);
  });

  it("large-scale deep learning at ISC'18: four talks of 90 minutes, each with its open forum", async () => {
    expect(largeScaleDl.talks.map(({ minutes }) => minutes)).toEqual([90, 90, 90, 90]);
    await expectHome(page, /Large-Scale/, largeScaleDl);
    for (const talk of largeScaleDl.talks) await expectTalk(page, /Large-Scale/, talk);
    const shared = largeScaleDl.talks.at(-1);
    expect(shared?.speakers.map(({ affiliation }) => affiliation)).toEqual(Array(3).fill('Samsung Inc.'));
  });
});

describe('the program of a full workshop', () => {
  const { page } = reader;
  const times = () => main(page).locator('ol > li time').first().innerText();
  const zoneButton = () => main(page).getByRole('button', { name: /^Time zone of the program/ });

  it('names the zone of its times, changes it three ways, and keeps the choice', async () => {
    await openWorkshop(page, /DENSE/);
    expect(await zoneButton().innerText()).toContain('UTC (GMT), your time');
    expect(await times()).toBe('06:30');
    await zoneButton().click();
    await page.getByRole('radio', { name: /The workshop’s/ }).check();
    await page.keyboard.press('Escape');
    expect(await zoneButton().innerText()).toContain('Europe/Berlin (GMT+02:00), the workshop’s time');
    expect(await times()).toBe('08:30');
    await zoneButton().click();
    await page.getByLabel('Any other').fill('tokyo');
    await page.getByRole('option', { name: /Tokyo/ }).click();
    await page.keyboard.press('Escape');
    expect(await times()).toBe('15:30');
    await page.reload();
    await openWorkshop(page, /DENSE/);
    expect(await zoneButton().innerText()).toContain('Asia/Tokyo (GMT+09:00), chosen by you');
    await zoneButton().click();
    await page.getByRole('radio', { name: /Mine/ }).check();
    await page.keyboard.press('Escape');
  });

  it('filters by room, says how much is shown, and clears', async () => {
    const status = main(page)
      .getByRole('status')
      .filter({ hasText: /item|shown/ });
    expect(await status.innerText()).toBe('66 items');
    await main(page).getByRole('button', { name: 'Rooms' }).click();
    await page.getByRole('menuitemcheckbox', { name: /Room 3/ }).click();
    await page.keyboard.press('Escape');
    await expect.poll(() => status.innerText()).toBe('18 of 66 shown');
    await main(page).getByRole('button', { name: 'Clear filters' }).click();
    await expect.poll(() => status.innerText()).toBe('66 items');
  });

  it('shows a day as a grid in which arrow keys move, and what has no time apart by name', async () => {
    await main(page).getByRole('radio', { name: 'Timeline' }).click();
    const grid = main(page).getByRole('grid', { name: /^Timeline of Tuesday 23 June 2020, in UTC/ });
    const link = (name: string) => grid.getByRole('link', { name, exact: true });
    await link('Keynote of day 1').focus();
    await page.keyboard.press('ArrowRight');
    expect(await link('Machines 1.1b').evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('ArrowLeft');
    expect(await link('Methods 1.1a').evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await grid.getByText(/^Now, /).count()).toBe(1);
    expect(
      await missing(page, ['Day and time to be announced', 'Birds of a feather, when there is a room']),
    ).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Methods 1.1a' }).waitFor();
    await expect.poll(() => missing(page, ['Hall', 'Methods', 'Chaired by', 'your time'])).toEqual([]);
    await openWorkshop(page, /DENSE/);
    await grid.waitFor();
    await main(page).getByRole('radio', { name: 'List' }).click();
  });

  it('opens with 2,000 talks, and draws those that are near', async () => {
    await openWorkshop(page, /LARGE/);
    await expect.poll(() => missing(page, ['2000 items'])).toEqual([]);
    await main(page).getByRole('radio', { name: 'All', exact: true }).click();
    await main(page).getByText('Tuesday 23 June 2020').waitFor();
    const talks = main(page).locator('h5');
    await talks.first().waitFor();
    expect(await talks.count()).toBeLessThan(1000);
    const last = main(page).getByRole('region', { name: 'Saturday 27 June 2020' });
    await last.evaluate((element) => element.scrollIntoView({ block: 'end' }));
    await last.getByText('(sample 2000)').waitFor();
  });
});

describe('links to pages', () => {
  it('a link opens a person’s page, and one to what is not here says so and what to do', async () => {
    const { page, profile } = reader;
    await openWorkshop(page, /MLHPCS/);
    const href = await main(page).getByRole('link', { name: 'Jenia Jitsev' }).getAttribute('href');
    await openWorkshop(page, /DLSuper/);
    await startAgain(profile, [`lectern:/${href}`]);
    await page.getByRole('heading', { level: 1, name: 'Jenia Jitsev' }).waitFor();
    const nobody = href?.replace(/[^/]+$/, '018f3a1c-0000-7000-8000-000000000000');
    await startAgain(profile, [`lectern:/${nobody}`]);
    await main(page).getByText('This person is not on this computer').waitFor();
    await main(page).getByRole('link', { name: 'Go to the workshop' }).waitFor();
    await startAgain(profile, ['lectern://h/elsewhere0/w/never-joined']);
    await main(page).getByText('This workshop is not on this computer').waitFor();
  });
});

describe('organizers', () => {
  it('post an announcement, remove it after a question, and undo that', async () => {
    const { page } = await startApp({ invite: hub.invites.organizer });
    await openWorkshop(page, /MLHPC 2022/);
    await main(page).getByRole('button', { name: 'For organizers' }).click();
    await page.getByRole('menuitem', { name: 'Post an announcement' }).click();
    await page.getByRole('dialog').getByLabel('Headline').fill('The room has moved');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await reader.page
      .getByRole('navigation')
      .getByRole('link', { name: /MLHPC 2022/ })
      .click();
    await main(reader.page).getByText('The room has moved').waitFor();
    const remove = () => main(page).getByRole('button', { name: 'Remove: The room has moved' });
    await remove().click();
    await page
      .getByRole('alertdialog')
      .or(page.getByRole('dialog'))
      .getByRole('button', { name: 'Remove' })
      .click();
    await holdUndo(page);
    await main(reader.page).getByText('The room has moved').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await main(reader.page).getByText('The room has moved').waitFor();
  });

  it('write HTML and scripts into a description, and readers see words and safe links alone', async () => {
    const { page } = await startApp({ invite: hub.invites.organizer });
    await openWorkshop(page, /FAIR/);
    await main(page)
      .getByRole('link', { name: /^Birds of a feather/ })
      .last()
      .click();
    await main(page).getByRole('button', { name: 'Edit' }).click();
    const bad = [
      'Harmless **words**.',
      '<script>document.title = "taken"</script><img src="x" onerror="document.title = \'taken\'">',
      '[trap](javascript:alert(1)) [site](https://example.org/) <iframe src="https://example.org"></iframe>',
    ];
    await page.getByRole('dialog').getByLabel('Description').fill(bad.join('\n\n'));
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await main(page).getByText('Harmless words.').waitFor();
    expect(await main(page).locator('script, img, iframe, [onerror], a[href^="javascript"]').count()).toBe(0);
    expect(await main(page).getByText('trap').getAttribute('href')).toBeNull();
    expect(await main(page).getByRole('link', { name: 'site' }).getAttribute('target')).toBe('_blank');
    expect(await page.title()).not.toContain('taken');
  });

  it('S6: an edit of what somebody changed meanwhile is not taken, and both versions are shown', async () => {
    const [mine, theirs] = await Promise.all([
      startApp({ invite: hub.invites.organizer }),
      startApp({ invite: hub.invites.organizer }),
    ]);
    const open = async (page: Page) => {
      await openWorkshop(page, /DENSE/);
      await main(page).getByRole('link', { name: 'Keynote of day 1', exact: true }).last().click();
      await main(page).getByRole('button', { name: 'Edit' }).click();
    };
    const save = async (page: Page, title: string) => {
      await page.getByRole('dialog').getByLabel('Title').fill(title);
      await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
    };
    await open(mine.page);
    await open(theirs.page);
    await save(theirs.page, 'Keynote, later that day');
    await mine.page.locator('h1', { hasText: 'Keynote, later that day' }).waitFor({ state: 'attached' });
    await save(mine.page, 'Keynote with a guest');
    const alert = main(mine.page).getByRole('alert');
    await alert.getByText('Somebody changed this while you were editing').waitFor();
    await alert.getByText('Keynote with a guest').waitFor();
    expect(await alert.innerText()).toMatch(/Title[\s\S]*Keynote, later that day[\s\S]*Keynote with a guest/);
    await alert.getByRole('button', { name: 'Use mine after all' }).click();
    await theirs.page.locator('h1', { hasText: 'Keynote with a guest' }).waitFor();
    await alert.waitFor({ state: 'detached' });
  });
});
