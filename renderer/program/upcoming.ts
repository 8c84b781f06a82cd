import type { Moment } from '#shared/program/moment.ts';
import { momentStart } from '#shared/program/momentTime.ts';
import { deadlineTime, type ProgramRows } from './schedule.ts';

export type Upcoming = {
  readonly id: string;
  readonly title: string;
  readonly at: number;
  /**
   * The calendar date (ISO 8601) where only that is known: shown as it was stated, whatever the reader's
   * zone, and with nothing to count down to. `null` where `at` is exact.
   */
  readonly date: string | null;
};

const dateOf = (moment: Moment) => (moment.kind === 'date' ? moment.date : null);

/** What lies ahead in one workshop, soonest first. `now`: the program's clock, ms since the epoch; `zone`: the workshop's. */
export function upcoming(
  rows: ProgramRows,
  now: number,
  zone: string | null,
  openTitle: (count: number) => string,
): readonly Upcoming[] {
  const found: Upcoming[] = [];
  for (const { id, data } of rows.sessions) {
    const at = momentStart(data.start, zone);
    if (at !== null && at > now) {
      found.push({ id, title: data.title, at, date: dateOf(data.start) });
    }
  }
  for (const { id, data } of rows.deadlines) {
    const at = deadlineTime(data, zone);
    if (at !== null && at > now) {
      found.push({ id, title: data.label, at, date: dateOf(data.when) });
    }
  }
  const releases = Map.groupBy(
    rows.recordings.filter(({ data }) => (momentStart(data.release, zone) ?? 0) > now),
    ({ data }) => momentStart(data.release, zone) ?? 0,
  );
  for (const [at, opening] of releases) {
    found.push({ id: `release-${at}`, title: openTitle(opening.length), at, date: null });
  }
  found.sort((a, b) => a.at - b.at);
  // An important date and the session that it is about are one thing; two releases are two.
  const named = (item: Upcoming) => (item.id.startsWith('release-') ? item.id : item.title);
  return found.filter((item, i) => found.findIndex((other) => named(other) === named(item)) === i);
}
