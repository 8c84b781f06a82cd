import { Temporal } from 'temporal-polyfill';
import type { JCalComponent } from './calendarText.ts';

const local = (at: Temporal.ZonedDateTime, offset: number): string =>
  at.withTimeZone('UTC').add({ nanoseconds: offset }).toPlainDateTime().toString({ smallestUnit: 'second' });

/** `+02:00`, as jCal has it. */
function offsetText(nanoseconds: number): string {
  const seconds = Math.abs(nanoseconds) / 1e9;
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const rest = seconds % 60 === 0 ? '' : `:${two(seconds % 60)}`;
  return `${nanoseconds < 0 ? '-' : '+'}${two(seconds / 3600)}:${two((seconds / 60) % 60)}${rest}`;
}

/** From `at` on, the zone has another offset than before. */
function observance(at: Temporal.ZonedDateTime): JCalComponent {
  const before = at.subtract({ nanoseconds: 1 }).offsetNanoseconds;
  const after = at.offsetNanoseconds;
  return [
    after > before ? 'daylight' : 'standard',
    [
      ['dtstart', {}, 'date-time', local(at, before)],
      ['tzoffsetfrom', {}, 'utc-offset', offsetText(before)],
      ['tzoffsetto', {}, 'utc-offset', offsetText(after)],
    ],
    [],
  ];
}

function constant(offset: number): JCalComponent {
  return [
    'standard',
    [
      ['dtstart', {}, 'date-time', '1601-01-01T00:00:00'],
      ['tzoffsetfrom', {}, 'utc-offset', offsetText(offset)],
      ['tzoffsetto', {}, 'utc-offset', offsetText(offset)],
    ],
    [],
  ];
}

/**
 * The VTIMEZONE (RFC 5545, 3.6.5) of an IANA zone: every change of its offset from the one before `from`
 * to the end of the year of `to`, as the time zone database has it. Both in ms since the epoch.
 */
export function calendarZone(zone: string, from: number, to: number): JCalComponent {
  const at = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
  const begin = at(from).with({ month: 1, day: 1 }).startOfDay();
  const end = at(to).with({ month: 12, day: 31 }).add({ days: 1 }).startOfDay();
  const first = begin.getTimeZoneTransition('previous');
  const changes = [
    first ? observance(first) : constant(begin.subtract({ nanoseconds: 1 }).offsetNanoseconds),
  ];
  let next = begin.subtract({ nanoseconds: 1 }).getTimeZoneTransition('next');
  while (next && Temporal.ZonedDateTime.compare(next, end) < 0) {
    changes.push(observance(next));
    next = next.getTimeZoneTransition('next');
  }
  return ['vtimezone', [['tzid', {}, 'text', zone]], changes];
}
