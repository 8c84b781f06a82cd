import { expect, it } from 'vitest';
import { chooseRendition } from '#renderer/recordings/playback/chooseRendition.ts';
import type { DownloadState } from '#shared/contracts/ipcDownloads.ts';

const base = { type: 'video/mp4', size: 10, width: 0, height: 0 } as const;
const video = { ...base, id: 'a'.repeat(64), kind: 'video' } as const;
const audio = { ...base, id: 'b'.repeat(64), kind: 'audio' } as const;
const absent: DownloadState = { state: 'absent' };

function chosen(known: {
  readonly audioOnly?: boolean;
  readonly offline?: boolean;
  readonly video?: DownloadState;
  readonly audio?: DownloadState;
  readonly only?: 'video' | 'audio';
}) {
  const all = known.only === undefined ? [audio, video] : known.only === 'video' ? [video] : [audio];
  const choice = chooseRendition({
    renditions: all,
    audioOnly: known.audioOnly ?? false,
    offline: known.offline ?? false,
    held: ({ kind }) => known[kind] ?? absent,
  });
  return choice && `${choice.rendition.kind} ${choice.why}`;
}

it('the video is played, unless the person wants audio only', () => {
  expect(chosen({})).toBe('video usual');
  expect(chosen({ audioOnly: true })).toBe('audio asked');
});

it('M3 the audio is played by itself where only it is here and the hub cannot be reached', () => {
  expect(chosen({ offline: true, audio: { state: 'complete' } })).toBe('audio here');
  expect(chosen({ offline: false, audio: { state: 'complete' } })).toBe('video usual');
  expect(chosen({ offline: true, audio: { state: 'partial', bytes: 3 } })).toBe('video usual');
  expect(chosen({ offline: true, audio: { state: 'complete' }, video: { state: 'partial', bytes: 3 } })).toBe(
    'video usual',
  );
});

it('what was not made is not chosen', () => {
  expect(chosen({ audioOnly: true, only: 'video' })).toBe('video usual');
  expect(chosen({ only: 'audio' })).toBe('audio usual');
});
