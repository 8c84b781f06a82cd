import ICAL from 'ical.js';
import { type Moment, unknownMoment } from '../../moment.ts';
import type { Where } from '../draft.ts';
import type { ImportScope } from '../source/ImportScope.ts';
import { spanOf } from '../source/SourceClock.ts';
import type { CalendarZone, CalendarZones } from './calendarZones.ts';

/** A VEVENT, its times read, nothing decided yet. */
export type CalendarEvent = {
  readonly component: ICAL.Component;
  readonly where: Where;
  readonly uid: string | null;
  readonly start: Moment;
  readonly end: Moment;
  readonly minutes: number | null;
  /** Of one occurrence of a series, when it would have been. */
  readonly replaces: Moment | null;
  /** Its start as the file has it, and its zone, for a series. */
  readonly startText: string;
  readonly zone: CalendarZone | null;
};

/** The first value of a property as jCal has it, and its zone's name. */
function timeOf(
  component: ICAL.Component,
  name: string,
): { readonly text: string; readonly tzid: string | null } | null {
  const property = component.getFirstProperty(name);
  if (!property) return null;
  const tzid = property.getFirstParameter('tzid');
  return { text: String(property.toJSON()[3] ?? ''), tzid: tzid ? String(tzid) : null };
}

/** Text of properties whose type ical.js does not know is left as it was written (RFC 5545, 3.3.11). */
const unescaped = (text: string): string =>
  text.replace(/\\([\\;,nN])/g, (_, sign: string) => (sign.toLowerCase() === 'n' ? '\n' : sign));

export const textOf = (component: ICAL.Component, name: string): string | null => {
  const property = component.getFirstProperty(name);
  const value: unknown = property?.toJSON()[3];
  if (typeof value !== 'string' || value.trim() === '') return null;
  return property?.type === 'unknown' ? unescaped(value) : value;
};

/** ISO 8601 as RFC 5545 (3.3.6) has it, in minutes. */
function durationOf(text: string | null): number | null {
  if (text === null || !/^[+-]?P(?=[\dT])[\dDHMSTW]{1,30}$/i.test(text)) return null;
  return Math.round((ICAL.Duration.fromString(text).toSeconds() / 60) * 100) / 100;
}

export function readCalendarEvent(
  component: ICAL.Component,
  where: Where,
  zones: CalendarZones,
  { notes, clock }: ImportScope,
): CalendarEvent {
  const read = (name: string) => {
    const time = timeOf(component, name);
    const zone = time === null ? null : zones.use(time.tzid, where);
    return time === null ? null : { ...time, zone, moment: zones.moment(time.text, zone, where) };
  };
  const start = read('dtstart');
  const end = read('dtend');
  if (start === null) notes.add('not-understood', 'missing-time', where, textOf(component, 'summary') ?? '');
  const length = textOf(component, 'duration');
  const minutes = length === null ? null : clock.minutes(durationOf(length) ?? length, where);
  const allDay = start?.moment.kind === 'date';
  const span = allDay
    ? { start: start.moment, end: unknownMoment, minutes: null }
    : spanOf(start?.moment ?? unknownMoment, end?.moment ?? unknownMoment, minutes, notes, where);
  return {
    component,
    where,
    uid: textOf(component, 'uid'),
    ...span,
    replaces: read('recurrence-id')?.moment ?? null,
    startText: start?.text ?? '',
    zone: start?.zone ?? null,
  };
}
