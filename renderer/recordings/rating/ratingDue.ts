/** From this share of a recording on, its watcher is asked what they made of it. */
const ENOUGH = 0.8;

/** Whether enough was watched to be asked. Seconds; `second` is the furthest that is known. */
export function isRatingDue(watched: {
  readonly finished: boolean;
  readonly second: number;
  readonly duration: number;
}): boolean {
  return watched.finished || (watched.duration > 0 && watched.second >= ENOUGH * watched.duration);
}
