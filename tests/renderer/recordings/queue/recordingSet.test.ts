import { expect, it } from 'vitest';
import { durationWords, secondsLeft } from '#renderer/recordings/queue/downloadWords.ts';
import { clockOf, minuteOf, readMegabytes } from '#renderer/recordings/queue/limitFields.ts';
import { hasAudio, refsOfSet, type SetMember, setState } from '#renderer/recordings/queue/recordingSet.ts';

const id = (name: string) => name.repeat(64).slice(0, 64);

function member(
  name: string,
  over: { kept?: boolean; withdrawn?: boolean; released?: boolean; audio?: boolean } = {},
) {
  const renditions = [
    { id: id(name), kind: 'video', size: 100 },
    ...(over.audio === false ? [] : [{ id: id(`${name}0`), kind: 'audio', size: 10 }]),
  ];
  return {
    hub: 'hub',
    recording: { data: { mayBeKept: over.kept ?? true, withdrawn: over.withdrawn ?? false } },
    contents: {
      workshopId: 'w',
      data: { recordingId: name, released: over.released ?? true, withdrawn: false, renditions },
    },
  } as unknown as SetMember;
}

it('a set has what is open and may be kept, and nothing withdrawn or under embargo', () => {
  const members = [
    member('a'),
    member('b', { kept: false }),
    member('c', { withdrawn: true }),
    member('d', { released: false }),
    { hub: 'hub', recording: null, contents: null },
  ];
  expect(refsOfSet(members, 'video').map(({ recordingId }) => recordingId)).toEqual(['a']);
});

it('the sound of a set is the small rendition of each, and the video where there is none', () => {
  const members = [member('a'), member('b', { audio: false })];
  expect(refsOfSet(members, 'audio').map(({ rendition }) => rendition.size)).toEqual([10, 100]);
  expect([hasAudio(members), hasAudio([member('b', { audio: false })])]).toEqual([true, false]);
});

it('the size said before counts what is still to come, and nothing that is here or on its way', () => {
  const refs = refsOfSet([member('a'), member('b'), member('c'), member('d')], 'video');
  expect(
    setState(refs, [
      { state: 'complete' },
      { state: 'queued', bytes: 0 },
      { state: 'partial', bytes: 40 },
      { state: 'absent' },
    ]),
  ).toEqual({ kind: 'missing', refs: refs.slice(2), size: 160 });
  expect(
    setState(
      refs,
      refs.map(() => ({ state: 'complete' }) as const),
    ),
  ).toEqual({ kind: 'here' });
  expect(
    setState(
      refs,
      refs.map(() => ({ state: 'paused', bytes: 1 }) as const),
    ),
  ).toEqual({ kind: 'coming' });
  expect(setState([], [])).toEqual({ kind: 'empty' });
});

it('how long it takes is said in what a person waits by', () => {
  expect([3, 61, 3 * 3600].map((seconds) => durationWords(seconds, 'en'))).toEqual([
    '3 sec',
    '2 min',
    '3 hr',
  ]);
  expect([secondsLeft(100, 10), secondsLeft(100, 0), secondsLeft(100, null)]).toEqual([10, null, null]);
});

it('a limit is read as it is typed, and what is none is refused', () => {
  expect(['2', '0,5', ' 1.5 ', '', '0', 'fast', '1e9'].map(readMegabytes)).toEqual([
    2_000_000,
    500_000,
    1_500_000,
    null,
    null,
    null,
    null,
  ]);
  expect([clockOf(5), clockOf(1439), minuteOf('22:30'), minuteOf('')]).toEqual([
    '00:05',
    '23:59',
    1350,
    null,
  ]);
});
