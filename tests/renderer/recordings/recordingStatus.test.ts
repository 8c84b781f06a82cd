import { describe, expect, it } from 'vitest';
import { recordingStatus } from '#renderer/recordings/recordingStatus.ts';
import { currentCue } from '#renderer/recordings/transcriptItems.ts';
import type { Recording, RecordingContents } from '#shared/recordings/recording.ts';

const release = Date.parse('2020-06-20T07:00:00Z');
const recording: Recording = {
  of: { kind: 'talk', talkId: '0b61c878-64c4-47c5-908c-6f3e6725f0a4' },
  release: { kind: 'instant', at: '2020-06-20T07:00:00.000Z' },
  duration: 180,
  size: 1000,
  sample: true,
  description: null,
  mayBeKept: true,
  withdrawn: false,
  withdrawnBy: null,
};
const contents = { released: true } as RecordingContents;

describe('where a recording stands', () => {
  it('is under embargo until its release, with the time of it', () => {
    expect(recordingStatus(recording, null, undefined, release - 1, null)).toEqual({
      kind: 'embargoed',
      opens: release,
    });
    const unknown = { ...recording, release: { kind: 'unknown' } } as const;
    expect(recordingStatus(unknown, null, undefined, release, null)).toEqual({
      kind: 'embargoed',
      opens: null,
    });
  });

  it('is opening after its release until the hub has opened it: clocks open nothing (S4)', () => {
    expect(recordingStatus(recording, null, undefined, release, null)).toEqual({ kind: 'opening' });
    const held = { ...contents, released: false };
    expect(recordingStatus(recording, held, { state: 'complete' }, release - 1, null).kind).toBe('embargoed');
  });

  it.each([
    [undefined, { kind: 'away', size: 1000 }],
    [{ state: 'absent' }, { kind: 'away', size: 1000 }],
    [
      { state: 'partial', bytes: 640 },
      { kind: 'partial', part: 0.64, size: 1000 },
    ],
    [{ state: 'queued', bytes: 0 }, { kind: 'queued' }],
    [
      { state: 'running', bytes: 640, perSecond: null },
      { kind: 'running', part: 0.64 },
    ],
    [
      { state: 'paused', bytes: 640 },
      { kind: 'paused', part: 0.64 },
    ],
    [
      { state: 'waiting', bytes: 0, on: 'hub' },
      { kind: 'waiting', on: 'hub', part: 0 },
    ],
    [
      { state: 'waiting', bytes: 250, on: 'hours' },
      { kind: 'waiting', on: 'hours', part: 0.25 },
    ],
    [{ state: 'complete' }, { kind: 'here' }],
    [
      { state: 'failed', bytes: 1, reason: 'disk-full' },
      { kind: 'failed', reason: 'disk-full', size: 1000 },
    ],
  ] as const)('follows the download %o once it is open', (download, status) => {
    expect(recordingStatus(recording, contents, download, release, null)).toEqual(status);
  });
});

it('counts the sound that was downloaded alone by its own size', () => {
  const download = { state: 'running', bytes: 50, perSecond: 10 } as const;
  expect(recordingStatus(recording, contents, download, release, null, 100)).toEqual({
    kind: 'running',
    part: 0.5,
  });
});

describe('the current line of a transcript', () => {
  const cues = [
    { start: 1, end: 3, text: 'one' },
    { start: 4, end: 6, text: 'two' },
  ];

  it('is the one being said, and stays through the silence after it', () => {
    expect(currentCue(cues, 0)).toBeUndefined();
    expect(currentCue(cues, 2)?.text).toBe('one');
    expect(currentCue(cues, 3.5)?.text).toBe('one');
    expect(currentCue(cues, 4)?.text).toBe('two');
  });
});
