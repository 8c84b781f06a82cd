import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readLink } from '#electron/workspace/readLink.ts';
import { countMarks, everything, filterNoted, readNoted } from '#renderer/notes/noted.ts';
import { notesMarkdown } from '#renderer/notes/notesMarkdown.ts';
import { applyArrival, applyMemberships } from '#renderer/sync/base.ts';
import { HubDatabase } from '#renderer/sync/database.ts';
import type { JoinedHub } from '#shared/contracts/ipc.ts';
import type { Change } from '#shared/sync/rows.ts';
import { idOf, row, talkData, workshopData, workshopId } from '#tests/renderer/search/rows.ts';
import { mark } from './marks.ts';

const hub: JoinedHub = {
  fingerprint: 'n'.repeat(43),
  address: 'https://hub.example',
  name: 'Hub',
  rehearsal: false,
  pin: null,
  guest: false,
  packed: [],
  account: { id: idOf(900), name: 'Sample' },
  memberships: [],
};
const membership = { workshopId, role: 'attendee', personId: null } as const;
const recording = (n: number, talk: number) =>
  row('recording' as never, n, {
    of: { kind: 'talk', talkId: idOf(talk) },
    release: { kind: 'unknown' },
    duration: 90,
    size: 5,
    sample: true,
    description: null,
  } as never) as unknown as Change;
const changes: readonly Change[] = [
  row('workshop', 0, workshopData('A *sample* workshop')),
  row('talk', 1, talkData('Zeppelins [and] ropes')),
  row('talk', 2, talkData('Apples')),
  recording(800, 1),
  recording(801, 2),
];
const words = {
  title: 'Notes',
  whole: 'Whole talk',
  bookmark: 'Bookmark',
  gone: 'A recording that is gone',
  goneWorkshop: 'A workshop that is gone',
};

let database: HubDatabase;
beforeEach(async () => {
  database = new HubDatabase(hub);
  await applyMemberships(database, [{ id: workshopId, slug: 'sample', membership }]);
  await applyArrival(database, { workshopId, from: null, changes, cursor: 'a', reached: 1 });
  await database.marks.bulkAdd([
    mark(72, { text: 'First line\n\n- a point\n- `code`' }),
    mark(5, { kind: 'bookmark', text: 'The *point*' }),
    mark(6, { second: null, text: 'On the whole' }),
    mark(7, { recordingId: idOf(801), text: 'On apples' }),
    mark(8, { recordingId: idOf(999), text: 'On nothing' }),
    mark(9, { workshopId: idOf(998), text: 'Of long ago' }),
  ]);
});
afterEach(() => database.delete());
const read = () => readNoted({ hub, database });

test('all notes are there by workshop and recording, also of what is gone from here', async () => {
  const noted = await read();
  const here = noted.find(({ entry }) => entry !== null);
  expect(here?.recordings.map(({ title, marks }) => [title, marks.map(({ second }) => second)])).toEqual([
    ['Apples', [7]],
    ['Zeppelins [and] ropes', [null, 5, 72]],
    [null, [8]],
  ]);
  const gone = noted.find(({ entry }) => entry === null);
  expect(gone?.recordings.map(({ path, marks }) => [path, marks.length])).toEqual([[null, 1]]);
  expect(countMarks(noted)).toBe(6);
});

test('a note leads to its second, by a link that the app opens', async () => {
  const [{ recordings } = { recordings: [] }] = (await read()).filter(({ entry }) => entry !== null);
  const path = recordings[1]?.path?.(72);
  expect(path).toBe(`/h/${'n'.repeat(10)}/w/sample/talk/${idOf(1)}?at=72`);
  expect(readLink(`lectern:/${path}`)).toEqual({ kind: 'route', route: path });
});

test('a filter shows what has its words, or stands on a recording that has them, of its kind and workshop', async () => {
  const noted = await read();
  const texts = (filter: Partial<typeof everything>) =>
    filterNoted(noted, { ...everything, ...filter }).flatMap(({ recordings }) =>
      recordings.flatMap(({ marks }) => marks.map(({ text }) => text)),
    );
  expect(texts({ text: ' APPLES ' })).toEqual(['On apples']);
  expect(texts({ text: 'zeppelins' })).toHaveLength(3);
  expect(texts({ kind: 'bookmark' })).toEqual(['The *point*']);
  expect(texts({ workshop: `${hub.fingerprint}/${idOf(998)}` })).toEqual(['Of long ago']);
  expect(texts({ text: 'nowhere' })).toEqual([]);
});

test('an export is Markdown with a link at each second, and what was written stays as it was written', async () => {
  const noted = (await read()).filter(({ entry }) => entry !== null);
  const page = `lectern://h/${'n'.repeat(10)}/w/sample/talk`;
  expect(notesMarkdown(noted, words)).toBe(`# Notes

## A \\*sample\\* workshop

### [Apples](${page}/${idOf(2)})

- **[0:07](${page}/${idOf(2)}?at=7)**

  On apples

### [Zeppelins \\[and\\] ropes](${page}/${idOf(1)})

- **Whole talk**

  On the whole
- **[0:05](${page}/${idOf(1)}?at=5)** Bookmark: The \\*point\\*
- **[1:12](${page}/${idOf(1)}?at=72)**

  First line

  - a point
  - \`code\`

### A recording that is gone

- **0:08**

  On nothing
`);
});
