import { Temporal } from 'temporal-polyfill';
import { type Moment, unknownMoment } from '../../moment.ts';
import type { Where } from '../draft.ts';
import type { ImportNotes } from './ImportNotes.ts';

const FIRST_YEAR = 1900;
const LAST_YEAR = 2200;
/** A talk is not longer than a month. */
const MOST_MINUTES = 31 * 24 * 60;

const STAMP =
  /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?)?\s*(Z|UTC|[+-]\d{2}(?::?\d{2})?)?$/i;

const LENGTH = /^(?:(\d{1,3}):)?(\d{1,4}):(\d{2})$/;

/** Whether this is a zone of the IANA's database. */
export function isZone(name: string): boolean {
  if (!/^[a-z]/i.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (thrown) {
    if (thrown instanceof RangeError) return false;
    throw thrown;
  }
}

/** An instant in ms since the epoch as a moment; unknown outside of the years that a program can have. */
export function instantOf(at: number): Moment {
  const year = new Date(at).getUTCFullYear();
  if (!(year >= FIRST_YEAR && year <= LAST_YEAR)) return unknownMoment;
  return { kind: 'instant', at: new Date(at).toISOString() };
}

type LocalTime = { readonly at: number; readonly sure: boolean };

/** A local time in a zone, in ms since the epoch; not sure where a clock change skips or repeats it. */
export function localTime(local: Temporal.PlainDateTime, zone: string): LocalTime {
  const earlier = local.toZonedDateTime(zone, { disambiguation: 'earlier' }).epochMilliseconds;
  const later = local.toZonedDateTime(zone, { disambiguation: 'later' }).epochMilliseconds;
  if (earlier === later) return { at: earlier, sure: true };
  return { at: local.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds, sure: false };
}

const offsetMinutes = (text: string): number => {
  if (/^(z|utc)$/i.test(text)) return 0;
  const sign = text.startsWith('-') ? -1 : 1;
  return sign * (Number(text.slice(1, 3)) * 60 + Number(text.slice(3).replace(':', '') || 0));
};

/** Reads the times of a source, and says where they cannot be read or had to be assumed. */
export class SourceClock {
  readonly #notes: ImportNotes;
  /** The zone of times without one; `null` is UTC, which is then said to be assumed. */
  zone: string | null;

  constructor(notes: ImportNotes, zone: string | null = null) {
    this.#notes = notes;
    this.zone = zone;
  }

  /** Keeps the zone that the source names, for all times after; `null` where there is no such zone. */
  setZone(value: unknown, where: Where): string | null {
    if (typeof value !== 'string' || value.trim() === '') return null;
    const name = value.trim();
    if (name.length <= 100 && isZone(name)) {
      this.zone = name;
      return name;
    }
    this.#notes.add('not-understood', 'unknown-zone', where, name);
    return null;
  }

  /** A date, or an instant; unknown, with a note, for what is neither. */
  moment(value: unknown, where: Where): Moment {
    if (value === null || value === undefined || value === '') return unknownMoment;
    const text = typeof value === 'string' ? value.trim() : '';
    const parts = STAMP.exec(text);
    const read = parts === null ? null : this.#read(parts, where);
    if (read !== null && read.kind !== 'unknown') return read;
    this.#notes.add('not-understood', 'bad-date', where, typeof value === 'object' ? '{}' : String(value));
    return unknownMoment;
  }

  /** Local time of a day, in ms since the epoch, in the source's zone. */
  local(local: Temporal.PlainDateTime, where: Where): number {
    if (this.zone === null) this.#notes.count('assumed', 'zone-assumed', where, 'UTC');
    const { at, sure } = localTime(local, this.zone ?? 'UTC');
    if (!sure) this.#notes.add('assumed', 'zone-assumed', where, `${local.toString()} ${this.zone}`);
    return at;
  }

  /** Minutes of `00:30`, `01:30:00`, `45`; `null`, with a note, where they are none, zero or endless. */
  minutes(value: unknown, where: Where): number | null {
    if (value === null || value === undefined || value === '') return null;
    const minutes = minutesOf(value);
    if (minutes !== null && minutes > 0 && minutes <= MOST_MINUTES) return minutes;
    const text = typeof value === 'object' ? '{}' : String(value);
    this.#notes.add('not-understood', minutes === 0 ? 'missing-time' : 'bad-date', where, text);
    return null;
  }

  #read(parts: RegExpExecArray, where: Where): Moment | null {
    const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
    const [hour, minute, second] = [Number(parts[4] ?? 0), Number(parts[5] ?? 0), Number(parts[6] ?? 0)];
    if (year < FIRST_YEAR || year > LAST_YEAR || hour > 23 || minute > 59 || second > 60) return null;
    const utc = new Date(Date.UTC(year, month - 1, day));
    if (utc.getUTCMonth() !== month - 1 || utc.getUTCDate() !== day) return null;
    if (parts[4] === undefined) return { kind: 'date', date: utc.toISOString().slice(0, 10) };
    const whole = { year, month, day, hour, minute, second: Math.min(second, 59) };
    if (parts[7] === undefined) return instantOf(this.local(Temporal.PlainDateTime.from(whole), where));
    const offset = offsetMinutes(parts[7]);
    if (Math.abs(offset) > 18 * 60) return null;
    return instantOf(Date.UTC(year, month - 1, day, hour, minute - offset, whole.second));
  }
}

function minutesOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? Math.round(value * 100) / 100 : null;
  if (typeof value !== 'string') return null;
  const text = value.trim();
  if (/^\d{1,6}(?:\.\d{1,4})?$/.test(text)) return Math.round(Number(text) * 100) / 100;
  const parts = LENGTH.exec(text);
  if (parts === null) return null;
  const [, first, second, third] = parts;
  if (first === undefined) return Number(second) * 60 + Number(third);
  return Number(first) * 60 + Number(second) + Number(third) / 60;
}

/** From one moment to another, where both are instants. */
export type Span = { readonly start: Moment; readonly end: Moment; readonly minutes: number | null };

const timeOf = (moment: Moment): number | null => (moment.kind === 'instant' ? Date.parse(moment.at) : null);

/** A start and what is known of its end; an end before its start is not known, and says so. */
export function spanOf(
  start: Moment,
  end: Moment,
  minutes: number | null,
  notes: ImportNotes,
  where: Where,
): Span {
  const from = timeOf(start);
  const to = timeOf(end);
  if (from === null) return { start, end, minutes };
  if (to === null) {
    return { start, end: minutes === null ? end : instantOf(from + minutes * 60_000), minutes };
  }
  if (to > from) {
    const between = Math.round((to - from) / 600) / 100;
    return { start, end, minutes: minutes ?? (between <= MOST_MINUTES ? between : null) };
  }
  const reason = to < from ? 'end-before-start' : 'missing-time';
  notes.add('not-understood', reason, where, end.kind === 'instant' ? end.at : '');
  return { start, end: minutes === null ? unknownMoment : instantOf(from + minutes * 60_000), minutes };
}
