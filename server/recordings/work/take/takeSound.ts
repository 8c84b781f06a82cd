import { kindOfSource } from '#shared/live/stageRules.ts';
import { FRAME_RATE, type Stretch } from './airtime.ts';
import type { AiredTimeline } from './takeScenes.ts';
import { type PlayedStretch, playedSecond, type TakeTimeline } from './takeTimeline.ts';

/** A sound that is heard from `after` seconds into its window on, for `seconds`. */
export type Voice = {
  readonly from: { readonly file: string } | { readonly recordingId: string };
  /** In its file. */
  readonly second: number;
  readonly after: number;
  readonly seconds: number;
};

/** A part of the recording's sound that is mixed in one go. */
export type SoundWindow = { readonly frames: number; readonly voices: readonly Voice[] };

const LONGEST_WINDOW = 300 * FRAME_RATE;
/** Files that are open at once, at the most; a window with more is halved. */
const MOST_VOICES = 24;
const SHORTEST_WINDOW = FRAME_RATE;

type Heard = Stretch & { readonly voice: (at: number) => Pick<Voice, 'from' | 'second'> };

function heardOf(timeline: TakeTimeline, played: readonly PlayedStretch[]): readonly Heard[] {
  const voices = timeline.spans
    .filter(({ source }) => kindOfSource[source] === 'audio')
    .map(({ from, to, file, second }): Heard => {
      return { from, to, voice: (at) => ({ from: { file }, second: second + (at - from) / 1000 }) };
    });
  const talks = played
    .filter(({ playing }) => !playing.paused)
    .map((one): Heard => {
      const from = { recordingId: one.playing.recordingId };
      return { from: one.from, to: one.to, voice: (at) => ({ from, second: playedSecond(one, at) }) };
    });
  return [...voices, ...talks];
}

/** All that was heard, window after window; together they are as long as what was aired. */
export function takeSound(
  timeline: TakeTimeline,
  { stretches, played }: AiredTimeline,
): readonly SoundWindow[] {
  const heard = heardOf(timeline, played);
  const windowOf = (start: number, frames: number): readonly SoundWindow[] => {
    const end = start + (frames * 1000) / FRAME_RATE;
    const voices = heard.flatMap((one): Voice[] => {
      const from = Math.max(one.from, start);
      const seconds = (Math.min(one.to, end) - from) / 1000;
      return seconds > 0.005 ? [{ ...one.voice(from), after: (from - start) / 1000, seconds }] : [];
    });
    if (voices.length <= MOST_VOICES || frames < 2 * SHORTEST_WINDOW) return [{ frames, voices }];
    const half = Math.floor(frames / 2);
    return [...windowOf(start, half), ...windowOf(start + (half * 1000) / FRAME_RATE, frames - half)];
  };
  return stretches.flatMap(({ from, frames }) => {
    const count = Math.ceil(frames / LONGEST_WINDOW);
    return Array.from({ length: count }, (_, index) => {
      const skipped = index * LONGEST_WINDOW;
      return windowOf(from + (skipped * 1000) / FRAME_RATE, Math.min(LONGEST_WINDOW, frames - skipped));
    }).flat();
  });
}
