import { Temporal } from 'temporal-polyfill';
import { assertNever } from '../../assertNever.ts';
import type { Row } from '../../sync/rows.ts';
import type { Moment } from '../moment.ts';

/** Of a page in English, whatever the interface speaks. */
const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
];

/** `25 June 2020` */
const dayText = ({ day, month, year }: Temporal.PlainDate | Temporal.ZonedDateTime): string =>
  `${day} ${MONTHS[month - 1]} ${year}`;

/** `14:00` */
const clockText = (at: Temporal.ZonedDateTime): string =>
  `${String(at.hour).padStart(2, '0')}:${String(at.minute).padStart(2, '0')}`;

/** Whether a clock on the wall that shows minutes says this instant, and no other. */
function isClockTime(at: Temporal.ZonedDateTime): boolean {
  const local = at.toPlainDateTime();
  const said = local.round('minute').equals(local);
  return said && local.toZonedDateTime(at.timeZoneId, { disambiguation: 'earlier' }).equals(at);
}

/** `25 June 2020, 14:00`, with UTC said where that is the zone; ISO 8601 where a clock would not be exact. */
function instantText(at: string, zone: string): string {
  const zoned = Temporal.Instant.from(at).toZonedDateTimeISO(zone);
  if (!isClockTime(zoned)) return zoned.toString({ timeZoneName: 'never' });
  const words = `${dayText(zoned)}, ${clockText(zoned)}`;
  return zone === 'UTC' ? `${words} UTC` : words;
}

/** A moment in the zone of its page; `null` for what is to be announced. */
export function momentText(moment: Moment, zone: string): string | null {
  switch (moment.kind) {
    case 'unknown':
      return null;
    case 'year':
      return String(moment.year);
    case 'date':
      return dayText(Temporal.PlainDate.from(moment.date));
    case 'instant':
      return instantText(moment.at, zone);
    default:
      return assertNever(moment);
  }
}

/** From when to when: `25 June 2020, 14:00 to 15:30`. */
export function spanText(start: Moment, end: Moment, zone: string): string | null {
  const from = momentText(start, zone);
  if (from === null || start.kind !== 'instant' || end.kind !== 'instant') return from;
  const [first, last] = [start, end].map(({ at }) => Temporal.Instant.from(at).toZonedDateTimeISO(zone));
  if (!first || !last || Temporal.ZonedDateTime.compare(last, first) <= 0) return from;
  const isOneDay = first.toPlainDate().equals(last.toPlainDate());
  if (!isOneDay || !isClockTime(first) || !isClockTime(last)) {
    const iso = (at: Temporal.ZonedDateTime) => at.toString({ timeZoneName: 'never' });
    return `${iso(first)} to ${iso(last)}`;
  }
  return `${dayText(first)}, ${clockText(first)} to ${clockText(last)}${zone === 'UTC' ? ' UTC' : ''}`;
}

/** A deadline's date, with the rule of its last hour where it has one. */
export function deadlineWords({ data }: Row<'deadline'>, zone: string): string {
  const words = momentText(data.when, zone) ?? 'to be announced';
  return data.anywhereOnEarth ? `${words} (anywhere on Earth)` : words;
}
