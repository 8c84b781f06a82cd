import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HubDatabase } from '#renderer/sync/database.ts';
import { hubTime, programTime } from '#renderer/sync/hubClock.ts';
import { baseRows } from '#renderer/sync/readBase.ts';
import type { SyncEngine } from '#renderer/sync/SyncEngine.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { change } from '#shared/sync/rows.ts';
import { eventually } from '#tests/support/eventually.ts';
import { MiniHub, uuid } from './MiniHub.ts';
import { freshDatabase, workshopId } from './scriptedHub.ts';

let database: HubDatabase;
let hub: MiniHub;
beforeEach(() => {
  database = freshDatabase();
  hub = new MiniHub();
});
afterEach(() => database.delete());

async function held(): Promise<readonly string[]> {
  const rows = await baseRows(database, workshopId, 'room');
  return rows.map(({ data, rev }) => `${data.order} ${data.name} ${rev}`).sort();
}
const everyRow = async () => (await database.base.toArray()).length;
function fill(count: number): void {
  for (let room = 1; room <= count; room += 1) hub.put(room);
}
/** The next page that is asked for with a cursor is not answered. */
function failOnce(): void {
  const before = hub.onPage;
  hub.onPage = (cursor, page) => {
    if (cursor === null) return page();
    hub.onPage = before;
    throw new RefusedError('hub-unreachable');
  };
}
const asNotice = (page: { from: string; to: string; changes: unknown[] } | null, head = hub.head) => ({
  workshopId,
  head,
  page: page && { ...page, changes: page.changes.map((one) => change.parse(one)) },
});

describe('S3 a snapshot', () => {
  it('goes page by page beside the base, which shows nothing of it until it is whole', async () => {
    fill(10);
    const seen: number[] = [];
    hub.onPage = async (_, page) => {
      seen.push((await held()).length);
      return page();
    };
    await hub.engine(database).pullAll();
    expect(seen).toEqual([0, 0, 0, 0]);
    expect(await held()).toEqual(hub.visible());
  });

  it('that was cut short is gone on with at the next start, not begun anew', async () => {
    fill(10);
    failOnce();
    await expect(hub.engine(database).pullAll()).rejects.toThrow('hub-unreachable');
    expect(await held()).toEqual([]);
    expect(await database.fillings.get(workshopId)).toMatchObject({ generation: 1, cursor: hub.cursor(3) });
    hub.calls.length = 0;
    await hub.engine(database).pullAll();
    expect(hub.calls.filter(({ name }) => name === 'changes')[0]?.query.cursor).toBe(hub.cursor(3));
    expect(await held()).toEqual(hub.visible());
    expect(await database.fillings.count()).toBe(0);
  });

  it('S4 of another scope replaces the base in one transaction; what it lacks is gone', async () => {
    fill(8);
    const sync = hub.engine(database);
    await sync.pullAll();
    const before = await held();
    hub.scope = 'speaker';
    hub.hidden.set('speaker', new Set([2, 5]));
    const during: (readonly string[])[] = [];
    hub.onPage = async (_, page) => {
      during.push(await held());
      return page();
    };
    await sync.pull(workshopId);
    expect(during.every((rows) => JSON.stringify(rows) === JSON.stringify(before))).toBe(true);
    expect(await held()).toEqual(hub.visible());
    await eventually(async () => expect(await everyRow()).toBe(6));
  });

  it('that meets another change of scope begins again, and its first pages are swept', async () => {
    fill(9);
    const sync = hub.engine(database);
    let pages = 0;
    hub.onPage = (_, page) => {
      pages += 1;
      if (pages === 2) hub.scope = 'moderator';
      return page();
    };
    await sync.pullAll();
    expect(await held()).toEqual(hub.visible());
    await eventually(async () => expect(await everyRow()).toBe(9));
  });

  it('leaves an old generation of many rows to be swept a few at a time', async () => {
    fill(1300);
    const sync = hub.engine(database, 500);
    await sync.pullAll();
    hub.scope = 'speaker';
    await sync.pull(workshopId);
    expect(await held()).toHaveLength(1300);
    await eventually(async () => expect(await everyRow()).toBe(1300));
  });

  it('of a workshop that was left and joined again shows nothing of the rows before', async () => {
    fill(4);
    const sync = hub.engine(database);
    await sync.pullAll();
    hub.isMember = false;
    await sync.pullAll();
    expect(await held()).toEqual([]);
    hub.isMember = true;
    hub.put(1, null);
    await sync.pullAll();
    expect(await held()).toEqual(hub.visible());
    await eventually(async () => expect(await everyRow()).toBe(3));
  });
});

