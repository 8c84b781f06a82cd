import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { InStep, type Pace } from '#renderer/live/together/InStep.ts';
import type { PlayedTogether } from '#shared/live/playedTogether.ts';

/** What InStep uses of a video; its second stands still but for what the test says. */
class FakeVideo extends EventTarget {
  src = '';
  currentTime = 0;
  playbackRate = 1;
  defaultPlaybackRate = 1;
  preservesPitch = true;
  paused = true;
  ended = false;
  seeking = false;
  error = null;
  duration = 600;
  readyState = 0;
  loaded: readonly (readonly [number, number])[] = [];
  plays = 0;

  get buffered() {
    const { loaded } = this;
    return {
      length: loaded.length,
      start: (n: number) => loaded[n]?.[0] ?? 0,
      end: (n: number) => loaded[n]?.[1] ?? 0,
    };
  }

  async play(): Promise<void> {
    this.plays += 1;
    this.paused = false;
  }

  pause(): void {
    this.paused = true;
  }
}

const begun = 1_000_000;
const playing = (run: number, position: number, at: number): PlayedTogether => ({
  recordingId: '0190a000-0000-7000-8000-000000000001',
  run,
  position,
  at,
  paused: false,
  by: '0190a000-0000-7000-8000-000000000002',
});

let video: FakeVideo;
let paces: Pace[];
let one: InStep;

beforeEach(() => {
  vi.useFakeTimers({ now: begun });
  vi.stubGlobal('HTMLMediaElement', { HAVE_METADATA: 1, HAVE_CURRENT_DATA: 2, HAVE_FUTURE_DATA: 3 });
  video = new FakeVideo();
  paces = [];
  one = new InStep(
    video as unknown as HTMLVideoElement,
    () => Date.now(),
    (pace) => paces.push(pace),
  );
});
afterEach(() => {
  one.close();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** The load is over after so many ms, all of the recording is there, and it plays where everybody is. */
async function inStep(took: number): Promise<void> {
  one.load('sample', playing(1, 100, begun));
  one.follow(playing(1, 100, begun));
  await vi.advanceTimersByTimeAsync(took);
  Object.assign(video, { readyState: 4, loaded: [[0, 600]], currentTime: 100 + took / 1000 });
  video.dispatchEvent(new Event('canplay'));
  expect(paces.at(-1)).toBe('in-step');
}

it('goes on a moment before the others are where a load has landed ahead of them', async () => {
  one.load('sample', playing(1, 100, begun));
  one.follow(playing(1, 100, begun));
  expect(video.currentTime).toBeCloseTo(100.35);
  await vi.advanceTimersByTimeAsync(150);
  Object.assign(video, { readyState: 4, loaded: [[0, 600]] });
  video.dispatchEvent(new Event('canplay'));
  expect(video.playbackRate).toBe(0);
  await vi.advanceTimersByTimeAsync(200);
  expect(video.playbackRate).toBeGreaterThan(0.9);
});

it('goes back with everybody, however long its load took, and does not stand there until they come', async () => {
  await inStep(4000);
  one.follow(playing(2, 101, Date.now()));
  expect(video.currentTime).toBeLessThan(101.5);
  expect(video.playbackRate).toBe(1);
});

it('jumps to the last frame at most, and does not begin anew at the end', async () => {
  await inStep(200);
  one.follow(playing(2, 599.9, Date.now()));
  expect(video.currentTime).toBe(599.95);
  const { plays } = video;
  Object.assign(video, { ended: true, paused: true });
  video.dispatchEvent(new Event('ended'));
  expect([video.plays, video.currentTime]).toEqual([plays, 599.95]);
});
