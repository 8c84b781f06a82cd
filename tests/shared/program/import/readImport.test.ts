import { describe, expect, it } from 'vitest';
import type { ProgramDraft, SourceFile } from '#shared/program/import/draft.ts';
import { readImport } from '#shared/program/import/readImport.ts';
import { checkDraft, reasonsOf } from './support/checkDraft.ts';
import {
  fileOf,
  fixture,
  fixtureFolder,
  fixtureText,
  folder,
  jsonFile,
  SAMPLES,
  sample,
  samplesAreThere,
} from './support/sources.ts';

const refusal = (files: readonly SourceFile[]): string => {
  try {
    readImport(files);
  } catch (thrown) {
    return String(thrown);
  }
  return 'read';
};

const fixtures: readonly (readonly [string, ProgramDraft['format'], () => readonly SourceFile[]])[] = [
  ['a pretalx widget', 'pretalx-widget', () => [fixture('pretalx/widget.json')]],
  ['a legacy pretalx widget', 'pretalx-widget', () => [fixture('pretalx/legacy.json')]],
  ['frab JSON', 'frab-json', () => [fixture('frab/schedule.json')]],
  ['frab XML', 'frab-xml', () => [fixture('frab/schedule.xml')]],
  ['a Mini-Conf folder', 'mini-conf', () => fixtureFolder('mini-conf/sitedata')],
  ['a Clowdr table', 'clowdr-csv', () => [fixture('clowdr/program.csv')]],
  ['an Indico event', 'indico', () => [fixture('indico/event.json')]],
  ['a calendar', 'icalendar', () => [fixture('icalendar/workshop.ics')]],
];

