import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { markSeen } from '#renderer/agenda/keepAgenda.ts';
import { readItems } from '#renderer/agenda/useAgendaItems.ts';
import { HubDatabase } from '#renderer/sync/database.ts';
import { unknownHubClock } from '#renderer/sync/hubClock.ts';
import { Observable } from '#renderer/sync/Observable.ts';
import type { JournalEntry } from '#shared/sync/journal.ts';
import { clock, hub, idOf, instant, workshopId } from './items.ts';

const account = { id: idOf(900), name: 'Sample Ada' };
const joined = { fingerprint: hub, account } as never;
const talk = { workshopId, talkId: idOf(1) };
let database: HubDatabase;

beforeEach(async () => {
  database = new HubDatabase(joined);
  const start = instant(clock('10:00'));
  await database.agenda.add({
    ...talk,
    title: 'A sample talk',
    start,
    minutes: 20,
    room: null,
    at: 1,
    reminder: 5,
  });
});
afterEach(() => database.delete());

async function seen(): Promise<readonly JournalEntry[]> {
  const kept: JournalEntry[] = [];
  const keep = async (entries: readonly JournalEntry[]) => void kept.push(...entries);
  await markSeen({ database, clock: new Observable(unknownHubClock), keep }, [talk]);
  return kept;
}
const present = async () => (await readItems({ hub: joined, database }))[0]?.present.kind;
const synced = (cursor: string | null) =>
  Promise.all([
    database.hub.put({ key: 'hub', epoch: idOf(2), clock: unknownHubClock, at: 7 }),
    database.cursors.put({
      workshopId,
      slug: 'sample',
      membership: { workshopId, role: 'attendee', personId: null },
      cursor,
      reached: 0,
      generation: 0,
    }),
  ]);

it('S11: while the base comes back after a reset, no talk of the agenda is taken to be gone, nor forgotten', async () => {
  expect(await present()).toBe('planned');
  expect(await seen()).toEqual([]);
  await synced(null);
  expect(await present()).toBe('planned');
  expect(await seen()).toEqual([]);
});

it('a talk that a whole base lacks is gone, and forgotten once that was seen', async () => {
  await synced('a cursor');
  expect(await present()).toBe('removed');
  expect(await seen()).toEqual([{ type: 'agenda.unstarred', ...talk }]);
});
