import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { lecternJson } from '#shared/program/export/lecternJson.ts';
import type { SourceFile } from '#shared/program/import/draft.ts';
import { looksLikeLecternJson, readLecternJson } from '#shared/program/import/lectern/readLecternJson.ts';
import { planImport } from '#shared/program/import/planImport.ts';
import { programKind } from '#shared/program/programKinds.ts';
import type { Row } from '#shared/sync/rows.ts';
import { anySource } from '#tests/shared/program/export/anyWorkshop.ts';
import { ids, sampleRows, workshopId } from '#tests/shared/program/export/sampleProgram.ts';

const fileOf = (text: string): SourceFile => ({
  name: 'sample.lectern.json',
  bytes: new TextEncoder().encode(text),
});
const exported = (rows: readonly Row[]): SourceFile => fileOf(lecternJson({ rows }).text);
const programOf = (rows: readonly Row[]) => rows.filter(({ kind }) => programKind.safeParse(kind).success);

/** Another hub's ids: the last digits stay, the first do not. */
const elsewhere = '019aaaaa-0000-7000-8000-000000000001';
const newId = async (_kind: string, key: string) => `019aaaaa${key.slice(-28)}`;

/** The short name that a new workshop is given by whoever imports it: here that of the old one. */
const slugIn = (file: SourceFile): string =>
  JSON.parse(new TextDecoder().decode(file.bytes)).rows[0].data.slug;

/** What an import leaves in an empty workshop of another hub. */
async function importedRows(file: SourceFile): Promise<readonly Row[]> {
  const { rows } = await planImport(readLecternJson(file), [], {
    workshopId: elsewhere,
    newId,
    slug: slugIn(file),
  });
  return rows.map(
    ({ change: { kind, id, data } }) => ({ workshopId: elsewhere, kind, id, rev: 1, data }) as Row,
  );
}

/** Rows by what they say, with the ids of the one hub or of the other in one form, and without the added names. */
function comparable(rows: readonly Row[]): readonly string[] {
  return programOf(rows)
    .map(({ kind, id, data }) => {
      const externalIds = 'externalIds' in data ? data.externalIds : [];
      const own = externalIds.filter((name) => !name.startsWith('lectern:')).slice(0, 19);
      return JSON.stringify({ kind, id, data: { ...data, externalIds: own } });
    })
    .map((text) => text.replace(/"(018f0000|019aaaaa)-/g, '"id-'))
    .sort();
}

const refusal = (file: SourceFile) => {
  try {
    readLecternJson(file);
    return null;
  } catch (error) {
    return error instanceof RefusedError ? error.toRefusal() : error;
  }
};

describe('a workshop in our own JSON', () => {
  it('is the same workshop in another hub, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(anySource, async ({ rows }) => {
        expect(comparable(await importedRows(exported(rows)))).toEqual(comparable(rows));
      }),
      { numRuns: 150 },
    );
  });

  it('imported where it came from changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(anySource, async ({ rows }) => {
        const plan = await planImport(readLecternJson(exported(rows)), rows, {
          workshopId,
          newId,
          slug: slugIn(exported(rows)),
        });
        expect(plan.rows).toEqual([]);
        expect(plan.same).toBe(programOf(rows).length);
      }),
      { numRuns: 100 },
    );
  });

  it('imported a second time into another hub changes nothing, and a changed title changes one row', async () => {
    const there = await importedRows(exported(sampleRows));
    const again = await planImport(readLecternJson(exported(sampleRows)), there, {
      workshopId: elsewhere,
      newId,
      slug: 'sample-30',
    });
    expect(again.rows).toEqual([]);
    const file = fileOf(
      lecternJson({ rows: sampleRows }).text.replace('After midnight', 'Well after midnight'),
    );
    const changed = await planImport(readLecternJson(file), there, {
      workshopId: elsewhere,
      newId,
      slug: 'sample-30',
    });
    expect(changed.rows.map(({ act, title }) => [act, title])).toEqual([['change', 'Well after midnight']]);
  });

  it('S4: has the rows of the program that it was given, and nothing of questions or recordings', () => {
    const file = JSON.parse(lecternJson({ rows: sampleRows }).text);
    const kinds = new Set(file.rows.map(({ kind }: { kind: string }) => kind));
    expect([...kinds].filter((kind) => !programKind.safeParse(kind).success)).toEqual([]);
    expect(file.rows.length).toBe(programOf(sampleRows).length);
  });

  it('names a row by its id, first among its external ids', () => {
    const draft = readLecternJson(exported(sampleRows));
    expect(draft.rows[0]).toMatchObject({ kind: 'workshop', key: `lectern:workshop/${workshopId}` });
    const talk = draft.rows.find(({ key }) => key === `lectern:talk/${ids.opening}`);
    expect(talk?.externalIds).toEqual([`lectern:talk/${ids.opening}`]);
    expect(talk?.data).toMatchObject({ sessionId: `lectern:session/${ids.morning}` });
    expect(draft.notes).toEqual([]);
  });
});