describe('S2 a page', () => {
  let sync: SyncEngine;
  beforeEach(async () => {
    fill(5);
    sync = hub.engine(database);
    await sync.pullAll();
  });

  it('that comes twice changes nothing', async () => {
    const from = hub.cursor(5);
    const old = hub.page(from, 10);
    hub.put(2, 'Renamed');
    const first = hub.page(from, 10);
    await sync.pull(workshopId);
    hub.put(2, null);
    await sync.pull(workshopId);
    const before = await held();
    for (const again of [first, old]) {
      hub.onPage = () => again;
      await sync.pull(workshopId);
      expect(await held()).toEqual(before);
    }
    hub.onPage = (_, page) => page();
    await sync.pull(workshopId);
    expect(await held()).toEqual(hub.visible());
  });

  it('whose cursor goes backwards takes nothing back', async () => {
    hub.put(6);
    hub.onPage = (_, page) => ({ ...page(), cursor: hub.cursor(2) });
    await sync.pull(workshopId);
    hub.onPage = (_, page) => ({ ...page(), cursor: hub.cursor(2), head: 2, more: false });
    await sync.pull(workshopId);
    expect(await held()).toEqual(hub.visible());
    expect(await database.cursors.get(workshopId)).toMatchObject({ cursor: hub.cursor(2), reached: 6 });
    hub.onPage = (_, page) => page();
    hub.put(1, null);
    await sync.pull(workshopId);
    expect(await held()).toEqual(hub.visible());
  });

  it('that leads back to where the pull has been is refused by name, not asked for without end', async () => {
    hub.onPage = (_, page) => ({ ...page(), cursor: hub.cursor(5), more: true });
    await expect(sync.pull(workshopId)).rejects.toThrow('malformed');
    expect(sync.status.get()).toMatchObject({ state: 'refused', reason: 'malformed' });
    let flip = false;
    hub.onPage = (_, page) => {
      flip = !flip;
      return { ...page(), cursor: hub.cursor(flip ? 4 : 5), more: true };
    };
    await expect(sync.pull(workshopId)).rejects.toThrow('malformed');
  });

  it('of another workshop is refused by name', async () => {
    hub.onPage = (_, page) => ({ ...page(), changes: [{ ...hub.change(1), workshopId: uuid(99), rev: 9 }] });
    await expect(sync.pull(workshopId)).rejects.toThrow('malformed');
    expect(await held()).toEqual(hub.visible());
  });

  it('for a cursor from the future, as after a backup was put back, is a snapshot', async () => {
    await database.cursors.update(workshopId, { cursor: hub.cursor(500), reached: 500 });
    hub.put(1, null);
    await sync.pull(workshopId);
    expect(await held()).toEqual(hub.visible());
    expect(await database.cursors.get(workshopId)).toMatchObject({ reached: 6 });
  });
});

describe('S8 a notice with its page', () => {
  let sync: SyncEngine;
  beforeEach(async () => {
    fill(5);
    sync = hub.engine(database);
    await sync.pullAll();
    hub.calls.length = 0;
  });

  it('is applied without asking the hub where the base is at its beginning', async () => {
    hub.put(3, 'Renamed');
    await sync.noticed(asNotice({ from: hub.cursor(5), to: hub.cursor(6), changes: [hub.change(3)] }));
    expect(await held()).toEqual(hub.visible());
    expect(hub.calls).toEqual([]);
    expect(await database.cursors.get(workshopId)).toMatchObject({ cursor: hub.cursor(6), reached: 6 });
  });

  it('is pulled instead where the base is elsewhere, and nothing of the page is taken over', async () => {
    hub.put(3, 'Renamed');
    hub.put(4, 'Renamed');
    await sync.noticed(asNotice({ from: hub.cursor(6), to: hub.cursor(7), changes: [hub.change(4)] }));
    expect(hub.calls.map(({ name }) => name)).toEqual(['changes']);
    expect(await held()).toEqual(hub.visible());
  });

  it('that comes twice, or late, changes nothing', async () => {
    hub.put(3, 'Renamed');
    const late = asNotice({ from: hub.cursor(5), to: hub.cursor(6), changes: [hub.change(3)] });
    await sync.noticed(late);
    hub.put(3, null);
    await sync.noticed(asNotice({ from: hub.cursor(6), to: hub.cursor(7), changes: [hub.change(3)] }));
    await sync.noticed(late);
    expect(await held()).toEqual(hub.visible());
    expect(hub.calls).toEqual([]);
  });

  it('with rows of another workshop is not applied', async () => {
    hub.put(3, 'Renamed');
    const wrong = { ...hub.change(3), workshopId: uuid(99) };
    await sync.noticed(asNotice({ from: hub.cursor(5), to: hub.cursor(6), changes: [wrong] }));
    expect(
      await database.base
        .where(':id')
        .above([uuid(99)])
        .count(),
    ).toBe(0);
    expect(await held()).toEqual(hub.visible());
  });

  it('waits for a snapshot that is on its way', async () => {
    hub.scope = 'speaker';
    hub.onPage = (_, page) => {
      const first = page();
      hub.onPage = () => {
        hub.onPage = (_cursor, later) => later();
        throw new RefusedError('hub-unreachable');
      };
      return first;
    };
    await expect(sync.pull(workshopId)).rejects.toThrow();
    expect(await database.fillings.count()).toBe(1);
    const cursor = (await database.cursors.get(workshopId))?.cursor ?? '';
    hub.put(3, 'Renamed');
    await sync.noticed(asNotice({ from: cursor, to: hub.cursor(6), changes: [hub.change(3)] }));
    expect(await held()).toEqual(hub.visible());
    expect(await database.fillings.count()).toBe(0);
  });
});

