import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { BaseFeed } from '#renderer/search/BaseFeed.ts';
import type { SearchRow } from '#renderer/search/documents.ts';
import { SearchIndex } from '#renderer/search/SearchIndex.ts';
import { type BaseRow, HubDatabase } from '#renderer/sync/database.ts';
import type { MarkEntry } from '#shared/sync/journalFold.ts';
import { contentsData, idOf, row, talkData, workshopData, workshopId } from './rows.ts';

const hub = { fingerprint: 'f'.repeat(43), account: { id: idOf(900), name: 'Sample' } };
const membership = { workshopId, role: 'attendee', personId: null } as const;
let database: HubDatabase;
let index: SearchIndex;
let feed: BaseFeed;
let updates: { put: number; removed: number }[];

const inGeneration = (one: SearchRow, generation: number): BaseRow => ({ ...one, generation }) as BaseRow;
const cursor = (generation: number, reached = 1) =>
  database.cursors.put({ workshopId, slug: 'sample', membership, cursor: 'c', reached, generation });
const found = (text: string) =>
  index
    .search({ text, kind: null, workshop: null, perKind: 200 })
    .hits.map(({ title }) => title.map((piece) => piece.text).join(''));

class CountingIndex extends SearchIndex {
  override async update(...args: Parameters<SearchIndex['update']>) {
    const done = await super.update(...args);
    updates.push(done);
    return done;
  }
}

beforeEach(async () => {
  database = new HubDatabase(hub);
  await cursor(0);
  await database.base.bulkAdd([
    inGeneration(row('workshop', 0, workshopData('A sample workshop')), 0),
    ...Array.from({ length: 60 }, (_, n) =>
      inGeneration(row('talk', n + 1, talkData(`Lecture ${n + 1}`)), 0),
    ),
  ]);
  updates = [];
  index = new CountingIndex();
  feed = new BaseFeed({ hub, index, onChange: () => undefined, pause: async () => undefined });
  await feed.settle();
});

afterEach(async () => {
  feed.close();
  await database.delete();
});

it('S3: reads what the base has at the start', () => {
  expect(updates).toEqual([{ put: 61, removed: 0 }]);
  expect(found('lecture')).toHaveLength(60);
});

it('follows one written row by indexing that row alone', async () => {
  await database.base.put(inGeneration(row('talk', 7, talkData('Quite another title'), 2), 0));
  await expect.poll(() => found('quite another')).toEqual(['Quite another title']);
  expect(updates.slice(1)).toEqual([{ put: 1, removed: 0 }]);
});

it('follows a deleted row', async () => {
  await database.base.delete([workshopId, 0, 'talk', idOf(7)]);
  await expect.poll(() => found('lecture').length).toBe(59);
});

it('follows a page of many rows', async () => {
  await database.base.bulkPut(
    Array.from({ length: 55 }, (_, n) =>
      inGeneration(row('talk', n + 1, talkData(`Renewed ${n + 1}`), 2), 0),
    ),
  );
  await expect.poll(() => found('renewed').length).toBe(55);
  expect(found('lecture')).toHaveLength(5);
});

it('S3: shows nothing of a generation that is being filled, and all of it once it is flipped in', async () => {
  await database.base.bulkAdd([
    inGeneration(row('workshop', 0, workshopData('A sample workshop'), 2), 1),
    inGeneration(row('talk', 500, talkData('Only in the next generation'), 2), 1),
  ]);
  await feed.settle();
  expect(found('generation')).toEqual([]);
  await cursor(1, 2);
  await expect.poll(() => found('generation')).toEqual(['Only in the next generation']);
  expect(found('lecture')).toEqual([]);
});

it('does not look at what nobody searches for', async () => {
  await database.base.put({
    workshopId,
    kind: 'tally',
    id: idOf(800),
    rev: 3,
    data: { questionId: idOf(801), votes: 2 },
    generation: 0,
  } as BaseRow);
  await feed.settle();
  expect(updates).toHaveLength(1);
});

it('S12: forgets a workshop that was left', async () => {
  await database.transaction('rw', database.base, database.cursors, async () => {
    await database.cursors.delete(workshopId);
    await database.base.clear();
  });
  await expect.poll(() => index.size).toBe(0);
});

const note = (n: number, text: string, more: Partial<MarkEntry> = {}): MarkEntry => ({
  markId: idOf(700 + n),
  workshopId,
  recordingId: idOf(800),
  kind: 'note',
  second: 72,
  text,
  at: n,
  ...more,
});
const notes = (text: string) =>
  index
    .search({ text, kind: 'note', workshop: null, perKind: 200 })
    .hits.map(({ rowId, title, second }) => [rowId, title.map((piece) => piece.text).join(''), second]);

it('S3: finds a note by its words as soon as it is in the database, at its second, and no longer than it is there', async () => {
  await database.base.put(
    inGeneration(row('recordingContents', 800, contentsData(idOf(800), idOf(7), [])), 0),
  );
  await database.marks.bulkAdd([
    note(1, 'The *fabric* outside must match'),
    note(2, '', { kind: 'bookmark' }),
    note(3, 'On the fabric as a whole', { second: null }),
    note(4, 'Of a fabric elsewhere', { workshopId: idOf(999) }),
  ]);
  await expect.poll(() => notes('fabric')).toHaveLength(2);
  expect(notes('fabric')).toContainEqual([idOf(7), 'Lecture 7', 72]);
  expect(notes('fabric')).toContainEqual([idOf(7), 'Lecture 7', null]);
  await database.base.put(inGeneration(row('talk', 7, talkData('Renamed'), 2), 0));
  await expect.poll(() => notes('fabric')[0]?.[1]).toBe('Renamed');
  await database.marks.put(note(1, 'Something else entirely'));
  await expect.poll(() => notes('fabric')).toHaveLength(1);
  await database.marks.clear();
  await expect.poll(() => [...notes('fabric'), ...notes('entirely')]).toEqual([]);
});

it('a note on a recording that is not here is found too, with nothing to open', async () => {
  await database.marks.add(note(1, 'A lonely remark'));
  await expect.poll(() => notes('lonely')).toEqual([['', '', 72]]);
});
