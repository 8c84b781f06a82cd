import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { acceptedChanges, plannedKey } from '#shared/program/import/acceptedChanges.ts';
import type { ImportChange } from '#shared/program/import/importChange.ts';
import { type ImportPlan, planImport } from '#shared/program/import/planImport.ts';
import { importIdOf } from '#shared/program/import/sendImport.ts';
import { referencesOf } from '#shared/program/references.ts';
import type { Row } from '#shared/sync/rows.ts';
import { workshop } from '#tests/server/sampleRows.ts';
import { draftRow, sampleDraft, without } from './sampleDraft.ts';

const workshopId = importIdOf('0'.repeat(64));
const newId = async (kind: string, key: string) =>
  importIdOf(createHash('sha256').update(`${kind} ${key}`).digest('hex'));
const plan = (draft: Parameters<typeof planImport>[0], rows: readonly Row[]) =>
  planImport(draft, rows, { workshopId, newId, slug: 'sample' });

const empty: readonly Row[] = [{ workshopId, kind: 'workshop', id: workshopId, rev: 1, data: workshop() }];

/** The rows of a workshop after a plan was accepted whole. */
function applied(rows: readonly Row[], changes: readonly ImportChange[]): readonly Row[] {
  const after = new Map(rows.map((row) => [`${row.kind} ${row.id}`, row]));
  for (const { kind, id, data } of changes) {
    if (data === null) after.delete(`${kind} ${id}`);
    else after.set(`${kind} ${id}`, { workshopId, kind, id, rev: after.size + 100, data } as Row);
  }
  return [...after.values()];
}

const all = (one: ImportPlan, rows: readonly Row[] = []) => acceptedChanges(one, rows, new Set()).changes;
const acts = (one: ImportPlan) => one.rows.map(({ act, title }) => `${act} ${title}`).sort();

async function imported(): Promise<readonly Row[]> {
  return applied(empty, all(await plan(sampleDraft(), empty)));
}

function find<K extends Row['kind']>(rows: readonly Row[], kind: K, title: string): Row<K> {
  const found = rows.find((row) => row.kind === kind && JSON.stringify(row.data).includes(title));
  if (!found) throw new Error(`no ${kind} ${title}`);
  return found as Row<K>;
}

