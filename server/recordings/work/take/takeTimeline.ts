import { type PlayedTogether, positionAt } from '#shared/live/playedTogether.ts';
import type { MediaSource } from '#shared/live/stage.ts';
import type { TakeEvent } from '../../../live/takes/takeEvent.ts';
import type { Stretch } from './airtime.ts';

/** A part of a segment's file without a gap, with whose it is; `second` in the file is at `from`. */
export type TakenSpan = Stretch & {
  readonly accountId: string;
  readonly name: string;
  readonly source: MediaSource;
  /** On the hub's disk. */
  readonly file: string;
  readonly second: number;
};

/** A recording that was played to everybody, from one act on it to the next. */
export type PlayedStretch = Stretch & { readonly playing: PlayedTogether };

/** A question that was live; `answered`: it ended so. */
export type AskedStretch = Stretch & { readonly questionId: string; readonly answered: boolean };

/** What was recorded of a session's stage, in all of its takes. Events in order. */
export type TakeTimeline = {
  readonly spans: readonly TakenSpan[];
  readonly events: readonly TakeEvent[];
  /** When each take ended, in order: nothing goes on from one into the next. */
  readonly ends: readonly number[];
  /** Seconds of the recordings that were played and are still there. */
  readonly lengths: ReadonlyMap<string, number>;
};

function endOf({ ends }: TakeTimeline, at: number): number {
  return ends.find((end) => end >= at) ?? at;
}

/** What was played, and when; at its pauses too. */
export function playedStretches(timeline: TakeTimeline): readonly PlayedStretch[] {
  const told = timeline.events.flatMap(({ at, body }) =>
    body.kind === 'playing' ? [{ at, playing: body.playing }] : [],
  );
  return told.flatMap(({ at, playing }, index) => {
    if (playing === null) return [];
    const length = timeline.lengths.get(playing.recordingId) ?? 0;
    const over = playing.paused ? Number.POSITIVE_INFINITY : at + (length - positionAt(playing, at)) * 1000;
    const to = Math.min(told[index + 1]?.at ?? Number.POSITIVE_INFINITY, endOf(timeline, at), over);
    return to > at && length > 0 ? [{ from: at, to, playing }] : [];
  });
}

/** Where in the recording that is played everybody was at `at`, in seconds. */
export function playedSecond({ playing }: PlayedStretch, at: number): number {
  return positionAt(playing, at);
}

/** The questions that were live, in order. */
export function askedStretches(timeline: TakeTimeline): readonly AskedStretch[] {
  const asked: AskedStretch[] = [];
  const told = timeline.events.flatMap(({ at, body }) => (body.kind === 'question' ? [{ at, ...body }] : []));
  for (const [index, { at, questionId, state }] of told.entries()) {
    if (state !== 'live') continue;
    const end = endOf(timeline, at);
    const next = told.slice(index + 1).find((later) => later.questionId === questionId);
    const isInIt = next !== undefined && next.at <= end;
    // One that was live when the recording stopped was answered, if it was, after that.
    asked.push({
      from: at,
      to: isInIt ? next.at : end,
      questionId,
      answered: !isInIt || next.state === 'answered',
    });
  }
  return asked;
}

/** Who was heard for less, in ms, does not change the picture. */
const SHORTEST_TURN = 1_500;

/** When somebody else began to speak for long enough to be shown; silence changes nothing. */
export function speakerTurns({ events }: TakeTimeline): readonly { at: number; accountId: string }[] {
  const heard = events.flatMap(({ at, body }) =>
    body.kind === 'speaker' ? [{ at, accountId: body.accountId }] : [],
  );
  const turns: { at: number; accountId: string }[] = [];
  for (const [index, { at, accountId }] of heard.entries()) {
    const until = heard[index + 1]?.at ?? Number.POSITIVE_INFINITY;
    if (accountId === null || until - at < SHORTEST_TURN || turns.at(-1)?.accountId === accountId) continue;
    turns.push({ at, accountId });
  }
  return turns;
}
