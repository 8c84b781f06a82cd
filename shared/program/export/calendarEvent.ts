import { Temporal } from 'temporal-polyfill';
import { assertNever } from '../../assertNever.ts';
import type { Moment } from '../moment.ts';
import type { JCalComponent, JCalProperty } from './calendarText.ts';
import type { LeftOutReason } from './exported.ts';
import { exportLine, exportText, exportTitle } from './exportText.ts';

/** When an entry of a calendar is: whole days (both inclusive, `YYYY-MM-DD`), or instants in ms. */
export type When =
  | { readonly kind: 'days'; readonly first: string; readonly last: string }
  | { readonly kind: 'time'; readonly start: number; readonly end: number | null };

export type CalendarEvent = {
  /** The row that the entry is of; its name in calendars stays the same for as long as the row is there. */
  readonly id: string;
  /** Rises whenever something that the entry says is written. */
  readonly sequence: number;
  readonly title: string;
  readonly when: When;
  /** IANA. */
  readonly zone: string;
  readonly cancelled: boolean;
  /** False for what takes nobody's time, such as a deadline. */
  readonly busy: boolean;
  readonly location: string | null;
  readonly description: string;
  readonly categories: readonly string[];
  readonly url: string;
  /** Minutes before its start; `null` is never. */
  readonly reminder: number | null;
};

/** When a moment of `minutes` is in a calendar, or why it cannot be in one. */
export function whenOf(start: Moment, minutes: number | null): When | LeftOutReason {
  switch (start.kind) {
    case 'unknown':
      return 'no-start';
    case 'year':
      return 'only-a-year';
    case 'date':
      return { kind: 'days', first: start.date, last: start.date };
    case 'instant': {
      const at = Date.parse(start.at);
      return { kind: 'time', start: at, end: minutes === null ? null : at + Math.round(minutes * 60_000) };
    }
    default:
      return assertNever(start);
  }
}

const UTC = 'UTC';

function timeProperty(name: string, at: number, zone: string): JCalProperty {
  const instant = new Date(Math.floor(at));
  if (zone === UTC) return [name, {}, 'date-time', instant.toISOString().replace(/\.\d+Z$/, 'Z')];
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone);
  const local = zoned.toPlainDateTime().toString({ smallestUnit: 'second' });
  return [name, { tzid: zone }, 'date-time', local];
}

function whenProperties({ when, zone }: CalendarEvent): readonly JCalProperty[] {
  if (when.kind === 'time') {
    const end = when.end === null ? [] : [timeProperty('dtend', when.end, zone)];
    return [timeProperty('dtstart', when.start, zone), ...end];
  }
  const after = Temporal.PlainDate.from(when.last).add({ days: 1 }).toString();
  return [
    ['dtstart', {}, 'date', when.first],
    ['dtend', {}, 'date', after],
  ];
}

const optional = (name: string, value: string | null): readonly JCalProperty[] =>
  value === null || value === '' ? [] : [[name, {}, 'text', value]];

function alarm(minutes: number, title: string): JCalComponent {
  return [
    'valarm',
    [
      ['action', {}, 'text', 'DISPLAY'],
      ['description', {}, 'text', title],
      ['trigger', {}, 'duration', minutes === 0 ? 'PT0S' : `-PT${minutes}M`],
    ],
    [],
  ];
}

/**
 * The VEVENT (RFC 5545, 3.6.1) of an entry. Rows carry no time of their last change, so LAST-MODIFIED is
 * `at`, when the file was made: without a METHOD the RFC (3.8.7.2) lets DTSTAMP say the same.
 * @param hub the beginning of the hub's fingerprint, which makes the UID one of its own
 * @param at ms since the epoch
 */
export function calendarEvent(event: CalendarEvent, hub: string, at: number): JCalComponent {
  const title = exportTitle(event.title);
  const categories = event.categories.map((category) => exportLine(category)).filter((one) => one !== '');
  const properties: readonly JCalProperty[] = [
    ['uid', {}, 'text', `${event.id}@${hub}`],
    timeProperty('dtstamp', at, UTC),
    timeProperty('last-modified', at, UTC),
    ['sequence', {}, 'integer', event.sequence],
    ...whenProperties(event),
    ['summary', {}, 'text', title],
    ...optional('description', exportText(event.description).trim()),
    ...optional('location', event.location === null ? null : exportLine(event.location)),
    ...categories.map((category): JCalProperty => ['categories', {}, 'text', category]),
    ['url', {}, 'uri', event.url],
    ['status', {}, 'text', event.cancelled ? 'CANCELLED' : 'CONFIRMED'],
    ['transp', {}, 'text', event.busy && !event.cancelled ? 'OPAQUE' : 'TRANSPARENT'],
  ];
  const alarms = event.reminder === null || event.cancelled ? [] : [alarm(event.reminder, title)];
  return ['vevent', properties, alarms];
}