describe('planning an import', () => {
  test('a first import adds every row, and its references are ids', async () => {
    const rows = await imported();
    expect(rows).toHaveLength(7);
    const talk = find(rows, 'talk', 'First sample');
    expect(talk.data.sessionId).toBe(find(rows, 'session', 'Morning').id);
    expect(talk.data.speakers).toEqual([
      { personId: find(rows, 'person', 'Ada').id, affiliations: ['Sample Institute'] },
    ]);
    expect(find(rows, 'session', 'Morning').data.roomId).toBe(find(rows, 'room', 'Sample hall').id);
  });

  test('the same source again changes nothing', async () => {
    const again = await plan(sampleDraft(), await imported());
    expect(again.rows).toEqual([]);
    expect(again.same).toBe(7);
  });

  test('a talk is found again by its id when its title changed, and only what differs is told', async () => {
    const renamed = draftRow('talk', 'sample:talk/1', { title: 'Renamed', minutes: 30 });
    const again = await plan(sampleDraft([renamed]), await imported());
    expect(again.rows.map(({ act, fields }) => ({ act, fields }))).toEqual([
      {
        act: 'change',
        fields: [
          { field: 'title', before: 'First sample talk', after: 'Renamed' },
          { field: 'minutes', before: 20, after: 30 },
        ],
      },
    ]);
  });

  test('what the source cannot say stays as somebody wrote it here', async () => {
    const rows = (await imported()).map((row) =>
      row.kind === 'talk' ? { ...row, data: { ...row.data, abstract: 'By hand' } } : row,
    );
    expect((await plan(sampleDraft(), rows)).rows).toEqual([]);
  });

  test('what the source leaves empty is emptied', async () => {
    const rows = await imported();
    const unsaid = draftRow('talk', 'sample:talk/1', { title: 'First sample talk', minutes: null });
    const again = await plan(sampleDraft([unsaid]), rows);
    expect(again.rows[0]?.fields).toEqual([{ field: 'minutes', before: 20, after: null }]);
  });

  test('rows that came from elsewhere are found by an equal name, and learn their id', async () => {
    const rows = (await imported()).map((row) => ({ ...row, data: { ...row.data, externalIds: [] } }) as Row);
    const again = await plan(sampleDraft(), rows);
    expect(new Set(again.rows.flatMap(({ fields }) => fields.map(({ field }) => field)))).toEqual(
      new Set(['externalIds']),
    );
    expect(again.rows.every(({ act }) => act === 'change')).toBe(true);
  });

  test('two people of one name stay two people', async () => {
    const twin = draftRow('person', 'sample:person/c', { name: 'Sample Ada' });
    const rows = await imported();
    const again = await plan(sampleDraft([twin]), rows);
    expect(acts(again)).toEqual(['add Sample Ada']);
  });

  test('a second id of a row (a talk that got a second slot) still finds it', async () => {
    const rows = await imported();
    const moved = draftRow('talk', 'sample:talk/new-guid', { title: 'Quite another title' }, [
      'sample:talk/1',
    ]);
    const again = await plan(
      {
        ...without(sampleDraft(), 'sample:talk/1'),
        rows: [...without(sampleDraft(), 'sample:talk/1').rows, moved],
      },
      rows,
    );
    expect(acts(again)).toEqual(['change Quite another title']);
  });

  test('what is gone from its source is removed, with what only it needed', async () => {
    const rows = await imported();
    const again = await plan(without(sampleDraft(), 'sample:talk/1', 'sample:person/a'), rows);
    expect(acts(again)).toEqual(['remove First sample talk', 'remove Sample Ada']);
  });

  test('a talk that was asked about is cancelled and keeps its speaker, never removed', async () => {
    const rows = await imported();
    const talk = find(rows, 'talk', 'First sample');
    const question = {
      workshopId,
      kind: 'question',
      id: importIdOf('1'.repeat(64)),
      rev: 900,
      data: { talkId: talk.id, sessionId: null },
    } as unknown as Row;
    const again = await plan(without(sampleDraft(), 'sample:talk/1', 'sample:person/a'), [...rows, question]);
    expect(acts(again)).toEqual(['cancel First sample talk']);
  });

  test('I3: a talk that an import cancelled is planned again when its source has it again', async () => {
    const rows = await imported();
    const talk = find(rows, 'talk', 'First sample');
    const question = {
      workshopId,
      kind: 'question',
      id: importIdOf('1'.repeat(64)),
      rev: 900,
      data: { talkId: talk.id, sessionId: null },
    } as unknown as Row;
    const asked = [...rows, question];
    const gone = applied(asked, all(await plan(without(sampleDraft(), 'sample:talk/1'), asked), asked));
    expect(find(gone, 'talk', 'First sample').data.state).toBe('cancelled');
    expect((await plan(without(sampleDraft(), 'sample:talk/1'), gone)).rows).toEqual([]);
    const back = applied(gone, all(await plan(sampleDraft(), gone), gone));
    expect(find(back, 'talk', 'First sample').data).toEqual(talk.data);
  });

  test('I3: a talk that an organizer cancelled by hand stays cancelled', async () => {
    const rows = (await imported()).map((row) =>
      row.kind === 'talk' ? ({ ...row, data: { ...row.data, state: 'cancelled' } } as Row) : row,
    );
    expect((await plan(sampleDraft(), rows)).rows).toEqual([]);
  });

  test('I3: a row made by hand that an import found by its title is not removed by the next one', async () => {
    const rows = (await imported()).map((row) => ({ ...row, data: { ...row.data, externalIds: [] } }) as Row);
    const adopted = applied(rows, all(await plan(sampleDraft(), rows), rows));
    const again = await plan(without(sampleDraft(), 'sample:talk/1', 'sample:person/a'), adopted);
    expect(again.rows).toEqual([]);
  });

  test('rows made here by hand are never removed by an import', async () => {
    const rows = await imported();
    const own = { ...find(rows, 'talk', 'First'), id: importIdOf('2'.repeat(64)) };
    const hand = { ...own, data: { ...own.data, title: 'By hand', externalIds: [] } };
    expect((await plan(sampleDraft(), [...rows, hand])).rows).toEqual([]);
  });

  test('one row that does not fit is left out and said; the others go on', async () => {
    const bad = draftRow('talk', 'sample:talk/3', { title: '' });
    const first = await plan(sampleDraft([bad]), empty);
    expect(first.rows).toHaveLength(7);
    expect(first.notes).toEqual([expect.objectContaining({ level: 'left-out', reason: 'bad-row' })]);
  });

  test('a new row that is left out is named by no other, so that the hub takes the rest', async () => {
    const bad = draftRow('person', 'sample:person/a', { name: '' });
    const seat = draftRow('seat', 'sample:seat/1', { committee: 'Board', personId: 'sample:person/a' });
    const first = await plan(sampleDraft([bad, seat]), empty);
    expect(first.notes.map(({ text }) => text.split(':')[0])).toEqual(['person sample', 'seat sample']);
    const after = applied(empty, all(first));
    const there = new Set(after.map(({ kind, id }) => `${kind} ${id}`));
    const named = after.flatMap((row) => referencesOf(row).map(({ kind, id }) => `${kind} ${id}`));
    expect(named.filter((name) => !there.has(name))).toEqual([]);
    expect(find(after, 'talk', 'First sample').data.speakers).toEqual([]);
  });

  test('a talk that comes back beside the one that took its place is a row of its own', async () => {
    const rows = await imported();
    const replaced = draftRow('talk', 'sample:talk/9', { title: 'First sample talk' });
    const others = without(sampleDraft(), 'sample:talk/1');
    const second = { ...others, rows: [...others.rows, replaced] };
    const then = applied(rows, all(await plan(second, rows)));
    const back = draftRow('talk', 'sample:talk/1', { title: 'Back again' });
    const third = { ...second, rows: [...second.rows, back] };
    const planned = await plan(third, then);
    expect(acts(planned)).toEqual(['add Back again']);
    const ids = all(planned).map(({ kind, id }) => `${kind} ${id}`);
    expect(then.map(({ kind, id }) => `${kind} ${id}`)).not.toContain(ids[0]);
    expect((await plan(third, applied(then, all(planned)))).rows).toEqual([]);
  });
});

