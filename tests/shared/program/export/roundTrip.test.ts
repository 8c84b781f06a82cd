import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readWorkshopFolder } from '#server/program/workshopFile/readWorkshopFolder.ts';
import type { Exported, ExportSource } from '#shared/program/export/exported.ts';
import { frabJson } from '#shared/program/export/frabJson.ts';
import { frabXml } from '#shared/program/export/frabXml.ts';
import { workshopCalendar } from '#shared/program/export/icalendar.ts';
import { markdownPage } from '#shared/program/export/markdown.ts';
import { planImport } from '#shared/program/import/planImport.ts';
import { readImport } from '#shared/program/import/readImport.ts';
import { type Row, rowKinds } from '#shared/sync/rows.ts';
import { type Fact, programFacts } from './programFacts.ts';
import { ids, pageLink, row, sampleRows, sampleSource, talk } from './sampleProgram.ts';

const root = resolve(import.meta.dirname, '../../../..');

const files: Readonly<Record<string, (source: ExportSource) => Exported & { readonly name: string }>> = {
  Markdown: (source) => ({ ...markdownPage(source), name: 'page.md' }),
  'frab JSON': (source) => ({ ...frabJson(source), name: 'schedule.json' }),
  'frab XML': (source) => ({ ...frabXml(source), name: 'schedule.xml' }),
  iCalendar: (source) => ({
    ...workshopCalendar(source, { hub: 'abcdefghijkl', at: 0 }),
    name: 'program.ics',
  }),
};

type Line = { readonly format: string; readonly kind: string; readonly fields: readonly string[] };

/** The table of docs/formats.md. */
const survives: readonly Line[] = readFileSync(resolve(root, 'docs/formats.md'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, format = '', kind = '', fields = ''] = line.split('|').map((cell) => cell.trim());
    return format in files && kind in rowKinds ? [{ format, kind, fields: fields.split(', ') }] : [];
  });

async function comesBack(format: string, source: ExportSource) {
  const made = files[format]?.(source);
  if (!made) throw new Error(`no format ${format}`);
  const file = { name: made.name, bytes: new TextEncoder().encode(made.text) };
  const draft = readImport([file]);
  const workshopId = '019aaaaa-0000-7000-8000-000000000001';
  let number = 0;
  const newId = async () => {
    number += 1;
    return `019aaaaa-0000-7000-8000-1${String(number).padStart(11, '0')}`;
  };
  const plan = await planImport(draft, [], { workshopId, newId, slug: 'there' });
  const rows = plan.rows.map(
    ({ change: { kind, id, data } }) => ({ workshopId, kind, id, rev: 1, data }) as Row,
  );
  return { facts: programFacts(rows), leftOut: new Set(made.leftOut.map(({ title }) => title)) };
}

const pick = (fact: Fact | undefined, fields: readonly string[]) =>
  fact && Object.fromEntries(fields.map((field) => [field, fact[field]]));

async function expectSurvival({ format, kind, fields }: Line, source: ExportSource): Promise<void> {
  const { facts, leftOut } = await comesBack(format, source);
  const before = (programFacts(source.rows).get(kind) ?? []).filter(({ name }) => !leftOut.has(name));
  const after = facts.get(kind) ?? [];
  const told = (fact: Fact) => ({ name: fact.name, ...pick(fact, fields) });
  const found = before
    .map(({ name }) => after.find((fact) => fact.name === name))
    .map((fact) => fact && told(fact));
  expect(found).toEqual(before.map(told));
}

const changes: Readonly<Record<string, (row: Row) => Row>> = {
  // An outline goes behind the abstract, artifacts among the links.
  'frab JSON': (one) =>
    one.kind === 'talk' ? { ...one, data: { ...one.data, outline: [], artifacts: [] } } : one,
  // What has no room is said to be at the workshop's place.
  iCalendar: (one) => (one.kind === 'workshop' ? { ...one, data: { ...one.data, place: null } } : one),
};

/** The sample without what docs/formats.md says does not survive; rooms have names of their own. */
function sourceFor(format: string): ExportSource {
  const change = changes[format === 'frab XML' ? 'frab JSON' : format] ?? ((one) => one);
  const attic = row('room', ids.secondHall, 5, { name: 'Attic', order: 1 });
  return {
    ...sampleSource,
    rows: sampleRows.map((one) => (one.id === ids.secondHall ? attic : change(one))),
  };
}

const folders = await readdir(resolve(root, 'assets/workshops'), { withFileTypes: true });
const shipped = await Promise.all(
  folders
    .filter((entry) => entry.isDirectory())
    .map(async ({ name }) => {
      const read = await readWorkshopFolder(resolve(root, 'assets/workshops', name));
      if (!read.ok) throw new Error(JSON.stringify(read.faults));
      const { workshopId, rows } = read.value;
      const whole = rows.map(({ kind, id, data }) => ({
        workshopId,
        kind,
        id,
        rev: 1,
        data: rowKinds[kind].parse(data),
      }));
      return { name, source: { rows: whole as Row[], link: pageLink } };
    }),
);

describe('what docs/formats.md says survives an export and an import', () => {
  it('is said of each format that is not our own', () => {
    expect([...new Set(survives.map(({ format }) => format))].sort()).toEqual(Object.keys(files).sort());
  });

  it.each(survives)('$format: the fields of a $kind that are named survive', async (line) => {
    await expectSurvival(line, sourceFor(line.format));
  });

  const ofMarkdown = survives.filter(({ format }) => format === 'Markdown');
  it.each(shipped.flatMap((one) => ofMarkdown.map((line) => ({ ...one, line, kind: line.kind }))))(
    'Markdown: what is said of a $kind survives, of $name as it is shipped',
    async (one) => {
      await expectSurvival(one.line, one.source);
    },
  );
});

describe('a file of our own', () => {
  it.each(Object.keys(files))(
    'is taken for %s by what is in it, and without a word of the room that is not known',
    async (format) => {
      const rows = [
        ...sampleRows.filter(
          ({ kind }) => !['session', 'talk', 'recording', 'recordingContents'].includes(kind),
        ),
        row(
          'talk',
          ids.late,
          31,
          talk({ title: 'Somewhere', start: { kind: 'instant', at: '2030-03-30T12:00:00.000Z' } }),
        ),
      ];
      const { facts } = await comesBack(format, { ...sampleSource, rows });
      const back = facts.get('talk')?.find(({ name }) => name === 'Somewhere');
      expect(pick(back, ['start', 'minutes'])).toEqual({
        start: { kind: 'instant', at: '2030-03-30T12:00:00.000Z' },
        minutes: null,
      });
      expect(facts.get('room')?.map(({ name }) => name)).not.toContain('To be announced');
    },
  );
});
