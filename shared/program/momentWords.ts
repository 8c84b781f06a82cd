import { assertNever } from '../assertNever.ts';
import type { Moment } from './moment.ts';

/** The language, and the IANA zone in which an instant is shown. */
export type Locale = { readonly language: string; readonly zone: string };

const format = (locale: Locale, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale.language, options);

/** Its own zone: a calendar date is the same date wherever it is read. */
const DATE_ZONE = 'UTC';

/**
 * A moment in words, as exactly as it is known: `2020`, `20 June 2020`, `25 June 2020, 16:00`.
 * `null` for what is to be announced.
 */
export function momentWords(moment: Moment, locale: Locale): string | null {
  switch (moment.kind) {
    case 'unknown':
      return null;
    case 'year':
      return String(moment.year);
    case 'date':
      return dateWords(moment.date, locale);
    case 'instant':
      return `${dayWords(Date.parse(moment.at), locale)}, ${timeWords(Date.parse(moment.at), locale)}`;
    default:
      return assertNever(moment);
  }
}

function dateWords(date: string, { language }: Locale): string {
  return format({ language, zone: DATE_ZONE }, { dateStyle: 'long', timeZone: DATE_ZONE }).format(
    Date.parse(`${date}T00:00:00Z`),
  );
}

/** `25 June 2020` for an instant in ms since the epoch. */
export function dayWords(at: number, locale: Locale): string {
  return format(locale, { dateStyle: 'long', timeZone: locale.zone }).format(at);
}

/** `Thursday 25 June`: a day that is near, so that its year goes without saying. */
export function weekdayWords(at: number, locale: Locale): string {
  return format(locale, { weekday: 'long', day: 'numeric', month: 'long', timeZone: locale.zone })
    .format(at)
    .replace(',', '');
}

/** `20 June, 09:00` */
export function shortInstantWords(at: number, locale: Locale): string {
  const day = format(locale, { day: 'numeric', month: 'long', timeZone: locale.zone }).format(at);
  return `${day}, ${timeWords(at, locale)}`;
}

/** `16:00`, always of 24 hours. */
export function timeWords(at: number, locale: Locale): string {
  return format(locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: locale.zone,
  }).format(at);
}

/** `20 to 25 June 2020` for the days of a workshop; one day where both are the same, `null` where none is known. */
export function spanWords(first: Moment, last: Moment, locale: Locale): string | null {
  const from = calendarDay(first, locale);
  const to = calendarDay(last, locale);
  if (from === null || to === null || from === to) return momentDay(first, locale) ?? momentDay(last, locale);
  return format(locale, { dateStyle: 'long', timeZone: DATE_ZONE }).formatRange(from, to);
}

function momentDay(moment: Moment, locale: Locale): string | null {
  return moment.kind === 'instant' ? dayWords(Date.parse(moment.at), locale) : momentWords(moment, locale);
}

/** The start of a moment's day in UTC, as a calendar day in the reader's zone; `null` without a day. */
function calendarDay(moment: Moment, locale: Locale): number | null {
  if (moment.kind === 'date') return Date.parse(`${moment.date}T00:00:00Z`);
  if (moment.kind !== 'instant') return null;
  const parts = format(
    { language: 'en-CA', zone: locale.zone },
    { timeZone: locale.zone, year: 'numeric', month: '2-digit', day: '2-digit' },
  ).format(Date.parse(moment.at));
  return Date.parse(`${parts}T00:00:00Z`);
}
