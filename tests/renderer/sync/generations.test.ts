import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { applyHub, applyMemberships } from '#renderer/sync/base.ts';
import { beginFilling, flip } from '#renderer/sync/generations.ts';
import { unknownHubClock } from '#renderer/sync/hubClock.ts';
import { baseRows } from '#renderer/sync/readBase.ts';
import type { Change } from '#shared/sync/rows.ts';
import { freshDatabase, workshopId } from './scriptedHub.ts';

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const room = (n: number): Change => ({
  workshopId,
  kind: 'room',
  id: uuid(n),
  rev: n,
  data: { name: `Room ${n}`, order: n, description: null, capacity: null, externalIds: [] },
});

test('S3, S10: rows of a snapshot that another epoch cut short are in no later base', async () => {
  const database = freshDatabase();
  const membership = { workshopId, role: 'attendee', personId: null } as const;
  await applyMemberships(database, [{ id: workshopId, slug: 'sample', membership }]);
  await applyHub(database, { epoch: uuid(90), clock: unknownHubClock, resentSince: null });
  await beginFilling(database, { workshopId, changes: [room(1)], cursor: 'one' });
  await applyHub(database, { epoch: uuid(91), clock: unknownHubClock, resentSince: null });
  const filling = await beginFilling(database, { workshopId, changes: [room(2)], cursor: 'two' });
  expect(filling && (await flip(database, filling, 2))).toBe(true);
  expect((await baseRows(database, workshopId, 'room')).map(({ id }) => id)).toEqual([uuid(2)]);
  await database.delete();
});
