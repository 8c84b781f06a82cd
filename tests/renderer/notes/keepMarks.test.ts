import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepMark, makeMark, removeMark } from '#renderer/notes/keepMarks.ts';
import type { HubDatabase } from '#renderer/sync/database.ts';
import { unknownHubClock } from '#renderer/sync/hubClock.ts';
import { Observable } from '#renderer/sync/Observable.ts';
import { Projector } from '#renderer/sync/Projector.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { JournalEntry } from '#shared/sync/journal.ts';
import { idOf, workshopId } from '#tests/renderer/search/rows.ts';
import { freshDatabase } from '#tests/renderer/sync/scriptedHub.ts';
import { MemoryJournal } from '#tests/server/sync/fuzz/MemoryJournal.ts';

let database: HubDatabase;
let journal: MemoryJournal;
let isFull: boolean;
const clock = new Observable(unknownHubClock);
const keep = async (entries: readonly JournalEntry[]) => {
  if (isFull) throw new RefusedError('disk-full');
  await journal.append(entries);
};
const connection = { clock, keep };
const made = {
  workshopId,
  recordingId: idOf(800),
  kind: 'note',
  second: 858.25,
  text: 'A *sample* note',
} as const;
const held = async () => {
  await new Projector({ database, journal }).catchUp();
  return database.marks.toArray();
};

beforeEach(() => {
  database = freshDatabase();
  journal = new MemoryJournal();
  isFull = false;
});
afterEach(() => database.delete());

test('S11: a note is kept once it is in the journal, at its second and in its words', async () => {
  const { markId } = await makeMark(connection, made);
  expect(await held()).toMatchObject([{ ...made, markId }]);
});

test('S11: an edit replaces it, a removal takes it away, and taking that back brings all of it again', async () => {
  const first = await makeMark(connection, made);
  const edited = { ...first, text: 'Other words' };
  await keepMark(connection, edited);
  expect(await held()).toEqual([edited]);
  await removeMark(connection, edited);
  expect(await held()).toEqual([]);
  await keepMark(connection, edited);
  expect(await held()).toEqual([edited]);
});

test('S11: a disk that is full keeps nothing of it, and says so by its name', async () => {
  isFull = true;
  await expect(makeMark(connection, made)).rejects.toThrow('disk-full');
  expect(await held()).toEqual([]);
  expect(journal.entries).toEqual([]);
});
