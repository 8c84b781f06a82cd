import { expect, test } from 'vitest';
import { exportItems, sizeOf } from '#renderer/packs/exportItems.ts';
import { fingerprintBlocks } from '#renderer/packs/fingerprintBlocks.ts';
import type { DownloadState } from '#shared/contracts/ipcDownloads.ts';
import { type Row, rowKinds } from '#shared/sync/rows.ts';

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const workshopId = uuid(99);
const video = (n: number) => String(n).padStart(64, '0');
const audio = (n: number) => String(n).padStart(64, 'a');

function recording(n: number, change: object = {}): Row<'recording'> {
  const of = { kind: 'talk', talkId: uuid(n + 50) };
  const rest = { release: { kind: 'unknown' }, duration: 9, size: 9, sample: true, description: null };
  const data = rowKinds.recording.parse({ of, ...rest, ...change });
  return { workshopId, kind: 'recording', id: uuid(n), rev: 1, data };
}

function contents(n: number, change: object = {}): Row<'recordingContents'> {
  const common = { width: 0, height: 0 };
  const renditions = [
    { id: video(n), kind: 'video', type: 'video/mp4', size: 100, ...common },
    { id: audio(n), kind: 'audio', type: 'audio/mp4', size: 10, ...common },
  ];
  const rest = { talkId: null, chapters: [], cues: [], language: 'en', poster: null, released: true };
  const data = rowKinds.recordingContents.parse({ recordingId: uuid(n), renditions, ...rest, ...change });
  return { workshopId, kind: 'recordingContents', id: uuid(n), rev: 1, data };
}

function items(states: Readonly<Record<string, DownloadState['state']>>, change = {}, ofContents = {}) {
  const stateOf = ({ rendition }: { rendition: { id: string } }) =>
    ({ state: states[rendition.id] ?? 'absent', bytes: 1 }) as DownloadState;
  return exportItems({
    hub: 'h',
    recordings: [recording(1, change)],
    contents: [contents(1, ofContents)],
    titles: new Map([[uuid(51), 'A sample talk']]),
    stateOf,
  });
}

test('M7: what is whole here can be packed, in each rendition that is', () => {
  const [item] = items({ [video(1)]: 'complete', [audio(1)]: 'complete' });
  expect(item).toMatchObject({ title: 'A sample talk', why: null, missing: [] });
  expect(sizeOf(item?.here ?? [])).toBe(110);
  const [sound] = items({ [audio(1)]: 'complete' });
  expect(sound?.why).toBeNull();
  expect(sound?.here.map(({ rendition }) => rendition.kind)).toEqual(['audio']);
});

test.each([
  ['missing', {}, {}],
  ['not-released', {}, { released: false }],
  ['withdrawn', { withdrawn: true }, {}],
  ['may-not-keep', { mayBeKept: false }, {}],
] as const)('M7: a recording is left out with its reason: %s', (why, change, ofContents) => {
  const states = why === 'missing' ? {} : { [video(1)]: 'complete' as const };
  expect(items(states, change, ofContents)[0]).toMatchObject({ why, here: [] });
});

test('what is not here is offered to be downloaded first, as a video, and known to be on its way', () => {
  const [item] = items({});
  expect(item?.missing.map(({ rendition }) => rendition.id)).toEqual([video(1)]);
  expect(item?.isComing).toBe(false);
  expect(items({ [video(1)]: 'running' })[0]).toMatchObject({ why: 'missing', isComing: true });
});

test('a fingerprint is shown in blocks of four, with nothing lost', () => {
  const fingerprint = 'VIjxxW45s5H9llTrt5sqyOXsRbUtOX4jaPSy7EgG8G0';
  const blocks = fingerprintBlocks(fingerprint);
  expect(blocks).toHaveLength(11);
  expect(blocks.join('')).toBe(fingerprint);
});
