import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readWorkshopFolder } from '#server/program/workshopFile/readWorkshopFolder.ts';
import { faultsOf, workshopFolder } from './workshopFolder.ts';

async function faults(...lines: string[]): Promise<readonly string[]> {
  const folder = await workshopFolder(['---', ...lines, '---', 'About it.', ''].join('\n'));
  return faultsOf(await readWorkshopFolder(folder));
}

describe('a workshop file', () => {
  test('that is right gives rows, with the Markdown as what it is about', async () => {
    const folder = await workshopFolder('---\ntitle: Example\nfirst: 2030\n---\nAbout **it**.\n');
    const outcome = await readWorkshopFolder(folder);
    expect(outcome.ok && outcome.value.rows[0]?.data).toMatchObject({
      slug: 'example',
      title: 'Example',
      about: 'About **it**.',
      first: { kind: 'year', year: 2030 },
      last: { kind: 'unknown' },
    });
  });

  test('gives the same ids when it is read again, also after its title changed', async () => {
    const file = (title: string) => `---\ntitle: ${title}\nrooms: [{ key: hall, name: Hall }]\n---\n`;
    const folder = await workshopFolder(file('One'));
    const before = await readWorkshopFolder(folder);
    await writeFile(join(folder, 'workshop.md'), file('Two'));
    const after = await readWorkshopFolder(folder);
    const ids = (outcome: typeof before) => (outcome.ok ? outcome.value.rows.map((row) => row.id) : []);
    expect(ids(after)).toHaveLength(2);
    expect(ids(after)).toEqual(ids(before));
    expect(ids(after)[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  test('with a date that does not exist is refused with file, line, field and reason', async () => {
    const folder = await workshopFolder('---\ntitle: Example\nfirst: 2022-02-30\n---\n');
    const outcome = await readWorkshopFolder(folder);
    expect(outcome).toMatchObject({
      ok: false,
      faults: [
        {
          file: join(folder, 'workshop.md'),
          line: 3,
          field: 'first',
          reason: expect.stringContaining('is no date that exists: "2022-02-30"'),
        },
      ],
    });
  });

  test('that names an unknown person is refused where it names them', async () => {
    const talk = '  - { key: one, kind: paper, title: One, speakers: [ada, bob] }';
    const found = await faults('title: E', 'people:', '  ada: { name: Ada }', 'talks:', talk);
    expect(found).toEqual(['6 talks.0.speakers.1 names an unknown person: bob']);
  });

  test('that names unknown rooms, tracks, sessions, talks and chairs is refused', async () => {
    const found = await faults(
      'title: E',
      'committees: [{ name: C, members: [nobody] }]',
      'sessions:',
      '  - { key: s, kind: talks, title: S, room: r, track: t, chairs: [c], covers: [x] }',
      'talks: [{ key: k, kind: paper, title: K, session: z }]',
    );
    expect(found).toEqual([
      '3 committees.0.members.0 names an unknown person: nobody',
      '5 sessions.0.room names an unknown room: r',
      '5 sessions.0.track names an unknown track: t',
      '5 sessions.0.chairs.0 names an unknown person: c',
      '5 sessions.0.covers.0 names an unknown talk: x',
      '6 talks.0.session names an unknown session: z',
    ]);
  });

  test('without a title is refused', async () => {
    expect(await faults('acronym: EXW')).toEqual(['2 title is missing']);
  });

  test('with a field that the format does not know is refused at that field', async () => {
    const found = await faults(
      'title: E',
      'talks:',
      '  - key: one',
      '    kind: paper',
      '    title: One',
      '    speeker: x',
    );
    expect(found).toEqual(['7 talks.0.speeker is not a field of this format']);
  });

  test('that is not YAML is refused with the line', async () => {
    const found = await faults('title: E', 'topics: [one, two');
    expect(found[0]).toMatch(/^[34] {2}YAML: /);
  });

  test('with a field twice is refused', async () => {
    expect((await faults('title: E', 'title: F'))[0]).toMatch(/^3 {2}YAML: .*unique/);
  });

  test('with a key twice in a list is refused at the second', async () => {
    const found = await faults(
      'title: E',
      'rooms:',
      '  - { key: hall, name: A }',
      '  - { key: hall, name: B }',
    );
    expect(found).toEqual(['5 rooms.1.key is there twice: hall']);
  });

  test('with an unknown zone, a wrong length and a wrong address is refused for each', async () => {
    const found = await faults(
      'title: E',
      'zone: Mars/Base',
      'contacts: [{ email: nobody }]',
      'sessions: [{ key: s, kind: bof, title: S, phases: [{ title: P, length: some }] }]',
    );
    expect(found).toHaveLength(3);
    expect(found[0]).toBe('3 zone is no IANA time zone');
    expect(found[1]).toMatch(/^4 contacts\.0\.email /);
    expect(found[2]).toMatch(/^5 sessions\.0\.phases\.0\.length is no length/);
  });

  test('with several faults tells all of them at once and gives nothing', async () => {
    const found = await faults('first: 2022-13-01', 'last: soon', 'mode: remote', 'colour: red');
    expect(found.map((line) => line.split(' ').slice(0, 2).join(' ')).sort()).toEqual([
      '2 first',
      '2 title',
      '3 last',
      '4 mode',
      '5 colour',
    ]);
  });

  test('without front matter, and a folder without the file, are refused', async () => {
    const folder = await workshopFolder('# Example\n');
    expect(faultsOf(await readWorkshopFolder(folder))).toEqual(['1  has no facts between two --- lines']);
    await rm(join(folder, 'workshop.md'));
    expect(faultsOf(await readWorkshopFolder(folder))[0]).toContain('cannot be read');
  });
});
