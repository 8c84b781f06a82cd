// biome-ignore-all lint/performance/useDomNodeTextContent: what a person sees, without what is hidden
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, expect, it } from 'vitest';
import { launchApp, root } from '#tests/support/launchApp.ts';
import { Organizer } from '#tests/support/organizer.ts';
import { runHub, startHub } from '#tests/support/startHub.ts';

const samples = join(root, 'tests/fixtures/pages');
const originals = join(root, '../shared/seeds');
const isThere = existsSync(originals);

/** The five shapes: a sample of ours, and beside it the workshop's own page where that is at hand. */
const pages = [
  { sample: 'template.md', original: 'dlsuper-isc19.md' },
  { sample: 'bof.txt', original: 'fair4ml-bof-sc.txt' },
  { sample: 'series.md', original: 'large-scale-dl-isc18.md' },
  { sample: 'slates-slc30.md', original: 'mlhpc-sc22.md' },
  { sample: 'txmp-sx31.md', original: 'mlhpcs-isc20.md' },
].flatMap(({ sample, original }, n) => [
  { slug: `sample-${n}`, name: sample, file: join(samples, sample) },
  ...(isThere ? [{ slug: `original-${n}`, name: original, file: join(originals, original) }] : []),
]);

const hub = await startHub();
const organizer = await Organizer.join(hub.invites.organizer);
const ids: string[] = [];
for (const { slug, name } of pages) ids.push(await organizer.createWorkshop(slug, name));
for (const { slug, file } of pages) {
  const { code, stderr } = await runHub(
    { LECTERN_DATA: hub.dataFolder, LECTERN_DEMO: '1', LECTERN_LOG: 'silent' },
    ['import', file, '--into', slug, '--yes'],
  );
  if (code !== 0) throw new Error(stderr);
}
const desk = await organizer.invite('attendee', ids);
const reader = await launchApp({ invite: desk });
afterAll(async () => {
  await reader.close();
  await hub.stop();
});

async function textOf(page: Page): Promise<string> {
  return (await page.getByRole('main').innerText()).replace(/\s+/g, ' ');
}

/** What an import took from a page, by the rows that came of it. */
async function factsOf(slug: string): Promise<readonly string[]> {
  const rows = await organizer.rows(slug);
  return rows.flatMap((row): readonly string[] => {
    switch (row.kind) {
      case 'workshop':
        return [
          row.data.title,
          ...row.data.topics,
          ...row.data.audience,
          ...row.data.outcomes,
          ...row.data.requirements.map(({ text }) => text),
          ...row.data.contacts.map(({ email }) => email),
        ];
      case 'person':
        return [row.data.name, ...row.data.affiliations];
      case 'deadline':
        return [row.data.label];
      case 'talk':
      case 'session':
        return [row.data.title];
      default:
        return [];
    }
  });
}

it.each(pages)(
  `I1: everything that was read from $name is on the workshop’s page (own pages at hand: ${isThere})`,
  async ({ slug }) => {
    const { page } = reader;
    const facts = await factsOf(slug);
    expect(facts.length).toBeGreaterThan(3);
    await page.locator(`nav a[href$="/w/${slug}"]`).first().click();
    await expect.poll(() => textOf(page)).toContain((facts[0] ?? '').replace(/\s+/g, ' '));
    for (const more of await page
      .getByRole('main')
      .getByRole('button', { name: /^Show all / })
      .all())
      await more.click();
    const missing = async () => {
      const text = await textOf(page);
      return facts.filter((fact) => !text.includes(fact.replace(/\s+/g, ' ')));
    };
    await expect.poll(missing).toEqual([]);
  },
);
