import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HubDatabase } from '#renderer/sync/database.ts';
import { pendingCommands } from '#renderer/sync/pendingCommands.ts';
import { baseRows } from '#renderer/sync/readBase.ts';
import { SyncEngine } from '#renderer/sync/SyncEngine.ts';
import { PROTOCOL } from '#shared/contracts/protocol.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { fingerprint, freshDatabase, type ScriptedCall, scriptedHttp, workshopId } from './scriptedHub.ts';

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const recordingId = uuid(70);
const room = (n: number, rev: number) => ({
  workshopId,
  kind: 'room',
  id: uuid(n),
  rev,
  data: { name: `Room ${n}`, order: n },
});
const gone = (kind: string, id: string, rev: number) => ({ workshopId, kind, id, rev, data: null });
const contents = (rev: number) => ({
  workshopId,
  kind: 'recordingContents',
  id: recordingId,
  rev,
  data: {
    recordingId,
    talkId: null,
    released: true,
    renditions: [{ id: 'a'.repeat(64), kind: 'video', type: 'video/mp4', size: 10, width: 1, height: 1 }],
    chapters: [],
    cues: [],
    language: 'en',
    captions: 'c'.repeat(64),
    poster: null,
  },
});
type Page = { snapshot: boolean; changes: unknown[]; cursor: string; head: number; more: boolean };

let database: HubDatabase;
let pages: Map<string, Page | Error>;
let epoch: string;
let member: boolean;
/** The cursor of who has everything. */
let standing: string;
let calls: ScriptedCall[];
let forgotten: string[];
let forgetFails: boolean;
let allowed: string[][];
let resent: (string | null)[];
let betweenPages: (() => Promise<void>) | null;

beforeEach(() => {
  database = freshDatabase();
  pages = new Map();
  epoch = uuid(50);
  member = true;
  standing = 'somewhere';
  calls = [];
  forgotten = [];
  forgetFails = false;
  allowed = [];
  resent = [];
  betweenPages = null;
});
afterEach(() => database.delete());

async function answer(call: ScriptedCall): Promise<unknown> {
  calls.push(call);
  const hub = {
    lectern: 'hub',
    protocol: PROTOCOL,
    name: 'Sample',
    fingerprint,
    publicKey: fingerprint,
    epoch,
    rehearsal: false,
    clock: { hubNow: '2026-01-01T00:00:00.000Z', programNow: '2020-06-23T00:00:00.000Z' },
  };
  if (call.name === 'hub') return hub;
  const membership = { workshopId, role: 'attendee', personId: null };
  if (call.name === 'workshops')
    return {
      hub,
      workshops: member ? [{ id: workshopId, slug: 'sample', head: 1, membership, cursor: standing }] : [],
    };
  const meanwhile = betweenPages;
  betweenPages = null;
  await meanwhile?.();
  const page = pages.get(call.query.cursor ?? 'none');
  if (page instanceof Error) throw page;
  return page;
}

const engine = () =>
  new SyncEngine({
    fingerprint,
    database,
    http: scriptedHttp(answer),
    now: () => Date.parse('2026-01-01T00:00:00.000Z'),
    resend: async () => {
      resent.push((await database.hub.get('hub'))?.epoch ?? null);
      return 0;
    },
    media: {
      forget: async (hub, id) => {
        expect(hub).toBe(fingerprint);
        if (forgetFails) throw new RefusedError('hub-error');
        forgotten.push(id);
      },
      allow: async (_, grants) =>
        void allowed.push(grants.flatMap(({ rendition, blobs }) => [rendition.id, ...blobs])),
    },
  });
const roomsHeld = async () => (await baseRows(database, workshopId, 'room')).map((r) => r.id);

describe('an answer that does not fit the question', () => {
  it('S3 changes where a whole snapshot was asked for are malformed, and the next pull makes it good', async () => {
    const one = engine();
    pages.set('none', { snapshot: false, changes: [], cursor: standing, head: 1, more: false });
    await expect(one.pullAll()).rejects.toMatchObject({ reason: 'malformed' });
    expect((await database.cursors.get(workshopId))?.cursor).toBeNull();
    pages.set('none', { snapshot: true, changes: [], cursor: standing, head: 1, more: false });
    await one.pullAll();
    expect((await database.cursors.get(workshopId))?.cursor).toBe(standing);
  });
});

describe('a sync in which nothing changed', () => {
  it('S8 is one question, and nothing is pulled of a workshop whose cursor is the own', async () => {
    standing = 'end';
    pages.set('none', { snapshot: true, changes: [], cursor: 'end', head: 1, more: false });
    const one = engine();
    await one.pullAll();
    calls.length = 0;
    await one.pullAll();
    expect(calls.map(({ name }) => name)).toEqual(['workshops']);
    standing = 'further';
    pages.set('end', { snapshot: false, changes: [], cursor: 'further', head: 2, more: false });
    calls.length = 0;
    await one.pullAll();
    expect(calls.map(({ name }) => name)).toEqual(['workshops', 'changes']);
  });
});

