import { drawnEnd } from './timeline.ts';

type Timed = { readonly start: number | null; readonly end: number | null; readonly cancelled: boolean };

export type NowNext<T> = {
  readonly now: readonly T[];
  /** What begins next; several where they begin together. */
  readonly next: readonly T[];
};

/** True from the start to the end; where no end is known, for as long as it is drawn. All in ms since the epoch. */
export function isOn({ start, end }: Pick<Timed, 'start' | 'end'>, now: number): boolean {
  if (start === null || start > now) return false;
  return now < (end === null ? drawnEnd({ start, end }) : end);
}

/** What is on at `now` (the program's clock, ms since the epoch) and what comes next; nothing cancelled. */
export function nowNext<T extends Timed>(entries: readonly T[], now: number): NowNext<T> {
  const planned = entries.filter(({ cancelled }) => !cancelled);
  const soonest = planned.reduce(
    (least, { start }) => (start !== null && start > now ? Math.min(least, start) : least),
    Infinity,
  );
  return {
    now: planned.filter((entry) => isOn(entry, now)),
    next: planned.filter(({ start }) => start === soonest),
  };
}
