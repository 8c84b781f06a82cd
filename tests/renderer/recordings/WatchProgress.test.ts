import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WatchProgress } from '#renderer/recordings/WatchProgress.ts';
import type { HubDatabase } from '#renderer/sync/database.ts';
import { unknownHubClock } from '#renderer/sync/hubClock.ts';
import { Observable } from '#renderer/sync/Observable.ts';
import { Projector } from '#renderer/sync/Projector.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { type RealJournal, realJournal } from '#tests/renderer/sync/realJournal.ts';
import { account, freshDatabase, workshopId } from '#tests/renderer/sync/scriptedHub.ts';
import { eventually } from '#tests/support/eventually.ts';

const recordingId = '00000000-0000-4000-8000-000000000070';
let database: HubDatabase;
let real: RealJournal;
beforeEach(async () => {
  database = freshDatabase();
  real = await realJournal(account.id);
});
afterEach(async () => {
  await database.delete();
  await real.close();
});

function watching(append = real.wire.append, projected = new Observable(true)) {
  const failures: unknown[] = [];
  const connection = { database, keep: append, clock: new Observable(unknownHubClock), projected };
  const onFailure = (error: unknown) => void failures.push(error);
  return { failures, progress: new WatchProgress({ workshopId, recordingId, connection, onFailure }) };
}
const seconds = () =>
  real
    .journal()
    .read(0)
    .entries.map(({ entry }) => (entry.type === 'progress' ? entry.second : null));

it('S11 progress is journaled every ten seconds, at a pause, and once for the same place', async () => {
  const { progress } = watching();
  for (let at = 0; at <= 24; at += 0.25) progress.played(at, 600, 5_000 + at * 1000);
  await eventually(() => expect(seconds()).toEqual([10, 20]));
  progress.keep(30_000);
  progress.keep(30_000);
  await eventually(() => expect(seconds()).toEqual([10, 20, 24]));
});

it('S11 watching goes on where it was though that comes into the database after the picture', async () => {
  const before = watching();
  before.progress.played(77, 600);
  before.progress.keep();
  await eventually(() => expect(seconds()).toEqual([77]));
  const projector = new Projector({ database, journal: real.wire });
  const begins = watching(real.wire.append, projector.projected).progress.begin(600);
  await projector.catchUp();
  expect(await begins).toBe(77);
});

it('S11 watching goes on where it was, and from the start when it had come to the end', async () => {
  const { progress } = watching();
  const projector = new Projector({ database, journal: real.wire });
  expect(await progress.begin(600)).toBe(0);
  progress.played(77, 600);
  progress.keep();
  await eventually(async () => {
    await projector.catchUp();
    expect(await progress.begin(600)).toBe(77);
  });
  progress.played(596, 600);
  progress.keep();
  await eventually(async () => {
    await projector.catchUp();
    expect(await progress.begin(600)).toBe(0);
  });
});

it('S11 a place that could not be kept is said, and tried again', async () => {
  let isFull = true;
  const { progress, failures } = watching(async (entries) => {
    if (isFull) throw new RefusedError('disk-full');
    await real.wire.append(entries);
  });
  progress.played(5, 600, 0);
  progress.keep(0);
  await eventually(() => expect(String(failures[0])).toContain('disk-full'));
  isFull = false;
  progress.keep(1);
  await eventually(() => expect(seconds()).toEqual([5]));
});

it('S11 what was watched to its end stays watched when a part is watched again, until it is marked otherwise', async () => {
  const { progress } = watching();
  const projector = new Projector({ database, journal: real.wire });
  const kept = async () => {
    await projector.catchUp();
    return database.progress.get(recordingId);
  };
  progress.played(597, 600);
  progress.keep();
  await eventually(async () => expect(await kept()).toMatchObject({ second: 597, finished: true }));
  progress.played(50, 600);
  progress.keep();
  await eventually(async () => expect(await kept()).toMatchObject({ second: 50, finished: true }));
  expect(await watching().progress.begin(600)).toBe(50);
  progress.mark(false);
  progress.played(51, 600);
  progress.keep();
  await eventually(async () => expect(await kept()).toMatchObject({ second: 51, finished: false }));
});