describe('a pull', () => {
  it('S2 takes pages one after another, each with its cursor, and drops what a tombstone names', async () => {
    pages.set('none', {
      snapshot: true,
      changes: [room(1, 1), room(2, 2)],
      cursor: 'a',
      head: 2,
      more: false,
    });
    pages.set('a', { snapshot: false, changes: [room(3, 3)], cursor: 'b', head: 4, more: true });
    pages.set('b', {
      snapshot: false,
      changes: [gone('room', uuid(1), 4)],
      cursor: 'c',
      head: 4,
      more: false,
    });
    const sync = engine();
    await sync.pullAll();
    await sync.pull(workshopId);
    expect(await roomsHeld()).toEqual([uuid(2), uuid(3)]);
    expect(await database.cursors.get(workshopId)).toMatchObject({ cursor: 'c', reached: 4 });
    expect(sync.status.get().state).toBe('synced');
  });

  it('S2 keeps the pages that came when a later one does not, and goes on from there', async () => {
    pages.set('none', { snapshot: true, changes: [room(1, 1)], cursor: 'a', head: 1, more: false });
    pages.set('a', { snapshot: false, changes: [room(2, 2)], cursor: 'b', head: 3, more: true });
    pages.set('b', new RefusedError('hub-unreachable'));
    const sync = engine();
    await sync.pullAll();
    await expect(sync.pull(workshopId)).rejects.toThrow('hub-unreachable');
    expect(await database.cursors.get(workshopId)).toMatchObject({ cursor: 'b', reached: 2 });
    expect(sync.status.get()).toMatchObject({ state: 'offline' });
    pages.set('b', { snapshot: false, changes: [room(3, 3)], cursor: 'c', head: 3, more: false });
    await sync.pull(workshopId);
    expect(await roomsHeld()).toEqual([uuid(1), uuid(2), uuid(3)]);
  });

  it('S3 leaves the base as it was until all pages of a snapshot are here, then replaces it', async () => {
    pages.set('none', { snapshot: true, changes: [room(1, 1)], cursor: 'a', head: 1, more: false });
    const sync = engine();
    await sync.pullAll();
    pages.set('a', { snapshot: true, changes: [room(2, 5)], cursor: 'b', head: 6, more: true });
    pages.set('b', new RefusedError('hub-unreachable'));
    await expect(sync.pull(workshopId)).rejects.toThrow();
    expect(await roomsHeld()).toEqual([uuid(1)]);
    pages.set('b', { snapshot: false, changes: [room(3, 6)], cursor: 'c', head: 6, more: false });
    await sync.pull(workshopId);
    expect(await roomsHeld()).toEqual([uuid(2), uuid(3)]);
  });

  it('S2 does not apply a page to a base that another window has moved meanwhile', async () => {
    pages.set('none', { snapshot: true, changes: [room(1, 1)], cursor: 'a', head: 1, more: false });
    pages.set('a', { snapshot: false, changes: [room(2, 2)], cursor: 'b', head: 2, more: false });
    pages.set('c', { snapshot: false, changes: [], cursor: 'c', head: 3, more: false });
    const sync = engine();
    await sync.pullAll();
    betweenPages = async () => {
      await database.cursors.update(workshopId, { cursor: 'c', reached: 3 });
    };
    await sync.pull(workshopId);
    expect(await roomsHeld()).toEqual([uuid(1)]);
    expect(await database.cursors.get(workshopId)).toMatchObject({ cursor: 'c', reached: 3 });
  });

  it('asks the hub nothing for a head that the base has reached', async () => {
    pages.set('none', { snapshot: true, changes: [room(1, 1)], cursor: 'a', head: 7, more: false });
    const sync = engine();
    await sync.pullAll();
    const before = calls.length;
    await sync.headMoved(workshopId, 7);
    expect(calls.length).toBe(before);
  });

  it('S10 begins anew when the hub has another epoch, once what that had applied is to be pushed again', async () => {
    pages.set('none', { snapshot: true, changes: [room(1, 1)], cursor: 'a', head: 9, more: false });
    pages.set('a', { snapshot: false, changes: [], cursor: 'a', head: 9, more: false });
    const sync = engine();
    await sync.pullAll();
    await sync.pullAll();
    expect(resent).toEqual([null]);
    epoch = uuid(51);
    pages.set('none', { snapshot: true, changes: [room(2, 1)], cursor: 'z', head: 1, more: false });
    await sync.pullAll();
    expect(await roomsHeld()).toEqual([uuid(2)]);
    expect(resent).toEqual([null, uuid(50)]);
    expect(await database.cursors.get(workshopId)).toMatchObject({ cursor: 'z', reached: 1 });
  });

  it('refuses a hub that is another one than the one joined', async () => {
    const sync = engine();
    const other = new SyncEngine({
      fingerprint: 'B'.repeat(43),
      database,
      http: scriptedHttp(answer),
      now: () => 0,
      resend: async () => 0,
      media: { forget: async () => undefined, allow: async () => undefined },
    });
    await expect(other.pullAll()).rejects.toThrow('hub-changed');
    expect(other.status.get()).toMatchObject({ state: 'refused', reason: 'hub-changed' });
    expect(sync.status.get().state).toBe('offline');
  });
});

