import type { Dated, Days } from './days.ts';

/** `all`, a date (ISO 8601), or `unknown` for what has no day. */
export type ShownDay = string;

export type ShownDayOf = {
  readonly view: 'list' | 'timeline';
  /** The date of now, ISO 8601. */
  readonly today: string;
  /** True where all days at once are too much to begin with. */
  readonly many: boolean;
};

/** The day to show: the one picked where it has something; else all of a short list, today, or the first. */
export function shownDay<T extends Dated>(
  picked: ShownDay | null,
  { days, unknown }: Days<T>,
  { view, today, many }: ShownDayOf,
): ShownDay {
  const has = (day: ShownDay) => days.some(({ date }) => date === day);
  if (picked !== null && (has(picked) || (picked === 'unknown' && unknown.length > 0))) return picked;
  if (view === 'list' && (picked === 'all' || !many)) return 'all';
  if (has(today)) return today;
  return days.find(({ timed }) => timed.length > 0)?.date ?? days[0]?.date ?? 'unknown';
}
