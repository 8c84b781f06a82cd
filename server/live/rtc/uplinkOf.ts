import type { Uplink } from '#shared/live/link.ts';

/** mediasoup's score of each stream of one producer, 0 (nothing arrives) to 10. */
export type StreamScores = readonly number[];

/** From which score on a link is called that. */
const GOOD = 8;
const FAIR = 5;

/**
 * How well what somebody sends arrives, of the scores of all that is sent now: as well as the worst of it, each
 * taken by its best stream (the others may be switched off); `null` where nothing is sent.
 */
export function uplinkOf(producers: readonly StreamScores[]): Uplink | null {
  const best = producers.flatMap((scores) => (scores.length === 0 ? [] : [Math.max(...scores)]));
  if (best.length === 0) return null;
  if (best.every((score) => score === 0)) return 'gone';
  const worst = Math.min(...best);
  if (worst >= GOOD) return 'good';
  return worst >= FAIR ? 'fair' : 'poor';
}