describe('S7 an applied command', () => {
  it('leaves the view with the page that reaches its rev and not before', async () => {
    pages.set('none', { snapshot: true, changes: [], cursor: 'a', head: 1, more: false });
    pages.set('a', { snapshot: false, changes: [room(1, 2)], cursor: 'b', head: 3, more: true });
    pages.set('b', new RefusedError('hub-unreachable'));
    const sync = engine();
    await sync.pullAll();
    const id = uuid(80);
    const command = { id, workshopId, name: 'question.vote' as const, args: { questionId: uuid(81) } };
    const whole = { seq: 1, id, workshopId, command, at: 0, after: null, reason: null, appliedAt: 0 };
    await database.commands.add({ ...whole, state: 'applied', rev: 3 });
    await expect(sync.pull(workshopId)).rejects.toThrow();
    expect(await pendingCommands(database, workshopId)).toHaveLength(1);
    pages.set('b', { snapshot: false, changes: [room(2, 3)], cursor: 'c', head: 3, more: false });
    await sync.pull(workshopId);
    expect(await pendingCommands(database, workshopId)).toEqual([]);
  });
});

describe('M8 and D7 recordings', () => {
  it('are allowed when their contents arrive and forgotten when these become a tombstone', async () => {
    pages.set('none', { snapshot: true, changes: [contents(1)], cursor: 'a', head: 1, more: false });
    pages.set('a', {
      snapshot: false,
      changes: [gone('recordingContents', recordingId, 2)],
      cursor: 'b',
      head: 2,
      more: false,
    });
    const sync = engine();
    await sync.pullAll();
    expect(allowed.at(-1)).toEqual(['a'.repeat(64), 'c'.repeat(64)]);
    expect(forgotten).toEqual([]);
    await sync.pull(workshopId);
    expect(forgotten).toEqual([recordingId]);
    expect(allowed.at(-1)).toEqual([]);
  });

  it('are allowed from the base alone at a start without a hub', async () => {
    pages.set('none', { snapshot: true, changes: [contents(1)], cursor: 'a', head: 1, more: false });
    await engine().pullAll();
    allowed = [];
    await engine().load();
    expect(allowed).toEqual([['a'.repeat(64), 'c'.repeat(64)]]);
  });

  it('are not named to main by a base that was never whole, for main would delete the rest', async () => {
    pages.set('none', new RefusedError('hub-unreachable'));
    const sync = engine();
    await sync.load();
    await expect(sync.pullAll()).rejects.toThrow();
    expect(allowed).toEqual([]);
  });

  it('keep their rows until main has forgotten them, so that what fails in between is tried again', async () => {
    pages.set('none', { snapshot: true, changes: [contents(1)], cursor: 'a', head: 1, more: false });
    const sync = engine();
    await sync.pullAll();
    member = false;
    forgetFails = true;
    await expect(sync.pullAll()).rejects.toThrow();
    expect(await database.base.count()).toBe(1);
    forgetFails = false;
    await sync.pullAll();
    expect(forgotten).toEqual([recordingId]);
    expect(await database.base.count()).toBe(0);
  });

  it('are forgotten, and the rows with them, when the account is in the workshop no more', async () => {
    pages.set('none', {
      snapshot: true,
      changes: [contents(1), room(1, 1)],
      cursor: 'a',
      head: 1,
      more: false,
    });
    pages.set('a', { snapshot: false, changes: [], cursor: 'a', head: 1, more: false });
    const sync = engine();
    await sync.pullAll();
    member = false;
    await sync.pullAll();
    expect(forgotten).toEqual([recordingId]);
    expect(await database.base.count()).toBe(0);
    expect(await database.cursors.count()).toBe(0);
  });
});

it('S9 knows the program’s clock at a start without a hub', async () => {
  pages.set('none', { snapshot: true, changes: [], cursor: 'a', head: 1, more: false });
  const first = engine();
  await first.pullAll();
  const second = engine();
  await second.load();
  expect(second.clock.get()).toEqual(first.clock.get());
  expect(second.status.get()).toMatchObject({ state: 'offline', at: Date.parse('2026-01-01T00:00:00.000Z') });
});
