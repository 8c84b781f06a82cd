import { describe, expect, it } from 'vitest';
import type { SourceFile } from '#shared/program/import/draft.ts';
import { readImport } from '#shared/program/import/readImport.ts';
import { checkDraft, reasonsOf, rowOf, rowsOf } from '../support/checkDraft.ts';
import { fileOf, fixtureFolder, fixtureText, jsonFile } from '../support/sources.ts';

const whole = () => checkDraft(readImport(fixtureFolder('mini-conf/sitedata')));
const read = (...files: SourceFile[]) => checkDraft(readImport(files));
const instant = (at: string) => ({ kind: 'instant', at });

describe('the sitedata of a Mini-Conf site', () => {
  it('gives the workshop its title without markup, its year, its proceedings and its questions', () => {
    expect(rowsOf(whole(), 'workshop')[0]?.data).toEqual({
      title: 'Sample Conference',
      acronym: 'SampleConf',
      first: { kind: 'year', year: 2021 },
      proceedings: 'Proceedings of a Sample',
      about: '## Taking part\n\n### Is this a sample?\n\nIt is.',
    });
    expect(whole().notes).toContainEqual(
      expect.objectContaining({ reason: 'bad-date', level: 'assumed', text: 'June 2021' }),
    );
  });

  it('joins papers, which have no time of their own, to the sessions of the calendar by name', () => {
    const draft = whole();
    const first = rowOf(draft, 'session', 'Papers, first round (sample)');
    const paper = rowOf(draft, 'talk', 'A sample paper, with a comma');
    expect(first.data).toMatchObject({
      start: instant('2021-06-01T09:00:00.000Z'),
      end: instant('2021-06-01T10:00:00.000Z'),
    });
    expect(paper.data).toEqual({
      sessionId: first.key,
      kind: 'paper',
      title: 'A sample paper, with a comma',
      abstract: 'An abstract\nof two lines.',
      speakers: ['Sample Author', 'Second Sample'].map((name) => ({
        personId: `mini-conf:person/${name}`,
        affiliations: [],
      })),
      topics: ['sampling', 'regret'],
      links: [{ kind: 'paper', label: 'PDF', url: 'https://samples.example/p1.pdf' }],
    });
    expect(rowOf(draft, 'talk', 'Another sample paper').data.sessionId).toBe(
      rowOf(draft, 'session', 'Third round (SS3)').key,
    );
  });

  it('says which further sessions a paper names, for a talk is in one', () => {
    expect(whole().notes).toContainEqual(
      expect.objectContaining({ reason: 'no-place-for-it', text: 'Sample Session 2' }),
    );
  });

  it('gives a keynote its speaker, with institution and life', () => {
    const talk = rowOf(whole(), 'talk', 'A sample keynote');
    expect(talk.data).toMatchObject({
      kind: 'invited',
      sessionId: rowOf(whole(), 'session', 'Opening (sample)').key,
      speakers: [
        { personId: 'mini-conf:person/Sample Keynoter', affiliations: ['Sample Institute, Sampletown'] },
      ],
    });
    expect(rowOf(whole(), 'person', 'Sample Keynoter').data).toEqual({
      name: 'Sample Keynoter',
      affiliations: ['Sample Institute, Sampletown'],
      bio: 'Has sampled for years.',
    });
  });

  it('takes the kind of a session from its words and its tag', () => {
    const kinds = rowsOf(whole(), 'session').map(({ data }) => [data.title, data.kind]);
    expect(kinds).toEqual(
      expect.arrayContaining([
        ['The sample social', 'social'],
        ['Opening (sample)', 'qa'],
        ['A sample side workshop', 'talks'],
      ]),
    );
  });

  it('seats the committee, whose member is the author of that name', () => {
    expect(rowsOf(whole(), 'seat')[0]?.data).toEqual({
      personId: 'mini-conf:person/Sample Author',
      committee: 'Sample Chair',
    });
    expect(rowOf(whole(), 'person', 'Sample Author').data.affiliations).toEqual(['Sample University']);
  });

  it('reads csv, json and yml alike', () => {
    const csv = fileOf('papers.csv', 'UID,title,authors,keywords\nP,Same,One|Two,a|b\n');
    const json = jsonFile(
      [{ UID: 'P', title: 'Same', authors: ['One', 'Two'], keywords: ['a', 'b'] }],
      'papers.json',
    );
    const yml = fileOf('papers.yml', '- UID: P\n  title: Same\n  authors: [One, Two]\n  keywords: [a, b]\n');
    const rows = [csv, json, yml].map((file) =>
      read(file).rows.map(({ kind, key, data }) => ({ kind, key, data })),
    );
    expect(rows[1]).toEqual(rows[0]);
    expect(rows[2]).toEqual(rows[0]);
  });

  it('reads a table with semicolons, in Latin-1, and says that it guessed its letters', () => {
    const text = 'UID;title;authors\nP;Über Größe;Jürgen|Zoë\n';
    const draft = read(
      fileOf('papers.csv', Uint8Array.from([...text].map((letter) => letter.charCodeAt(0)))),
    );
    expect(rowsOf(draft, 'talk')[0]?.data.title).toBe('Über Größe');
    expect(rowsOf(draft, 'person').map(({ data }) => data.name)).toEqual(['Jürgen', 'Zoë']);
    expect(reasonsOf(draft)).toContain('broken-characters');
  });

  it('one file that cannot be read does not lose the others, and is said', () => {
    const draft = read(
      fileOf('sitedata/papers.csv', fixtureText('mini-conf/sitedata/papers.csv')),
      fileOf('sitedata/committee.yml', 'a: [1, 2'),
      fileOf('sitedata/main_calendar.json', '[{"title":'),
    );
    expect(rowsOf(draft, 'talk')).toHaveLength(2);
    expect(draft.notes.filter(({ reason }) => reason === 'bad-row').map(({ where }) => where.file)).toEqual(
      ['sitedata/papers.csv', 'sitedata/committee.yml', 'sitedata/main_calendar.json'].slice(1),
    );
  });

  it('bounds aliases of YAML that would grow without end, and nesting', () => {
    const levels = Array.from(
      { length: 30 },
      (_, at) => `a${at}: &a${at} [${at === 0 ? 'x' : `*a${at - 1}, *a${at - 1}, *a${at - 1}`}]`,
    );
    for (const text of [levels.join('\n'), '['.repeat(100_000), '? '.repeat(20_000), '- '.repeat(20_000)]) {
      const draft = read(fileOf('papers.csv', 'UID,title\nP,Whole\n'), fileOf('committee.yml', text));
      expect(rowsOf(draft, 'talk')).toHaveLength(1);
      expect(reasonsOf(draft)).toContain('bad-row');
    }
  });

  it('a paper without a title is left out with its line, and two of one UID are both kept', () => {
    const draft = read(fileOf('papers.csv', 'UID,title,authors\nP1,"two\nlines",A\nP2,,B\nP1,Again,C\n'));
    expect(rowsOf(draft, 'talk').map(({ key }) => key)).toEqual([
      'mini-conf:paper/P1',
      'mini-conf:paper/P1#2',
    ]);
    expect(draft.notes).toContainEqual({
      level: 'left-out',
      reason: 'missing-title',
      where: { file: 'papers.csv', line: 4 },
      text: 'P2',
    });
  });

  it('says what a site has beside its program', () => {
    const notes = whole().notes.map(({ reason, text }) => `${reason} ${text}`);
    expect(notes).toContain('unknown-field config.unheard_of');
    expect(notes).toContain('no-place-for-it logo:');
    expect(notes).toContain('remote-image speakers[].image');
    expect(notes).toContain('remote-image committee[].im');
  });
});
