import ICAL from 'ical.js';
import type { Moment } from '../../moment.ts';
import type { Where } from '../draft.ts';
import type { ImportScope } from '../source/ImportScope.ts';
import { instantOf, isZone, SourceClock } from '../source/SourceClock.ts';

/** A zone of a calendar: one of the IANA's, or what its VTIMEZONE says of its offsets. */
export type CalendarZone =
  | { readonly kind: 'iana'; readonly zone: string }
  | { readonly kind: 'defined'; readonly zone: ICAL.Timezone };

/** Some programs write `/example.org/20200101_1/Europe/Berlin`. */
function ianaOf(tzid: string): string | null {
  const parts = tzid.split('/').filter((part) => part !== '');
  const names = [tzid, parts.slice(-2).join('/'), parts.slice(-3).join('/')];
  return names.find((name) => name.length <= 100 && isZone(name)) ?? null;
}

/**
 * Rules of a zone that end: a day of the week in a month, each year. Others (30 February) may have no next
 * day at all, and reading them would not end.
 */
const YEARLY =
  /^FREQ=YEARLY(?:;(?:INTERVAL=1|BYMONTH=\d{1,2}|BYDAY=(?:-1|[1-4])?[A-Z]{2}|UNTIL=[\dTZ]+|WKST=[A-Z]{2}))*$/i;

const OLDEST = 1600;

/** Whether the parts of a VTIMEZONE can be read, and in a time that is known. */
function isSound(component: ICAL.Component): boolean {
  const parts = component.getAllSubcomponents();
  return (
    parts.length > 0 &&
    parts.length <= 400 &&
    parts.every((part) => {
      const start = String(part.getFirstPropertyValue('dtstart') ?? '');
      const rules = part
        .getAllProperties('rrule')
        .map((rule) => rule.toICALString().replace(/^RRULE[^:]*:/i, ''));
      const offset = part.getFirstPropertyValue('tzoffsetto');
      return (
        Number(start.slice(0, 4)) >= OLDEST && offset !== null && rules.every((rule) => YEARLY.test(rule))
      );
    })
  );
}

export class CalendarZones {
  readonly #scope: ImportScope;
  readonly #zones = new Map<string, CalendarZone | null>();
  readonly #used = new Set<string>();

  constructor(scope: ImportScope) {
    this.#scope = scope;
  }

  /** Takes over a VTIMEZONE whose name is no zone of the IANA's. */
  define(component: ICAL.Component, where: Where): void {
    const tzid = String(component.getFirstPropertyValue('tzid') ?? '');
    const located = String(component.getFirstPropertyValue('x-lic-location') ?? '');
    const iana = ianaOf(tzid) ?? ianaOf(located);
    if (tzid === '') return;
    if (iana !== null) this.#zones.set(tzid, { kind: 'iana', zone: iana });
    else if (isSound(component)) {
      this.#zones.set(tzid, { kind: 'defined', zone: new ICAL.Timezone({ component, tzid }) });
      this.#scope.notes.count('assumed', 'unknown-zone', where, tzid);
    } else this.#scope.notes.count('not-understood', 'unknown-zone', where, tzid);
  }

  /** The one zone of the IANA's that its times are in; `null` where there are several or none. */
  onlyZone(): string | null {
    const [first, second] = this.#used;
    return first !== undefined && second === undefined ? first : null;
  }

  /** Looks a time's zone up, so that it is known which ones are used. */
  use(tzid: string | null, where: Where): CalendarZone | null {
    if (tzid === null) return null;
    const zone = this.#zoneOf(tzid);
    if (zone === null) this.#scope.notes.count('not-understood', 'unknown-zone', where, tzid);
    if (zone?.kind === 'iana') this.#used.add(zone.zone);
    return zone;
  }

  /** A time as jCal has it (`2020-06-25T16:00:00`, with `Z`, or a date) in a zone. */
  moment(text: string, zone: CalendarZone | null, where: Where): Moment {
    const { clock, notes } = this.#scope;
    const local = /^\d{4}-\d{2}-\d{2}T[\d:]{5,8}$/.test(text);
    if (!local || (zone === null && clock.zone === null)) return clock.moment(text, where);
    if (zone?.kind === 'iana') return new SourceClock(notes, zone.zone).moment(text, where);
    if (zone === null) {
      notes.count('assumed', 'zone-assumed', where, clock.zone ?? 'UTC');
      return clock.moment(text, where);
    }
    const asUtc = new SourceClock(notes, 'UTC').moment(text, where);
    if (asUtc.kind !== 'instant') return asUtc;
    const offset = zone.zone.utcOffset(ICAL.Time.fromDateTimeString(text));
    return instantOf(Date.parse(asUtc.at) - offset * 1000);
  }

  #zoneOf(tzid: string): CalendarZone | null {
    const known = this.#zones.get(tzid);
    if (known !== undefined) return known;
    const iana = ianaOf(tzid);
    const zone: CalendarZone | null = iana === null ? null : { kind: 'iana', zone: iana };
    this.#zones.set(tzid, zone);
    return zone;
  }
}
