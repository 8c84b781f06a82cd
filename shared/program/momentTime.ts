import { Temporal } from 'temporal-polyfill';
import { assertNever } from '../assertNever.ts';
import type { Moment } from './moment.ts';

/**
 * Where a moment lies for sorting, in ms since the epoch: a date at its start in UTC, a year at its
 * first day. `null` for what is to be announced.
 */
export function momentTime(moment: Moment): number | null {
  switch (moment.kind) {
    case 'unknown':
      return null;
    case 'year':
      return Date.UTC(moment.year, 0, 1);
    case 'date':
      return Date.parse(`${moment.date}T00:00:00Z`);
    case 'instant':
      return Date.parse(moment.at);
    default:
      return assertNever(moment);
  }
}

/** The zone in which the days of a workshop begin and end (IANA): its own, or UTC where it states none. */
export function dayZone(zone: string | null): string {
  return zone ?? 'UTC';
}

/**
 * When a moment begins, in ms since the epoch, for counting down: a date at its start in `zone` (IANA;
 * `null` is UTC). `null` for a year and for what is to be announced, which nobody can count to.
 */
export function momentStart(moment: Moment, zone: string | null): number | null {
  switch (moment.kind) {
    case 'unknown':
    case 'year':
      return null;
    case 'date':
      return dayStart(Temporal.PlainDate.from(moment.date), dayZone(zone));
    case 'instant':
      return Date.parse(moment.at);
    default:
      return assertNever(moment);
  }
}

function dayStart(date: Temporal.PlainDate, zone: string): number {
  return date.toZonedDateTime(zone).epochMilliseconds;
}

/** Anywhere on Earth: the last place where a day ends (the sign of this zone's name is POSIX's). */
const ANYWHERE_ON_EARTH = 'Etc/GMT+12';

/**
 * When a moment is wholly past, in ms since the epoch: a date with its day in `zone` (IANA; `null` is
 * UTC), or anywhere on Earth where its source says so. `null` for what is to be announced.
 */
export function momentEnd(moment: Moment, zone: string | null, anywhereOnEarth = false): number | null {
  switch (moment.kind) {
    case 'unknown':
      return null;
    case 'year':
      return Date.UTC(moment.year + 1, 0, 1);
    case 'date': {
      const next = Temporal.PlainDate.from(moment.date).add({ days: 1 });
      return dayStart(next, anywhereOnEarth ? ANYWHERE_ON_EARTH : dayZone(zone));
    }
    case 'instant':
      return Date.parse(moment.at);
    default:
      return assertNever(moment);
  }
}
