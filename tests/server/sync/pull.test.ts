import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { cursorAt, readCursor, scopeOf, writeCursor } from '#server/sync/cursor.ts';
import { pull } from '#server/sync/pull.ts';
import type { CurrentReader } from '#server/sync/Readers.ts';
import type { Change } from '#shared/sync/rows.ts';
import { contents, question, room } from '../sampleRows.ts';
import { openTestStore } from '../testStore.ts';

const epoch = randomUUID();
const attendee: CurrentReader = {
  accountId: randomUUID(),
  role: 'attendee',
  talkIds: [],
  boards: [],
  stamp: 0,
};

describe('a pull', () => {
  test('S2: goes through everything visible once, in rev order, in pages, and over pages with nothing visible', async () => {
    const { store, workshopId } = await openTestStore();
    const rooms = Array.from({ length: 7 }, () => randomUUID());
    await store.write(workshopId, async (tx) => {
      for (const id of rooms.slice(0, 4)) await tx.put('room', id, room(id));
      for (let n = 0; n < 9; n += 1) await tx.put('question', randomUUID(), question());
      for (const id of rooms.slice(4)) await tx.put('room', id, room(id));
    });
    const ids: string[] = [];
    const snapshots: boolean[] = [];
    let cursor: string | null = null;
    let more = true;
    while (more) {
      const page = await pull(store, { workshopId, epoch, reader: attendee, cursor, limit: 3 });
      ids.push(...page.changes.map((change) => change.id));
      snapshots.push(page.snapshot);
      ({ cursor, more } = page);
      expect(page.head).toBe(16);
    }
    expect(ids).toEqual(rooms);
    expect(snapshots).toEqual([true, false, false, false, false, false]);
    expect(cursor).toBe(cursorAt(epoch, scopeOf(workshopId, attendee), 16));
    const rest = await pull(store, { workshopId, epoch, reader: attendee, cursor, limit: 3 });
    expect(rest).toMatchObject({ snapshot: false, changes: [], more: false });
  });

  test('S3: a snapshot has no tombstones, on none of its pages; what is removed later is told', async () => {
    const { store, workshopId } = await openTestStore();
    const ids = Array.from({ length: 6 }, () => randomUUID());
    await store.write(workshopId, async (tx) => {
      for (const id of ids) await tx.put('room', id, room(id));
      await tx.remove('room', ids[0] ?? '');
      await tx.remove('room', ids[1] ?? '');
    });
    const ask = { workshopId, epoch, reader: attendee, limit: 2 };
    const first = await pull(store, { ...ask, cursor: null });
    await store.write(workshopId, (tx) => tx.remove('room', ids[2] ?? ''));
    const second = await pull(store, { ...ask, cursor: first.cursor });
    const third = await pull(store, { ...ask, cursor: second.cursor });
    const fourth = await pull(store, { ...ask, cursor: third.cursor });
    const all = [first, second, third, fourth].flatMap((page) => page.changes);
    expect(all.filter((change) => change.data === null).map((change) => change.id)).toEqual([ids[2]]);
    expect(fourth.more).toBe(false);
  });

  test.each([
    ['another epoch', { epoch: randomUUID() }],
    ['another role', { reader: { ...attendee, role: 'moderator' as const } }],
  ])('S4, S10: %s begins a snapshot from the start', async (_, change) => {
    const { store, workshopId } = await openTestStore();
    await store.write(workshopId, (tx) => tx.put('room', randomUUID(), room('Blue')));
    const ask = { workshopId, epoch, reader: attendee, limit: 10 };
    const { cursor } = await pull(store, { ...ask, cursor: null });
    const page = await pull(store, { ...ask, ...change, cursor });
    expect(page.snapshot).toBe(true);
    expect(page.changes).toHaveLength(1);
  });

  test('S2: a cursor from the future begins a snapshot, as after a backup was restored in the same epoch', async () => {
    const { store, workshopId } = await openTestStore();
    const ids = [randomUUID(), randomUUID()];
    for (const id of ids) await store.write(workshopId, (tx) => tx.put('room', id, room('Blue')));
    const ask = { workshopId, epoch, reader: attendee, limit: 10 };
    const { cursor } = await pull(store, { ...ask, cursor: null });
    const now = readCursor(cursor);
    for (const ahead of [
      { ...now, rev: 3, told: 3 },
      { ...now, told: 3 },
      { ...now, rev: Number.MAX_SAFE_INTEGER },
    ]) {
      const page = await pull(store, { ...ask, cursor: writeCursor(ahead) });
      expect(page).toMatchObject({ snapshot: true, head: 2, more: false, cursor });
      expect(page.changes.map((one) => one.id)).toEqual(ids);
    }
  });

  test('S2: the cursor of another workshop begins a snapshot, though it is of the same epoch and role', async () => {
    const { store, workshopId } = await openTestStore();
    const other = randomUUID();
    await store.createWorkshop(other, 'other');
    for (const id of [workshopId, other]) {
      await store.write(id, (tx) => tx.put('room', randomUUID(), room('Blue')));
    }
    const ask = { epoch, reader: attendee, limit: 10 };
    const { cursor } = await pull(store, { ...ask, workshopId, cursor: null });
    const page = await pull(store, { ...ask, workshopId: other, cursor });
    expect([page.snapshot, page.changes.length]).toEqual([true, 1]);
  });

  test.each([
    '',
    'null',
    'not a cursor',
    '[]',
    '{"rev":1}',
    JSON.stringify([randomUUID(), 's', -1, 0]),
    JSON.stringify([randomUUID(), 's', 1.5, 0]),
    JSON.stringify([randomUUID(), 's', 1e300, 0]),
    JSON.stringify([randomUUID(), 's', 1, 0, 0]),
    JSON.stringify(['__proto__', 's', 1, 0]),
  ])('S2: a forged cursor is refused as malformed: %s', async (text) => {
    const { store, workshopId } = await openTestStore();
    const ask = { workshopId, epoch, reader: attendee, limit: 10 };
    for (const cursor of [text, Buffer.from(text).toString('base64url')]) {
      await expect(pull(store, { ...ask, cursor })).rejects.toMatchObject({ reason: 'malformed' });
    }
  });

  test('S5: what was hidden before a reader came is not told to that reader, however often it is written', async () => {
    const { store, workshopId } = await openTestStore();
    const id = randomUUID();
    const put = (text: string, state: 'approved' | 'dismissed') =>
      store.write(workshopId, (tx) => tx.put('question', id, question({ text, state })));
    await put('one', 'approved');
    const ask = { workshopId, epoch, reader: attendee, limit: 10 };
    const early = await pull(store, { ...ask, cursor: null });
    await put('two', 'dismissed');
    const late = await pull(store, { ...ask, cursor: null });
    expect(late.changes).toEqual([]);
    const told = await pull(store, { ...ask, cursor: early.cursor });
    expect(told.changes).toMatchObject([{ id, data: null }]);
    await put('three', 'dismissed');
    for (const { cursor } of [late, told]) {
      expect((await pull(store, { ...ask, cursor })).changes).toEqual([]);
    }
    expect((await pull(store, { ...ask, cursor: early.cursor })).changes).toMatchObject([{ id, data: null }]);
  });

  test('S2: a row that was hidden and then written again is told as gone, on whichever page of a pull it comes', async () => {
    const { store, workshopId } = await openTestStore();
    const id = randomUUID();
    const put = (state: 'approved' | 'dismissed') =>
      store.write(workshopId, (tx) => tx.put('question', id, question({ state })));
    await put('approved');
    const ask = { workshopId, epoch, reader: attendee };
    const start = await pull(store, { ...ask, limit: 10, cursor: null });
    await put('dismissed');
    for (let n = 0; n < 4; n += 1) {
      await store.write(workshopId, (tx) => tx.put('room', randomUUID(), room('Blue')));
    }
    await put('dismissed');
    const changes: Change[] = [];
    let page = start;
    do {
      page = await pull(store, { ...ask, limit: 2, cursor: page.cursor });
      changes.push(...page.changes);
    } while (page.more);
    expect(changes).toHaveLength(5);
    expect(changes.at(-1)).toMatchObject({ id, data: null });
  });

  test('S4: who speaks in another talk is in another scope, whose snapshot has what its speakers see', async () => {
    const { store, workshopId } = await openTestStore();
    const [talkId, recordingId] = [randomUUID(), randomUUID()];
    await store.write(workshopId, (tx) =>
      tx.put('recordingContents', recordingId, contents(recordingId, talkId)),
    );
    const ask = { workshopId, epoch, limit: 10 };
    const before = await pull(store, { ...ask, reader: attendee, cursor: null });
    expect(before.changes).toEqual([]);
    const speaker: CurrentReader = { ...attendee, talkIds: [talkId] };
    const page = await pull(store, { ...ask, reader: speaker, cursor: before.cursor });
    expect(page.snapshot).toBe(true);
    expect(page.changes.map((one) => one.id)).toEqual([recordingId]);
    const after = await pull(store, { ...ask, reader: attendee, cursor: page.cursor });
    expect(after).toMatchObject({ snapshot: true, changes: [] });
  });
});
