import type { Span } from './barParts.ts';

/** Bytes `[start, end)` that are here, in order. */
export type ByteRanges = readonly (readonly [start: number, end: number])[];

export type HeldFile = {
  readonly ranges: ByteRanges;
  /** Bytes of the whole file. */
  readonly size: number;
  /** Bytes before its first picture: the index, which plays no time. */
  readonly front: number;
};

/**
 * The times (seconds) of which the bytes are here. Bytes are laid over the time evenly, the file's front
 * matter taken off: with a picture that moves much at one end it may be some seconds wrong. Nothing is
 * here as long as the front matter is not.
 */
export function heldTimes({ ranges, size, front }: HeldFile, duration: number): readonly Span[] {
  const media = size - front;
  if (media <= 0 || duration <= 0) return [];
  const hasFront = front === 0 || ranges.some(([start, end]) => start === 0 && end >= front);
  if (!hasFront) return [];
  const at = (byte: number) => (Math.max(0, byte - front) / media) * duration;
  return ranges.filter(([, end]) => end > front).map(([start, end]) => ({ start: at(start), end: at(end) }));
}

/** Whether a second is in one of the spans. */
export function isHeld(spans: readonly Span[], second: number): boolean {
  return spans.some(({ start, end }) => start <= second && second < end);
}

/** Too short a stretch (seconds) to be worth going on with. */
const WORTH = 8;
/** As times are only near, a stretch is entered so far (seconds) behind its start. */
const INTO = 4;

/** Where to go on in the next part that is here; `null` where none follows. */
export function nextHeld(spans: readonly Span[], second: number): number | null {
  const next = spans.find(({ start, end }) => start > second && end - start >= WORTH);
  return next ? next.start + INTO : null;
}

/** How much of the time is here, 0 to 1. */
export function heldPart(spans: readonly Span[], duration: number): number {
  if (duration <= 0) return 0;
  return Math.min(1, spans.reduce((sum, { start, end }) => sum + end - start, 0) / duration);
}