describe('a file that says it is ours', () => {
  const file = (
    change: (value: { version: number; rows: Record<string, unknown>[] }) => unknown,
  ): SourceFile => fileOf(JSON.stringify(change(JSON.parse(lecternJson({ rows: sampleRows }).text))));
  const dataOf = (rows: Record<string, unknown>[], id: string) =>
    rows.find((row) => row.id === id)?.data as Record<string, unknown>;

  it('is known by its first words, and others are not taken for one', () => {
    expect(looksLikeLecternJson(exported(sampleRows))).toBe(true);
    expect(looksLikeLecternJson(fileOf('\ufeff {"lectern":"workshop"}'))).toBe(true);
    expect(looksLikeLecternJson(fileOf('{"schedule":{}}'))).toBe(false);
    expect(looksLikeLecternJson(fileOf('# A page on "lectern": "workshop"'))).toBe(false);
  });

  it('is refused by name where it is of a newer version', () => {
    expect(refusal(file((value) => ({ ...value, version: 2 })))).toEqual({
      refused: 'unknown-format',
      detail: 'sample.lectern.json is of version 2; this app reads versions up to 1',
    });
  });

  it.each([
    ['is no JSON', '{"lectern":"workshop",'],
    ['has no version', '{"lectern":"workshop","rows":[]}'],
    ['has no rows', '{"lectern":"workshop","version":1}'],
    ['has no workshop', '{"lectern":"workshop","version":1,"rows":[]}'],
  ])('is refused where it %s', (_what, text) => {
    expect(refusal(fileOf(text))).toMatchObject({ refused: 'malformed' });
  });

  it('is refused where its bytes are no UTF-8', () => {
    const { name, bytes } = exported(sampleRows);
    expect(refusal({ name, bytes: Uint8Array.from([...bytes, 0xc3, 0x28]) })).toMatchObject({
      refused: 'malformed',
    });
  });

  it('is refused where it has two workshops', () => {
    const two = file((value) => {
      const [first] = value.rows;
      return { ...value, rows: [...value.rows, { ...first, id: ids.hall }] };
    });
    expect(refusal(two)).toMatchObject({ refused: 'malformed' });
  });

  it('one bad row is left out by its path, and the others stay', () => {
    const bad = file((value) => {
      dataOf(value.rows, ids.late).title = '';
      return value;
    });
    const draft = readLecternJson(bad);
    expect(draft.rows.length).toBe(programOf(sampleRows).length - 1);
    expect(draft.notes).toMatchObject([
      { level: 'left-out', reason: 'bad-row', where: { path: expect.stringMatching(/^rows\[\d+\]\.data$/) } },
    ]);
  });

  it('a row of no known kind, one without an id and one that is there twice are left out', () => {
    const draft = readLecternJson(
      file((value) => ({
        ...value,
        rows: [...value.rows, { kind: 'vote', id: ids.hall, data: {} }, { kind: 'room' }, 7, value.rows[1]],
      })),
    );
    expect(draft.notes.map(({ reason }) => reason)).toEqual([
      'bad-row',
      'bad-row',
      'bad-row',
      'duplicate-id',
    ]);
    expect(draft.rows.length).toBe(programOf(sampleRows).length);
  });

  it('a field that we do not know is told, and what names a row that is not there is taken from', () => {
    const draft = readLecternJson(
      file((value) => {
        dataOf(value.rows, ids.opening).mood = 'good';
        return { ...value, rows: value.rows.filter(({ id }) => id !== ids.hall && id !== ids.ada) };
      }),
    );
    const reasons = draft.notes.map(({ level, reason }) => `${level} ${reason}`).sort();
    expect(reasons).toEqual([
      'left-out unknown-person',
      'not-understood unknown-field',
      'repaired unknown-person',
      'repaired unknown-person',
      'repaired unknown-room',
      'repaired unknown-room',
      'repaired unknown-room',
      'repaired unknown-room',
    ]);
    const talk = draft.rows.find(({ key }) => key === `lectern:talk/${ids.opening}`);
    expect(talk?.data).toMatchObject({ speakers: [{ personId: `lectern:person/${ids.ben}` }] });
  });
});