describe('an import', () => {
  it.each(fixtures)('knows %s by what is in it', (_name, format, files) => {
    const draft = checkDraft(readImport(files()));
    expect(draft.format).toBe(format);
    expect(draft.rows.length).toBeGreaterThan(3);
  });

  it.each(fixtures)('knows %s under a name that says nothing', (_name, format, files) => {
    const renamed = files().map((file) => (format === 'mini-conf' ? file : { ...file, name: 'download' }));
    expect(checkDraft(readImport(renamed)).format).toBe(format);
  });

  it.each(fixtures)('reads %s the same each time, so that ids are stable', (_name, _format, files) => {
    expect(readImport(files())).toEqual(readImport(files()));
  });

  it('refuses a file of over 200 MB before it is read', () => {
    const bytes = new Uint8Array(200 * 1024 * 1024 + 1);
    expect(refusal([{ name: 'large.json', bytes }])).toContain('too-large');
    const zip = bytes.slice();
    zip.set([0x50, 0x4b, 3, 4]);
    expect(refusal([{ name: 'large.zip', bytes: zip }])).toContain('too-large');
    const half = bytes.subarray(0, bytes.length / 2 + 1);
    expect(
      refusal([
        { name: 'a', bytes: half },
        { name: 'b', bytes: half },
      ]),
    ).toContain('too-large');
  });

  it.each([
    ['a PDF', fileOf('paper.pdf', '%PDF-1.7 …'), 'a PDF'],
    ['an HTML page', fileOf('index.html', '<!doctype html><html><body>Hello</body></html>'), 'an HTML page'],
    ['other JSON', jsonFile({ greeting: 'hello' }), 'greeting'],
    ['other XML', fileOf('feed.xml', '<?xml version="1.0"?><rss version="2.0"></rss>'), '<rss>'],
    ['nothing', fileOf('empty.txt', ''), 'an empty file'],
  ])('refuses %s as an unknown format, and says what it saw', (_name, file, saw) => {
    expect(refusal([file])).toContain('unknown-format');
    expect(refusal([file])).toContain(saw);
  });

  it("takes text of no other format for a workshop's page, even where it begins like JSON", () => {
    const page =
      '[Sample](https://samples.example) is a workshop.\n\n# Sample workshop\n\n## Topics\n\n- sampling\n';
    expect(readImport([fileOf('index.md', page)]).format).toBe('markdown');
  });

  it('refuses no file at all', () => {
    expect(refusal([])).toContain('unknown-format');
  });

  it('refuses JSON that is cut off as malformed', () => {
    expect(refusal([fileOf('schedule.json', fixtureText('frab/schedule.json').slice(0, 900))])).toContain(
      'malformed',
    );
  });

  it('refuses JSON that is nested without end', () => {
    expect(refusal([fileOf('deep.json', '['.repeat(500_000))])).toContain('malformed');
    expect(refusal([fileOf('deep.json', `${'{"talks":['.repeat(100)}${']}'.repeat(100)}`)])).toContain(
      'nested',
    );
  });

  it.each(['utf-16le', 'utf-16be'])('reads %s with its mark', (encoding) => {
    const text = `\ufeff${fixtureText('frab/schedule.json')}`;
    const bytes = new Uint8Array(text.length * 2);
    for (let at = 0; at < text.length; at += 1) {
      new DataView(bytes.buffer).setUint16(at * 2, text.charCodeAt(at), encoding === 'utf-16le');
    }
    expect(readImport([fileOf('a', bytes)])).toEqual(readImport([fixture('frab/schedule.json')]));
  });

  it('reads UTF-8 behind a byte order mark', () => {
    for (const path of [
      'frab/schedule.json',
      'frab/schedule.xml',
      'clowdr/program.csv',
      'icalendar/workshop.ics',
    ]) {
      expect(readImport([fileOf('a', `\ufeff${fixtureText(path)}`)]).rows).toEqual(
        readImport([fixture(path)]).rows,
      );
    }
  });

  it('takes the richest of several files and tells which it left', () => {
    const draft = readImport([
      fixture('frab/schedule.xml'),
      fixture('frab/schedule.json'),
      fixture('icalendar/workshop.ics'),
    ]);
    expect(draft.format).toBe('frab-json');
    expect(draft.notes.filter(({ reason }) => reason === 'no-place-for-it').map(({ text }) => text)).toEqual(
      expect.arrayContaining(['frab/schedule.xml', 'icalendar/workshop.ics']),
    );
  });

  it('refuses two programs at once rather than choosing one', () => {
    expect(
      refusal([fixture('frab/schedule.json'), { ...fixture('frab/schedule.json'), name: 'b' }]),
    ).toContain('two programs');
  });

  it('says which keys a file of JSON has twice', () => {
    const text = fixtureText('frab/schedule.json').replace(
      '"acronym": "sample24"',
      '"acronym": "old",\n"acronym": "sample24"',
    );
    const draft = checkDraft(readImport([fileOf('a', text)]));
    expect(draft.notes).toContainEqual(
      expect.objectContaining({
        reason: 'duplicate-id',
        text: '"acronym"',
        where: { line: text.slice(0, text.indexOf('"acronym": "sample24"')).split('\n').length },
      }),
    );
    expect(draft.rows[0]?.data).toMatchObject({ acronym: 'sample24' });
  });
});

describe(`the real samples beside the checkout, which are ${samplesAreThere ? 'there' : 'not there'}`, () => {
  it.runIf(samplesAreThere)('a schedule of pretalx has its 36 talks, two rooms and two tracks', () => {
    const draft = checkDraft(readImport([sample('pretalx-democon.json')]));
    const count = (kind: string) => draft.rows.filter((row) => row.kind === kind).length;
    expect(draft.format).toBe('frab-json');
    expect([count('talk'), count('room'), count('track')]).toEqual([36, 2, 2]);
    expect(reasonsOf(draft)).not.toContain('bad-row');
  });

  it.runIf(samplesAreThere)(
    "the files of a Mini-Conf site's sitedata have papers, speakers, workshops and sessions",
    () => {
      const draft = checkDraft(readImport(folder(`${SAMPLES}/mini-conf`)));
      const count = (kind: string) => draft.rows.filter((row) => row.kind === kind).length;
      expect(draft.format).toBe('mini-conf');
      expect(count('talk')).toBeGreaterThan(10);
      expect(count('session')).toBeGreaterThan(10);
      expect(count('seat')).toBe(2);
      expect(reasonsOf(draft)).not.toContain('bad-row');
    },
  );
});
