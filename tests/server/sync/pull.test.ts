import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { pull } from '#server/sync/pull.ts';
import type { Reader } from '#shared/sync/audiences.ts';
import { question, room } from '../sampleRows.ts';
import { openTestStore } from '../testStore.ts';

const epoch = randomUUID();
const attendee: Reader = { accountId: randomUUID(), role: 'attendee', talkIds: [] };

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
});
