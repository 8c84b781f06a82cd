import type { Moment } from '#shared/program/moment.ts';
import { type Locale, timeWords } from '#shared/program/momentWords.ts';
import { dateIn } from './days.ts';

/** `Thursday 25 June 2020` for a calendar date (ISO 8601). */
export function dayTitle(date: string, language: string): string {
  return new Intl.DateTimeFormat(language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
    .format(Date.parse(`${date}T00:00:00Z`))
    .replace(',', '');
}

/** `Thu 25 June` */
export function shortDay(date: string, language: string): string {
  return new Intl.DateTimeFormat(language, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  })
    .format(Date.parse(`${date}T00:00:00Z`))
    .replace(',', '');
}

/** `09:00 – 10:30`; the start alone where no end is known, the end's day with it where that is another. */
export function rangeWords(start: number, end: number | null, locale: Locale): string {
  if (end === null || end === start) return timeWords(start, locale);
  const endDate = dateIn(locale.zone, end);
  const until =
    endDate === dateIn(locale.zone, start)
      ? timeWords(end, locale)
      : `${timeWords(end, locale)} (${shortDay(endDate, locale.language)})`;
  return `${timeWords(start, locale)} – ${until}`;
}

/** `25 Jun 16:00` where a talk's start is known to the minute; `null` where it is not. */
export function talkTimeWords(start: Moment, locale: Locale): string | null {
  if (start.kind !== 'instant') return null;
  const at = Date.parse(start.at);
  const day = new Intl.DateTimeFormat(locale.language, {
    day: 'numeric',
    month: 'short',
    timeZone: locale.zone,
  });
  return `${day.format(at)} ${timeWords(at, locale)}`;
}
