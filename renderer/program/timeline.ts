import { Temporal } from 'temporal-polyfill';
import { assertNever } from '#shared/assertNever.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How long what has no known end is drawn, in ms. It is drawn open, and said in words. */
export const SUPPOSED_LENGTH = 30 * MINUTE;
/** What is shorter is drawn this long, so that it can be read, in ms. */
export const SHORTEST_LENGTH = 15 * MINUTE;

export type Span = {
  readonly id: string;
  /** Ms since the epoch. */
  readonly start: number;
  readonly end: number | null;
};

/** The end that a span is drawn to, in ms since the epoch. */
export function drawnEnd({ start, end }: Pick<Span, 'start' | 'end'>): number {
  if (end === null) return start + SUPPOSED_LENGTH;
  return Math.max(end, start + SHORTEST_LENGTH);
}

/** Which of `lanes` lanes, side by side, a span is drawn in. */
export type Lane = { readonly lane: number; readonly lanes: number };

/** The smallest number out first; a binary heap. */
class FreeLanes {
  readonly #heap: number[] = [];

  put(lane: number): void {
    const heap = this.#heap;
    let at = heap.push(lane) - 1;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if ((heap[up] ?? 0) <= lane) break;
      heap[at] = heap[up] ?? lane;
      at = up;
    }
    heap[at] = lane;
  }

  take(): number | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const smaller = (heap[left + 1] ?? Infinity) < (heap[left] ?? Infinity) ? left + 1 : left;
      const value = heap[smaller];
      if (value === undefined || value >= last) break;
      heap[at] = value;
      at = smaller;
    }
    heap[at] = last;
    return first;
  }
}

/**
 * Lanes for spans that share a column: spans that overlap as drawn get different lanes, and spans that
 * are connected by overlaps are equally wide. One sweep over sorted starts and ends, O(n log n).
 */
export function assignLanes(spans: readonly Span[]): ReadonlyMap<string, Lane> {
  const starts = [...spans].sort((a, b) => a.start - b.start || drawnEnd(b) - drawnEnd(a));
  const ends = [...spans].sort((a, b) => drawnEnd(a) - drawnEnd(b));
  const lanes = new Map<string, number>();
  const placed = new Map<string, Lane>();
  let free = new FreeLanes();
  let group: string[] = [];
  let wide = 0;
  let ended = 0;
  const closeGroup = () => {
    for (const id of group) placed.set(id, { lane: lanes.get(id) ?? 0, lanes: wide });
    group = [];
    wide = 0;
    free = new FreeLanes();
  };
  for (const [begun, span] of starts.entries()) {
    for (let next = ends[ended]; next && drawnEnd(next) <= span.start; next = ends[ended]) {
      free.put(lanes.get(next.id) ?? 0);
      ended += 1;
    }
    if (ended === begun) closeGroup();
    const lane = free.take() ?? wide;
    wide = Math.max(wide, lane + 1);
    lanes.set(span.id, lane);
    group.push(span.id);
  }
  closeGroup();
  return placed;
}

export type TimelineHours = {
  /** The first and the last instant that is drawn, in ms since the epoch. */
  readonly from: number;
  readonly to: number;
  /** The instants of the full hours between, whatever the clock does. */
  readonly hours: readonly number[];
};

/**
 * The hours that a day's spans need, from the full hour (on the clock of `zone`, IANA) before the first.
 * Hours have all the same length, so on a day when the clock changes an hour is left out or comes twice.
 * `null` where there is nothing to draw.
 */
export function timelineHours(
  spans: readonly Pick<Span, 'start' | 'end'>[],
  zone: string,
): TimelineHours | null {
  if (spans.length === 0) return null;
  const first = spans.reduce((least, { start }) => Math.min(least, start), Infinity);
  const last = spans.reduce((most, span) => Math.max(most, drawnEnd(span)), -Infinity);
  const { minute, second, millisecond } =
    Temporal.Instant.fromEpochMilliseconds(first).toZonedDateTimeISO(zone);
  const from = first - minute * MINUTE - second * 1000 - millisecond;
  const count = Math.max(1, Math.ceil((last - from) / HOUR));
  const hours = Array.from({ length: count + 1 }, (_, hour) => from + hour * HOUR);
  return { from, to: from + count * HOUR, hours };
}

/** Columns in the order of the program, then what has no column; only those with something in them. */
export function timelineColumns<T>(
  entries: readonly T[],
  columnOf: (entry: T) => string | null,
  order: readonly string[],
): readonly { readonly id: string | null; readonly entries: readonly T[] }[] {
  const groups = Map.groupBy(entries, (entry) => {
    const id = columnOf(entry);
    return id !== null && order.includes(id) ? id : null;
  });
  return [...order, null].flatMap((id) => {
    const own = groups.get(id);
    return own ? [{ id, entries: own }] : [];
  });
}

/**
 * Parts what is drawn across all columns from the rest: what is for everybody and has nothing beside it.
 * `isForAll` says which could be; what overlaps something else stays in its column.
 */
export function acrossColumns<T extends Span>(
  spans: readonly T[],
  isForAll: (span: T) => boolean,
): { readonly across: readonly T[]; readonly rest: readonly T[] } {
  const lanes = assignLanes(spans);
  const alone = (span: T) => isForAll(span) && lanes.get(span.id)?.lanes === 1;
  return { across: spans.filter(alone), rest: spans.filter((span) => !alone(span)) };
}

export type Stop = { readonly id: string; readonly at: number };
export type MoveKey = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight' | 'Home' | 'End';

/**
 * Where an arrow key leads from a stop: up and down within its column; left and right to what is at that
 * time, or nearest to it, in the next column; Home and End to the ends of the column.
 */
export function moveTo(columns: readonly (readonly Stop[])[], id: string, key: MoveKey): string {
  const c = columns.findIndex((column) => column.some((stop) => stop.id === id));
  const column = columns[c];
  if (!column) return columns[0]?.[0]?.id ?? id;
  const i = column.findIndex((stop) => stop.id === id);
  const at = column[i]?.at ?? 0;
  const nearest = (other: readonly Stop[] | undefined) =>
    other?.reduce<Stop | undefined>(
      (best, stop) => (best && Math.abs(best.at - at) <= Math.abs(stop.at - at) ? best : stop),
      undefined,
    );
  const target = (): Stop | undefined => {
    switch (key) {
      case 'ArrowUp':
        return column[i - 1];
      case 'ArrowDown':
        return column[i + 1];
      case 'ArrowLeft':
        return nearest(columns[c - 1]);
      case 'ArrowRight':
        return nearest(columns[c + 1]);
      case 'Home':
        return column[0];
      case 'End':
        return column.at(-1);
      default:
        return assertNever(key);
    }
  };
  return target()?.id ?? id;
}
