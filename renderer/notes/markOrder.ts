import type { MarkEntry } from '../sync/database.ts';

/** What is on the whole recording first, then by the second, then as it was written. */
export function inTimeOrder(marks: readonly MarkEntry[]): readonly MarkEntry[] {
  return [...marks].sort(
    (a, b) => (a.second ?? -1) - (b.second ?? -1) || a.at - b.at || (a.markId < b.markId ? -1 : 1),
  );
}

/** So many seconds around it count as being at a bookmark. */
const NEAR = 2;

/** The bookmark at a second, the nearest one. */
export function bookmarkNear(marks: readonly MarkEntry[], second: number): MarkEntry | null {
  const away = (mark: MarkEntry) => Math.abs((mark.second ?? Number.POSITIVE_INFINITY) - second);
  const [nearest] = marks
    .filter((mark) => mark.kind === 'bookmark' && away(mark) < NEAR)
    .sort((a, b) => away(a) - away(b));
  return nearest ?? null;
}

/** The last mark that playback has come to. */
export function currentMark(marks: readonly MarkEntry[], second: number): MarkEntry | null {
  return marks.findLast((mark) => mark.second !== null && mark.second <= second) ?? null;
}
