import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { expect, it } from 'vitest';
import { HubDatabase } from '#renderer/sync/database.ts';
import { forgetLeftHubs } from '#renderer/workspace/forgetLeftHubs.ts';
import { readLosses } from '#renderer/workspace/losses.ts';
import type { OutboxEntry } from '#shared/sync/journalFold.ts';
import { idOf, workshopId } from '#tests/renderer/agenda/items.ts';

const hub = (letter: string) => ({
  fingerprint: letter.repeat(43),
  account: { id: idOf(1), name: 'Sample' },
});

const rendition = {
  id: 'a'.repeat(64),
  kind: 'video',
  type: 'video/mp4',
  size: 10,
  width: 16,
  height: 9,
} as const;
const refOf = (n: number) => ({ hub: 'h', workshopId, recordingId: idOf(n), rendition });

it('S12: the database of a hub that was left is deleted, and no other', async () => {
  const [left, stays] = [new HubDatabase(hub('a')), new HubDatabase(hub('b'))];
  const foreign = new Dexie('something-else');
  foreign.version(1).stores({ rows: 'id' });
  for (const database of [left, stays, foreign]) {
    await database.open();
    database.close();
  }
  await forgetLeftHubs([hub('b')]);
  expect((await Dexie.getDatabaseNames()).sort()).toEqual([stays.name, 'something-else'].sort());
});

it('S12: what leaving takes away is counted: what was not sent, stars, notes, places in recordings, downloads', async () => {
  const database = new HubDatabase(hub('c'));
  const command = (n: number, state: OutboxEntry['state']) =>
    ({ id: idOf(n), workshopId, seq: n, state }) as unknown as OutboxEntry;
  await database.commands.bulkAdd([command(1, 'waiting'), command(2, 'refused'), command(3, 'applied')]);
  await database.progress.add({ workshopId, recordingId: idOf(4), second: 3, finished: false, at: 0 });
  const note = {
    workshopId,
    recordingId: idOf(4),
    kind: 'note',
    second: 1,
    text: 'A sample',
    at: 0,
  } as const;
  await database.marks.bulkAdd([8, 9].map((n) => ({ ...note, markId: idOf(n) })));
  const losses = await readLosses(database, [
    { ref: refOf(5), download: { state: 'complete' } },
    { ref: refOf(6), download: { state: 'absent' } },
    { ref: refOf(7), download: { state: 'partial', bytes: 5 } },
  ]);
  expect(losses).toEqual({ commands: 2, stars: 0, notes: 2, progress: 1, downloads: 2 });
  database.close();
});
