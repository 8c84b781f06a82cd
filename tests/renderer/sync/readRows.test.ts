import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { applyArrival, applyMemberships } from '#renderer/sync/base.ts';
import { Outbox } from '#renderer/sync/Outbox.ts';
import { Projector } from '#renderer/sync/Projector.ts';
import { readRow, readRows } from '#renderer/sync/readRows.ts';
import type { Row } from '#shared/sync/rows.ts';
import { MemoryJournal } from '#tests/server/sync/fuzz/MemoryJournal.ts';
import { account, freshDatabase, workshopId } from './scriptedHub.ts';

const id = '00000000-0000-4000-8000-000000000001';
const data = (name: string) => ({ name, order: 0, description: null, capacity: null, externalIds: [] });
const room = (rev: number, name: string): Row<'room'> => ({
  workshopId,
  kind: 'room',
  id,
  rev,
  data: data(name),
});

test('S7: an edit made offline is seen at once, by the row and by the list, and goes with the base that has it', async () => {
  const database = freshDatabase();
  const journal = new MemoryJournal();
  const projector = new Projector({ database, journal });
  const membership = { workshopId, role: 'organizer', personId: null } as const;
  await applyMemberships(database, [{ id: workshopId, slug: 'sample', membership }]);
  const arrival = { workshopId, from: null, changes: [room(3, 'Hall')], cursor: 'a', reached: 3 };
  expect(await applyArrival(database, arrival)).toBe(true);
  const outbox = new Outbox({ database, journal, programNow: () => 0 });
  const args = { kind: 'room', id, expectedRev: 3, data: data('Great hall') } as const;
  await outbox.add(workshopId, 'program.put', args);
  await projector.catchUp();
  const seen = async () => [
    (await readRow(database, workshopId, 'room', id))?.data.name,
    (await readRows(database, workshopId, 'room')).map((row) => row.data.name),
  ];
  expect(await seen()).toEqual(['Great hall', ['Great hall']]);
  const [command] = await database.commands.toArray();
  await journal.append([{ type: 'command.applied', id: command?.id ?? '', rev: 4, at: 0 }]);
  await projector.catchUp();
  expect(await seen()).toEqual(['Great hall', ['Great hall']]);
  const page = {
    workshopId,
    from: 'a',
    changes: [room(4, 'Great hall, as the hub has it')],
    cursor: 'b',
    reached: 4,
  };
  expect(await applyArrival(database, page)).toBe(true);
  expect((await seen())[0]).toBe('Great hall, as the hub has it');
  await database.delete();
});

test('S7: a withdrawal and a rating made offline are seen at once, and stay until the base has them', async () => {
  const database = freshDatabase();
  const journal = new MemoryJournal();
  const projector = new Projector({ database, journal });
  const membership = { workshopId, role: 'organizer', personId: null } as const;
  await applyMemberships(database, [{ id: workshopId, slug: 'sample', membership }]);
  const recording = (rev: number, withdrawn: boolean): Row<'recording'> => ({
    workshopId,
    kind: 'recording',
    id,
    rev,
    data: {
      of: { kind: 'talk', talkId: id },
      release: { kind: 'unknown' },
      duration: 60,
      size: 5,
      sample: true,
      description: null,
      mayBeKept: true,
      withdrawn,
      withdrawnBy: null,
    },
  });
  const changes = [recording(3, false)];
  await applyArrival(database, { workshopId, from: null, changes, cursor: 'a', reached: 3 });
  const outbox = new Outbox({ database, journal, programNow: () => 0 });
  await outbox.add(workshopId, 'recording.edit', { recordingId: id, withdrawn: true });
  await outbox.add(workshopId, 'recording.rate', { recordingId: id, stars: 4, text: null });
  await projector.catchUp();
  const seen = async () => [
    (await readRow(database, workshopId, 'recording', id))?.data.withdrawn,
    (await readRows(database, workshopId, 'recording')).map((row) => row.data.withdrawn),
    (await readRows(database, workshopId, 'rating')).map((row) => [row.data.stars, row.data.accountId]),
  ];
  const right = [true, [true], [[4, account.id]]];
  expect(await seen()).toEqual(right);
  const [edit, rate] = (await database.commands.toArray()).sort((a, b) => a.seq - b.seq);
  await journal.append([{ type: 'command.applied', id: edit?.id ?? '', rev: 4, at: 0 }]);
  await projector.catchUp();
  expect(await seen()).toEqual(right);
  const page = { workshopId, from: 'a', changes: [recording(4, true)], cursor: 'b', reached: 4 };
  await applyArrival(database, page);
  expect(await seen()).toEqual(right);
  await journal.append([
    { type: 'command.refused', id: rate?.id ?? '', reason: 'not-released', detail: null },
  ]);
  await projector.catchUp();
  expect(await seen()).toEqual([true, [true], []]);
  await database.delete();
});
