import { Temporal } from 'temporal-polyfill';
import type { Moment } from '../../moment.ts';
import type { Page } from './Page.ts';
import { ANYWHERE, type Day, type FoundDate, findDates, isRealDay } from './pageDates.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** Hours from UTC of the abbreviations that mean one zone in these pages. */
const OFFSETS: ReadonlyMap<string, string> = new Map([
  ...(['UTC', 'GMT', 'Z'] as const).map((name) => [name, '+00:00'] as const),
  ['CET', '+01:00'],
  ['CEST', '+02:00'],
  ['EST', '-05:00'],
  ['EDT', '-04:00'],
  ['CDT', '-05:00'],
  ['MDT', '-06:00'],
  ['PST', '-08:00'],
  ['PDT', '-07:00'],
  ['JST', '+09:00'],
]);

const TIME =
  /(?<![\d:.-])(\d{1,2})(?::(\d{2}))?\s?(a\.?m\.?|p\.?m\.?|h\b|uhr\b)?(?:\s{0,2}\(?([A-Z]{1,4}|[A-Z][A-Za-z]+\/[A-Z][A-Za-z_]+)\b\)?)?/g;

export type TimeOfDay = { readonly hour: number; readonly minute: number; readonly zone: string | null };

/** Times of day in a text: `14:00`, `2 pm`, `09:30 CEST`. */
export function findTimes(text: string): readonly TimeOfDay[] {
  return [...text.slice(0, 2000).matchAll(TIME)].flatMap(([, hours, minutes, half, zone]) => {
    if (minutes === undefined && half === undefined) return [];
    const late = half?.toLowerCase().startsWith('p') && Number(hours) < 12 ? 12 : 0;
    const early = half?.toLowerCase().startsWith('a') && Number(hours) === 12 ? -12 : 0;
    const hour = Number(hours) + late + early;
    const minute = Number(minutes ?? 0);
    const known = zone !== undefined && (OFFSETS.has(zone) || zone.includes('/')) ? zone : null;
    return hour > 23 || minute > 59 ? [] : [{ hour, minute, zone: known }];
  });
}

/** Whether the calendar of zones (IANA) has this name. */
export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).format(0) !== '';
  } catch (thrown) {
    if (thrown instanceof RangeError) return false;
    throw thrown;
  }
}

/** A day and a time of day, in the zone that either says; `null` where none does. */
export function instantOf(date: string, time: TimeOfDay, zone: string | null): Moment | null {
  const said = time.zone ?? zone;
  if (said === null) return null;
  const clock = `${date}T${two(time.hour)}:${two(time.minute)}:00`;
  const offset = OFFSETS.get(said);
  if (offset) return { kind: 'instant', at: new Date(`${clock}${offset}`).toISOString() };
  if (!isZone(said)) return null;
  const at = Temporal.PlainDateTime.from(clock).toZonedDateTime(said).epochMilliseconds;
  return { kind: 'instant', at: new Date(at).toISOString() };
}

export const isoDay = ({ year, month, day }: Day & { readonly year: number }): string =>
  `${year}-${two(month)}-${two(day)}`;

/** A day with the page's own year where it says none; what cannot be known or is no day is told. */
export function dayMoment(day: Day, page: Page, line: number, text: string): Moment {
  const year = day.year ?? page.year;
  if (year === null) {
    page.ledger.remark('not-understood', 'date-without-year', line, text);
    return { kind: 'unknown' };
  }
  if (!isRealDay({ ...day, year })) {
    page.ledger.remark('not-understood', 'bad-date', line, text);
    return { kind: 'unknown' };
  }
  if (day.year === null) page.ledger.remark('assumed', 'date-without-year', line, `${text} → ${year}`);
  return { kind: 'date', date: isoDay({ ...day, year }) };
}

export type ReadMoments = { readonly start: Moment; readonly end: Moment | null };

/** The moments of a date in a line: with its time of day where the line says one and a zone for it. */
export function readMoments(text: string, found: FoundDate, page: Page, line: number): ReadMoments {
  const shown = text.slice(found.from, found.to);
  if (found.instant) return { start: { kind: 'instant', at: found.instant }, end: null };
  const start = dayMoment(found.start, page, line, shown);
  const end = found.end
    ? dayMoment({ ...found.end, year: found.end.year ?? found.start.year }, page, line, shown)
    : null;
  if (start.kind === 'date' && end?.kind === 'date' && end.date < start.date) {
    page.ledger.remark('not-understood', 'end-before-start', line, shown);
    return { start, end: null };
  }
  if (ANYWHERE.test(text) || start.kind !== 'date') return { start, end };
  const around = text.slice(0, found.from) + text.slice(found.to);
  const [from, to] = findTimes(around);
  if (!from) return { start, end };
  const zone = to?.zone ?? from.zone ?? page.zone;
  const first = instantOf(start.date, from, zone);
  if (!first) {
    page.ledger.remark('not-understood', 'unknown-zone', line, text);
    return { start, end };
  }
  const last = to ? instantOf(end?.kind === 'date' ? end.date : start.date, to, zone) : null;
  return { start: first, end: last ?? end };
}

/** A moment as a field of a page has it: an instant, a date, a year, or nothing yet; `null` where it is none. */
export function readMoment(text: string, page: Page, line: number): ReadMoments | null {
  if (/^\s*(?:to be announced|tba|tbd|tbc|unknown)\b/i.test(text))
    return { start: { kind: 'unknown' }, end: null };
  const year = /^\s*((?:19|20)\d{2})\s*$/.exec(text)?.[1];
  if (year) return { start: { kind: 'year', year: Number(year) }, end: null };
  const dates = findDates(text);
  const [first, second] = dates;
  if (!first) return null;
  const read = readMoments(text, first, page, line);
  if (!second || read.end) return read;
  return { start: read.start, end: readMoments(text, second, page, line).start };
}
