import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  countsOf,
  type Job,
  type ManageRows,
  managedItems,
  standingOf,
} from '#renderer/recordings/manage/manageItems.ts';
import { ratingSummary } from '#renderer/recordings/manage/ratingSummary.ts';
import type { Upload } from '#shared/contracts/ipcUploads.ts';
import type { Membership } from '#shared/people/account.ts';
import type { UploadTarget } from '#shared/recordings/upload.ts';
import type { Row } from '#shared/sync/rows.ts';

const workshopId = randomUUID();
const speakerId = randomUUID();
const organizer: Membership = { workshopId, role: 'organizer', personId: null };
const speaker: Membership = { workshopId, role: 'speaker', personId: speakerId };

function talk(title: string, personIds: readonly string[]) {
  const data = { title, speakers: personIds.map((personId) => ({ personId })), language: 'en' };
  const row = { workshopId, kind: 'talk', id: randomUUID(), rev: 1, data };
  return { talk: row, speakers: [], recording: null, contents: null };
}

const mine = talk('Mine', [speakerId]);
const theirs = talk('Theirs', [randomUUID()]);
const session = (kind: string) => ({ of: 'session', id: randomUUID(), kind, title: kind });

function rowsWith(over: Partial<ManageRows> = {}): ManageRows {
  const program = { talks: [mine, theirs], entries: [session('panel'), session('break')] };
  return {
    program: program as unknown as ManageRows['program'],
    recordings: [],
    contents: [],
    jobs: [],
    uploads: [],
    ...over,
  };
}

const target: UploadTarget = {
  what: 'recording',
  of: { kind: 'talk', talkId: mine.talk.id },
  fileName: 'a.mp4',
};
const upload = (over: Partial<Upload>): Upload => ({
  hub: 'h',
  workshopId,
  uploadId: randomUUID(),
  target,
  size: 100,
  sent: 25,
  state: 'running',
  reason: null,
  ...over,
});
const job = (state: Job['data']['state'], of: UploadTarget = target) =>
  ({
    workshopId,
    kind: 'recordingJob',
    id: randomUUID(),
    rev: 1,
    data: { target: of, state },
  }) as unknown as Job;
const recording = (over: Partial<Row<'recording'>['data']> = {}) =>
  ({
    workshopId,
    kind: 'recording',
    id: randomUUID(),
    rev: 1,
    data: { of: { kind: 'talk', talkId: mine.talk.id }, withdrawn: false, ...over },
  }) as unknown as Row<'recording'>;

const standing = (over: Partial<ManageRows>) => {
  const [item] = managedItems(rowsWith(over), speaker);
  return item ? standingOf(item).kind : null;
};

test('an organizer sees to all talks and to sessions that can be recorded, a speaker to the own talks', () => {
  const titles = (as: Membership) => managedItems(rowsWith(), as).map((item) => item.title);
  expect(titles(organizer)).toEqual(['Mine', 'Theirs', 'panel']);
  expect(titles(speaker)).toEqual(['Mine']);
});

test('what needs a person comes before what is under way, and that before what is open', () => {
  const released = recording();
  const contents = [
    { id: 'c', data: { recordingId: released.id, released: true } } as unknown as Row<'recordingContents'>,
  ];
  expect(standing({})).toBe('none');
  expect(standing({ uploads: [upload({})] })).toBe('sending');
  expect(standing({ jobs: [job('running')] })).toBe('working');
  expect(standing({ recordings: [recording()] })).toBe('opens');
  expect(standing({ recordings: [released], contents })).toBe('open');
  expect(standing({ recordings: [recording({ withdrawn: true })] })).toBe('withdrawn');
  expect(standing({ recordings: [released], contents, jobs: [job('done')] })).toBe('open');
  expect(standing({ recordings: [released], contents, jobs: [job('refused')] })).toBe('trouble');
  expect(standing({ uploads: [upload({ state: 'failed' })], jobs: [job('running')] })).toBe('trouble');
});

test('captions and slides that are sent belong to the talk of their recording, and to no other', () => {
  const own = recording();
  const slides = job('failed', { what: 'slides', recordingId: own.id, fileName: 'a.pdf' });
  const other = job('failed', { what: 'slides', recordingId: randomUUID(), fileName: 'b.pdf' });
  const photo = job('failed', { what: 'photo', personId: speakerId, fileName: 'c.jpg' });
  const [item] = managedItems(rowsWith({ recordings: [own], jobs: [slides, other, photo] }), speaker);
  expect(item?.jobs).toEqual([slides]);
});

test('what is missing and what is not settled is counted', () => {
  const items = managedItems(rowsWith({ uploads: [upload({})] }), organizer);
  expect(countsOf(items)).toEqual({ all: 3, missing: 2, trouble: 1 });
});

test('ratings are summed up for their recording alone, with the words that were given', () => {
  const id = randomUUID();
  const rating = (recordingId: string, stars: number, text: string | null) =>
    ({ id: randomUUID(), data: { recordingId, stars, text } }) as unknown as Row<'rating'>;
  const rows = [
    rating(id, 5, ' Clear '),
    rating(id, 4, null),
    rating(id, 4, ' '),
    rating(randomUUID(), 1, 'No'),
  ];
  const summary = ratingSummary(rows, id);
  expect(summary).toMatchObject({
    count: 3,
    spread: [1, 2, 0, 0, 0],
    comments: [{ stars: 5, text: 'Clear' }],
  });
  expect(summary?.mean).toBeCloseTo(13 / 3);
  expect(ratingSummary([], id)).toBeNull();
});
