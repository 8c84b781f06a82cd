import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { HubDatabase } from '#renderer/sync/database.ts';
import { Projector } from '#renderer/sync/Projector.ts';
import { baseRows } from '#renderer/sync/readBase.ts';
import { uuid } from '#tests/electron/sync/entries.ts';
import { type RealJournal, realJournal } from './realJournal.ts';
import { account, fingerprint, workshopId } from './scriptedHub.ts';

const hub = { fingerprint: `${fingerprint}-upgrade`, account };
const name = `lectern-${hub.fingerprint}-${account.id}`;
let real: RealJournal;
beforeEach(async () => {
  real = await realJournal(account.id);
});
afterEach(async () => {
  await Dexie.delete(name);
  await real.close();
});

/** The database as version 1 declared it; kept here as it was. */
function versionOne(): Dexie {
  const old = new Dexie(name);
  old.version(1).stores({
    rows: '[kind+id], workshopId, [workshopId+kind]',
    cursors: 'workshopId',
    hub: 'key',
    outbox: '++seq, &id, workshopId, state',
  });
  return old;
}
const command = (n: number, state: string, rest: object = {}) => ({
  id: uuid(n),
  workshopId,
  command: { id: uuid(n), workshopId, name: 'question.vote', args: { questionId: uuid(300) } },
  at: n,
  state,
  rev: null,
  reason: null,
  ...rest,
});

async function fillVersionOne(): Promise<void> {
  const old = versionOne();
  await old.table('rows').bulkAdd([
    { workshopId, kind: 'room', id: uuid(1), rev: 3, data: { name: 'Room 1', order: 1 } },
    { workshopId, kind: 'room', id: uuid(2), rev: 4, data: { name: 'Room 2', order: 2 } },
  ]);
  const membership = { workshopId, role: 'attendee', personId: null };
  await old.table('cursors').add({ workshopId, slug: 'sample', membership, cursor: 'a', reached: 4 });
  const clock = { offset: 5, program: { realAnchor: 1, programAnchor: 2 } };
  await old.table('hub').add({ key: 'hub', epoch: uuid(9), clock, at: 77 });
  await old
    .table('outbox')
    .bulkAdd([
      command(13, 'waiting'),
      command(12, 'refused', { reason: 'not-allowed' }),
      command(11, 'applied', { rev: 9 }),
    ]);
  old.close();
}

it('S3 version 1’s rows are the first generation of the base, with their cursor and the hub’s clock', async () => {
  await fillVersionOne();
  const database = new HubDatabase(hub);
  expect(database.verno).toBe(3);
  const rooms = await baseRows(database, workshopId, 'room');
  expect(rooms.map(({ id, rev }) => [id, rev])).toEqual([
    [uuid(1), 3],
    [uuid(2), 4],
  ]);
  expect(await database.cursors.get(workshopId)).toMatchObject({ cursor: 'a', reached: 4, generation: 0 });
  expect(await database.bases.get(workshopId)).toMatchObject({ slug: 'sample', generation: 0 });
  expect(await database.hub.get('hub')).toMatchObject({ epoch: uuid(9), at: 77 });
  expect(database.tables.map((table) => table.name)).not.toContain('outbox');
  database.close();
});

it('S11 version 1’s outbox goes into the journal once, in its order and in its states', async () => {
  await fillVersionOne();
  const database = new HubDatabase(hub);
  expect(await database.carried.count()).toBe(3);
  await new Projector({ database, journal: real.wire }).catchUp();
  expect(await database.carried.count()).toBe(0);
  const found = (await database.commands.toArray()).sort((a, b) => a.seq - b.seq);
  expect(found.map(({ id, state, rev, reason }) => [id, state, rev, reason])).toEqual([
    [uuid(13), 'waiting', null, null],
    [uuid(12), 'refused', null, 'not-allowed'],
    [uuid(11), 'applied', 9, null],
  ]);
  const { last } = real.journal().read(0);
  await new Projector({ database, journal: real.wire }).catchUp();
  expect(real.journal().read(0).last).toBe(last);
  database.close();
});

it('S11 an outbox that the journal did not take stays until it does', async () => {
  await fillVersionOne();
  const database = new HubDatabase(hub);
  const full = { ...real.wire, append: () => Promise.reject(new Error('disk-full')) };
  await expect(new Projector({ database, journal: full }).catchUp()).rejects.toThrow('disk-full');
  expect(await database.carried.count()).toBe(3);
  await new Projector({ database, journal: real.wire }).catchUp();
  expect(await database.commands.count()).toBe(3);
  database.close();
});

it('an empty version 1 becomes an empty version 3, and version 3 opens again as it is', async () => {
  const old = versionOne();
  await old.open();
  old.close();
  for (const _ of [1, 2]) {
    const database = new HubDatabase(hub);
    await database.open();
    expect(await database.base.count()).toBe(0);
    expect(await database.carried.count()).toBe(0);
    database.close();
  }
});
