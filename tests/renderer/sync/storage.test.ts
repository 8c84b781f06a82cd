import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HubDatabase } from '#renderer/sync/database.ts';
import { HubSync } from '#renderer/sync/HubSync.ts';
import { baseRows } from '#renderer/sync/readBase.ts';
import { ensureOpen } from '#renderer/sync/reopen.ts';
import { starred } from '#tests/electron/sync/entries.ts';
import { eventually } from '#tests/support/eventually.ts';
import { MiniHub } from './MiniHub.ts';
import { type RealJournal, realJournal } from './realJournal.ts';
import { account, fingerprint, freshDatabase, workshopId } from './scriptedHub.ts';

let database: HubDatabase;
let real: RealJournal;
let hub: MiniHub;
let sync: HubSync;
let stop: (() => void) | null;
beforeEach(async () => {
  database = freshDatabase();
  real = await realJournal(account.id);
  hub = new MiniHub();
  for (let room = 1; room <= 9; room += 1) hub.put(room);
  stop = null;
  sync = new HubSync({
    hub: { fingerprint },
    database,
    http: hub.http(3),
    media: { allow: async () => undefined, hint: async () => undefined, forget: async () => undefined },
    journal: real.wire,
    renewToken: async () => undefined,
    now: () => Date.now(),
  });
});
afterEach(async () => {
  stop?.();
  vi.restoreAllMocks();
  database.close();
  await database.delete();
  await real.close();
});
const held = async () =>
  (await baseRows(database, workshopId, 'room'))
    .map(({ data, rev }) => `${data.order} ${data.name} ${rev}`)
    .sort();
const quiet = () => vi.spyOn(console, 'error').mockImplementation(() => undefined);

/** From now on every row that is written meets a disk that is full. Returns how it gets room. */
function fillDisk(): () => void {
  const full = () => {
    throw new DOMException('no room', 'QuotaExceededError');
  };
  database.base.hook('creating', full);
  return () => database.base.hook('creating').unsubscribe(full);
}

describe('S11 IndexedDB that is full while syncing', () => {
  it('is told by its name, takes nothing that is there, and the pull goes on when there is room', async () => {
    quiet();
    await sync.engine.pullAll();
    const before = await held();
    hub.scope = 'speaker';
    hub.put(10);
    const clear = fillDisk();
    await expect(sync.engine.pullAll()).rejects.toThrow('disk-full');
    expect(sync.status.get()).toMatchObject({ state: 'refused', reason: 'disk-full' });
    expect(await held()).toEqual(before);
    clear();
    stop = sync.start();
    await eventually(async () => expect(await held()).toEqual(hub.visible()));
    await eventually(() => expect(sync.status.get()).toMatchObject({ state: 'synced', reason: null }));
  });

  it('is tried again by itself', async () => {
    quiet();
    const clear = fillDisk();
    stop = sync.start();
    await eventually(() => expect(sync.status.get().reason).toBe('disk-full'));
    clear();
    await vi.waitFor(async () => expect(await held()).toEqual(hub.visible()), { timeout: 10_000 });
  });

  it('that a notice meets is told too', async () => {
    quiet();
    stop = sync.start();
    await eventually(() => expect(sync.status.get().state).toBe('synced'));
    const clear = fillDisk();
    const from = hub.cursor(hub.head);
    hub.put(11);
    const changes = [hub.change(11)] as never;
    sync.headMoved({ workshopId, head: hub.head, page: { from, to: hub.cursor(hub.head), changes } });
    await eventually(() =>
      expect(sync.status.get()).toMatchObject({ state: 'refused', reason: 'disk-full' }),
    );
    clear();
    await vi.waitFor(async () => expect(await held()).toEqual(hub.visible()), { timeout: 10_000 });
  });
});

describe('S11 IndexedDB that is deleted while syncing', () => {
  it('is opened again; the base comes from the hub and the agenda from the journal', async () => {
    quiet();
    stop = sync.start();
    await real.wire.append([starred(1)]);
    await eventually(async () => expect(await database.agenda.count()).toBe(1));
    await eventually(async () => expect(await held()).toEqual(hub.visible()));
    let isDeleted = false;
    hub.onPage = async (_, page) => {
      if (!isDeleted) await database.delete({ disableAutoOpen: false });
      isDeleted = true;
      return page();
    };
    hub.scope = 'speaker';
    sync.wake();
    await vi.waitFor(
      async () => {
        expect(isDeleted).toBe(true);
        expect(await held()).toEqual(hub.visible());
        expect(await database.agenda.count()).toBe(1);
      },
      { timeout: 10_000 },
    );
    expect(sync.recovery.get().wasReset).toBe(true);
  });
});

it('S11 a database that was closed for good is opened again', async () => {
  await database.open();
  database.close();
  await expect(database.base.count()).rejects.toThrow('DatabaseClosed');
  await ensureOpen(database);
  expect(await database.base.count()).toBe(0);
});
