import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HubDatabase } from '#renderer/sync/database.ts';
import { GuestSync } from '#renderer/sync/GuestSync.ts';
import { HubSync } from '#renderer/sync/HubSync.ts';
import { Outbox } from '#renderer/sync/Outbox.ts';
import { baseRows } from '#renderer/sync/readBase.ts';
import { readWorkshops } from '#renderer/sync/useWorkshops.ts';
import type { IpcReply, IpcRequest } from '#shared/contracts/ipc.ts';
import type { Change } from '#shared/sync/rows.ts';
import { starred } from '#tests/electron/sync/entries.ts';
import * as sample from '../../server/sampleRows.ts';
import { MiniHub } from '../sync/MiniHub.ts';
import { type RealJournal, realJournal } from '../sync/realJournal.ts';
import { account, fingerprint, freshDatabase, workshopId } from '../sync/scriptedHub.ts';

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const packedId = uuid(900);
const hash = (n: number) => String(n).padStart(64, '0');

/** What main has stored of a pack, in pages of two. */
class Shelf {
  rev = 1;
  rows: Change[] = [];
  asked = 0;
  readonly ask = async ({ after }: IpcRequest<'packs.rows'>): Promise<IpcReply<'packs.rows'>> => {
    this.asked += 1;
    const next = after + 2 < this.rows.length ? after + 2 : null;
    return { rev: this.rev, changes: this.rows.slice(after, after + 2), next };
  };
}

function contents(n: number): Change {
  const rendition = { id: hash(n), kind: 'video', type: 'video/mp4', size: 9, width: 1, height: 1 } as const;
  const data = {
    recordingId: uuid(n),
    talkId: null,
    released: true,
    withdrawn: false,
    renditions: [rendition],
    chapters: [],
    cues: [],
    language: 'en',
    captionTracks: [],
    poster: null,
    thumbnails: null,
    slideChanges: [],
    slides: null,
  };
  return { workshopId: packedId, kind: 'recordingContents', id: uuid(n), rev: n, data };
}

let database: HubDatabase;
let journal: RealJournal;
let shelf: Shelf;
let allowed: readonly string[];
let forgotten: string[];
let stops: (() => void)[];
beforeEach(async () => {
  database = freshDatabase();
  journal = await realJournal(account.id);
  shelf = new Shelf();
  const workshop: Change = {
    workshopId: packedId,
    kind: 'workshop',
    id: packedId,
    rev: 1,
    data: sample.workshop({ title: 'From a pack' }),
  };
  shelf.rows = [workshop, contents(2), contents(3)];
  allowed = [];
  forgotten = [];
  stops = [];
});
afterEach(async () => {
  for (const stop of stops) stop();
  database.close();
  await database.delete();
  await journal.close();
});

const media = {
  allow: async (_: string, grants: readonly { readonly recordingId: string }[]) => {
    allowed = grants.map(({ recordingId }) => recordingId);
  },
  hint: async () => undefined,
  forget: async (_: string, id: string) => {
    forgotten.push(id);
  },
};
const packed = () => [{ workshopId: packedId, slug: 'packed', rev: shelf.rev }];
const joined = (guest: boolean) => ({
  fingerprint,
  address: 'http://127.0.0.1:1',
  name: 'A hub',
  rehearsal: false,
  pin: null,
  guest,
  packed: packed(),
  account,
  memberships: [],
});

function startGuest(): GuestSync {
  const hub = { fingerprint, packed: packed() };
  const sync = new GuestSync({ hub, database, journal: journal.wire, media, rows: shelf.ask });
  stops.push(sync.start());
  return sync;
}

describe('M7: a hub that is known from packs alone', () => {
  test('shows the packed workshop from main’s rows, and main serves its recordings', async () => {
    startGuest();
    await expect.poll(() => allowed).toEqual([uuid(2), uuid(3)]);
    const [entry] = await readWorkshops({ hub: joined(true), database });
    expect(entry).toMatchObject({ id: packedId, fromPack: true, membership: { role: 'attendee' } });
    expect(entry?.data.title).toBe('From a pack');
  });

  test('S11: keeps what only this device has', async () => {
    startGuest();
    await expect.poll(() => allowed.length).toBe(2);
    await journal.wire.append([starred(1)]);
    await expect.poll(async () => (await database.projection.get('journal'))?.seq).toBe(1);
  });

  test('S3, M8: a newer pack replaces the base whole, and what it lacks is forgotten first', async () => {
    const first = startGuest();
    await expect.poll(() => allowed.length).toBe(2);
    for (const stop of stops.splice(0)) stop();
    shelf.rows = shelf.rows.filter(({ id }) => id !== uuid(3));
    shelf.rev = 9;
    startGuest();
    await expect.poll(() => allowed).toEqual([uuid(2)]);
    expect(forgotten).toEqual([uuid(3)]);
    expect(first.status.get().reason).toBe('not-joined');
  });

  test('is not read again at the next start', async () => {
    startGuest();
    await expect.poll(() => allowed.length).toBe(2);
    const { asked } = shelf;
    for (const stop of stops.splice(0)) stop();
    allowed = [];
    startGuest();
    await expect.poll(() => allowed.length).toBe(2);
    expect(shelf.asked).toBe(asked);
  });

  test('a workshop that was removed leaves the base, and its recordings are forgotten', async () => {
    startGuest();
    await expect.poll(() => allowed.length).toBe(2);
    for (const stop of stops.splice(0)) stop();
    const hub = { fingerprint, packed: [] };
    const sync = new GuestSync({ hub, database, journal: journal.wire, media, rows: shelf.ask });
    stops.push(sync.start());
    await expect.poll(() => allowed).toEqual([]);
    expect(forgotten.toSorted()).toEqual([uuid(2), uuid(3)]);
    expect(await readWorkshops({ hub: joined(true), database })).toEqual([]);
  });

  test('takes no command: it is refused as not-joined, and nothing of it is kept', async () => {
    startGuest();
    await expect.poll(() => allowed.length).toBe(2);
    const outbox = new Outbox({ database, journal: journal.wire, programNow: Date.now });
    const asking = outbox.add(packedId, 'question.vote', { questionId: uuid(1) });
    await expect(asking).rejects.toMatchObject({ reason: 'not-joined' });
    expect((await journal.wire.read(0)).entries).toEqual([]);
  });
});

describe('M7: a packed workshop of a hub that was joined', () => {
  function startMember(hub: MiniHub): HubSync {
    const http = hub.http(3);
    const about = { fingerprint, packed: packed(), memberships: [] };
    const parts = { database, http, media, journal: journal.wire, rows: shelf.ask };
    const renewToken = async () => undefined;
    return new HubSync({ hub: about, ...parts, renewToken, now: () => Date.now() });
  }

  test('stands beside the workshops of the account, and is not swept with those that were left', async () => {
    const hub = new MiniHub();
    for (let room = 1; room <= 4; room += 1) hub.put(room);
    const sync = startMember(hub);
    await sync.load();
    expect(await baseRows(database, packedId, 'recordingContents')).toHaveLength(2);
    await sync.engine.pullAll();
    await sync.engine.pullAll();
    expect(await baseRows(database, packedId, 'recordingContents')).toHaveLength(2);
    expect((await baseRows(database, workshopId, 'room')).length).toBeGreaterThan(0);
    expect(forgotten).toEqual([]);
    expect((await database.bases.get(packedId))?.fromPack).toBe(true);
    expect((await database.bases.get(workshopId))?.fromPack).toBeUndefined();
    expect(allowed).toEqual([uuid(2), uuid(3)]);
  });
});
