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
  expect(database.verno).toBe(4);
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

it('an empty version 1 becomes an empty version 4, and version 4 opens again as it is', async () => {
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

/** The database as version 3 declared it; kept here as it was. */
function versionThree(): Dexie {
  const old = new Dexie(name);
  old.version(3).stores({
    base: '[workshopId+generation+kind+id]',
    cursors: 'workshopId',
    bases: 'workshopId',
    fillings: 'workshopId',
    hub: 'key',
    commands: 'id, workshopId, state, [state+seq], [workshopId+state], [workshopId+state+rev]',
    agenda: '[workshopId+talkId]',
    progress: 'recordingId',
    projection: 'key',
    carried: '++n',
  });
  return old;
}

const rendition = { id: 'a'.repeat(64), kind: 'video', type: 'video/mp4', size: 9, width: 16, height: 9 };
/** Rows as version 3 had them: no field of what came later. */
const oldRows = [
  {
    kind: 'recording',
    id: uuid(5),
    data: {
      of: { kind: 'talk', talkId: uuid(4) },
      release: { kind: 'year', year: 2020 },
      duration: 60,
      size: 9,
      sample: true,
      description: null,
    },
  },
  {
    kind: 'recordingContents',
    id: uuid(5),
    data: {
      recordingId: uuid(5),
      talkId: uuid(4),
      released: true,
      renditions: [rendition],
      chapters: [{ start: 0, title: 'Opening' }],
      cues: [{ start: 0, end: 2, text: 'A sample line.' }],
      language: 'en',
      captions: 'c'.repeat(64),
      poster: 'b'.repeat(64),
    },
  },
].map((row, n) => ({ workshopId, rev: n + 1, generation: 2, ...row }));

async function fillVersionThree(...more: readonly object[]): Promise<void> {
  const old = versionThree();
  const membership = { workshopId, role: 'attendee', personId: null };
  await old.table('base').bulkAdd([...oldRows, ...more]);
  await old
    .table('cursors')
    .add({ workshopId, slug: 'sample', membership, cursor: 'a', reached: 9, generation: 2 });
  await old.table('bases').add({ workshopId, slug: 'sample', membership, generation: 2 });
  await old.table('projection').add({ key: 'journal', generation: uuid(8), seq: 3 });
  await old.table('progress').add({ workshopId, recordingId: uuid(5), second: 7, finished: false, at: 1 });
  old.close();
}

it('S3 recordings that version 3 held have what their kinds have now, with their captions, and stay where they are', async () => {
  await fillVersionThree();
  const database = new HubDatabase(hub);
  const [recording] = await baseRows(database, workshopId, 'recording');
  expect(recording).toMatchObject({ rev: 1, data: { mayBeKept: true, withdrawn: false } });
  const [contents] = await baseRows(database, workshopId, 'recordingContents');
  expect(contents?.data).toMatchObject({
    withdrawn: false,
    captionTracks: [{ language: 'en', hash: 'c'.repeat(64) }],
    thumbnails: null,
    slideChanges: [],
    slides: null,
    cues: [{ text: 'A sample line.' }],
  });
  expect(contents?.data).not.toHaveProperty('captions');
  expect(await database.cursors.get(workshopId)).toMatchObject({ cursor: 'a', reached: 9, generation: 2 });
  database.close();
});

it('S11 version 3’s projection goes on in version 4, with room for notes', async () => {
  await fillVersionThree();
  const database = new HubDatabase(hub);
  expect(await database.projection.get('journal')).toMatchObject({ seq: 3 });
  expect(await database.progress.get(uuid(5))).toMatchObject({ second: 7 });
  expect(await database.marks.count()).toBe(0);
  database.close();
});

it('S2 a row that its kind cannot read any more goes, and its workshop is pulled from the beginning', async () => {
  const other = uuid(77);
  const odd = { workshopId: other, generation: 0, rev: 1, kind: 'recording', id: uuid(6), data: { of: 7 } };
  const unknown = { ...odd, kind: 'hologram', id: uuid(7) };
  await fillVersionThree(odd, unknown);
  const old = versionThree();
  await old.table('cursors').add({ workshopId: other, slug: 'x', cursor: 'b', reached: 5, generation: 0 });
  old.close();
  const database = new HubDatabase(hub);
  expect(await database.base.count()).toBe(2);
  expect(await database.cursors.get(other)).toMatchObject({ cursor: null, reached: 0, generation: 0 });
  expect(await database.cursors.get(workshopId)).toMatchObject({ cursor: 'a', reached: 9 });
  database.close();
});
