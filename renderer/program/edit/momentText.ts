import { Temporal } from 'temporal-polyfill';
import { assertNever } from '#shared/assertNever.ts';
import { type Moment, moment, unknownMoment } from '#shared/program/moment.ts';

/** How an organizer writes a moment, in an IANA zone: nothing, `2020`, `2020-06-25` or `2020-06-25 14:00`. */
export function momentText(value: Moment, zone: string): string {
  switch (value.kind) {
    case 'unknown':
      return '';
    case 'year':
      return String(value.year);
    case 'date':
      return value.date;
    case 'instant': {
      const at = Temporal.Instant.from(value.at).toZonedDateTimeISO(zone);
      return `${at.toPlainDate().toString()} ${at.toPlainTime().toString({ smallestUnit: 'minute' })}`;
    }
    default:
      return assertNever(value);
  }
}

/**
 * Reads what `momentText` writes; `null` where it is none. A time that the clock of `zone` leaves out in
 * spring is read as the one after the gap; one that comes twice in autumn as the first.
 */
export function readMoment(text: string, zone: string): Moment | null {
  const written = text.trim();
  if (written === '') return unknownMoment;
  if (/^\d{4}$/.test(written)) return parsed({ kind: 'year', year: Number(written) });
  const [, date, time] = /^(\d{4}-\d\d-\d\d)(?:[ T]+(\d\d?:\d\d))?$/.exec(written) ?? [];
  if (date === undefined) return null;
  if (time === undefined) return parsed({ kind: 'date', date });
  try {
    const clock = time.padStart(5, '0');
    const at = Temporal.PlainDateTime.from(`${date}T${clock}`, { overflow: 'reject' }).toZonedDateTime(zone);
    return parsed({ kind: 'instant', at: new Date(at.epochMilliseconds).toISOString() });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function parsed(value: unknown): Moment | null {
  const read = moment.safeParse(value);
  return read.success ? read.data : null;
}