describe('S9 a computer’s clock that is off by a day', () => {
  it.each([-1, 1])('(%i) changes neither the hub’s time nor the program’s', async (days) => {
    hub.clockAhead = days * 24 * 60 * 60 * 1000;
    const sync = hub.engine(database);
    await sync.pullAll();
    const now = Date.parse('2026-01-01T00:00:00.000Z') + hub.clockAhead;
    const clock = sync.clock.get();
    expect(new Date(hubTime(clock, now)).toISOString()).toBe('2026-01-01T00:00:00.000Z');
    expect(new Date(programTime(clock, now + 60_000)).toISOString()).toBe('2020-06-23T00:01:00.000Z');
  });
});

it('S2 S3 S8 whatever is written, cut off or repeated, in the end the base is what the hub would send afresh', async () => {
  const room = fc.integer({ min: 1, max: 12 });
  const step = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({ act: fc.constantFrom('put', 'gone', 'notice', 'lateNotice'), room }),
    },
    { weight: 3, arbitrary: fc.record({ act: fc.constantFrom('pull', 'cut', 'restart'), room }) },
    { weight: 1, arbitrary: fc.record({ act: fc.constantFrom('scope', 'epoch', 'repeat', 'leave'), room }) },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 25 }), async (steps) => {
      await database.delete();
      await database.open();
      hub = new MiniHub();
      hub.hidden.set('speaker', new Set([1, 4, 7]));
      let sync = hub.engine(database, 2);
      let last = hub.page(null, 2);
      const notices: Parameters<SyncEngine['noticed']>[0][] = [];
      const quietly = (work: Promise<void>) =>
        work.catch((error: unknown) => expect(error).toBeInstanceOf(RefusedError));
      for (const one of steps) {
        const from = hub.cursor(hub.head);
        if (one.act === 'put') hub.put(one.room, `Room ${hub.head}`);
        if (one.act === 'gone') hub.put(one.room, null);
        if (one.act === 'notice') {
          hub.put(one.room);
          const notice = asNotice({ from, to: hub.cursor(hub.head), changes: [hub.change(one.room)] });
          notices.push(notice);
          await quietly(sync.noticed(notice));
        }
        const late = notices[one.room];
        if (one.act === 'lateNotice' && late) await quietly(sync.noticed(late));
        if (one.act === 'pull') await quietly(sync.pullAll());
        if (one.act === 'restart') sync = hub.engine(database, 2);
        if (one.act === 'scope') hub.scope = hub.scope === 'attendee' ? 'speaker' : 'attendee';
        if (one.act === 'epoch') hub.epoch = uuid(51 + one.room);
        if (one.act === 'cut') {
          let left = one.room % 4;
          hub.onPage = (cursor, page) => {
            left -= 1;
            if (left < 0) throw new RefusedError('hub-unreachable');
            last = hub.page(cursor, 2);
            return page();
          };
          await quietly(sync.pullAll());
          hub.onPage = (_, page) => page();
        }
        if (one.act === 'repeat') {
          const again = last;
          let times = 0;
          hub.onPage = (_, page) => {
            times += 1;
            return times === 1 && again.cursor.startsWith(`${hub.epoch} ${hub.scope} `) && !again.snapshot
              ? again
              : page();
          };
          await quietly(sync.pullAll());
          hub.onPage = (_, page) => page();
        }
        if (one.act === 'leave') {
          hub.isMember = false;
          await quietly(sync.pullAll());
          hub.isMember = true;
        }
      }
      await sync.pullAll();
      expect(await held()).toEqual(hub.visible());
      expect(await database.fillings.count()).toBe(0);
      await eventually(async () => expect(await everyRow()).toBe(hub.visible().length));
    }),
    { numRuns: 60 },
  );
}, 120_000);