describe('accepting a part of a plan', () => {
  test('a row that an accepted one names comes along', async () => {
    const first = await plan(sampleDraft(), empty);
    const room = first.rows.find(({ change }) => change.kind === 'room');
    if (!room) throw new Error('no room');
    const { changes, needed } = acceptedChanges(first, empty, new Set([plannedKey(room)]));
    expect(needed).toEqual([room]);
    expect(changes).toHaveLength(7);
  });

  test('what is left out with all that names it stays out', async () => {
    const first = await plan(sampleDraft(), empty);
    const leftOut = new Set(
      first.rows.filter(({ title }) => /First|Ada/.test(title)).map((row) => plannedKey(row)),
    );
    const { changes, needed } = acceptedChanges(first, empty, leftOut);
    expect(needed).toEqual([]);
    expect(changes).toHaveLength(5);
  });

  test('a removal is held where a row that stays names it', async () => {
    const rows = await imported();
    const again = await plan(without(sampleDraft(), 'sample:talk/1', 'sample:person/a'), rows);
    const talk = again.rows.find(({ title }) => title === 'First sample talk');
    if (!talk) throw new Error('no talk');
    const { changes, held } = acceptedChanges(again, rows, new Set([plannedKey(talk)]));
    expect(held.map(({ title }) => title)).toEqual(['Sample Ada']);
    expect(changes).toEqual([]);
  });
});
