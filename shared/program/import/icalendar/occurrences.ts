import ICAL from 'ical.js';
import type { Moment } from '../../moment.ts';
import type { ImportScope } from '../source/ImportScope.ts';
import type { CalendarEvent } from './calendarEvent.ts';
import type { CalendarZones } from './calendarZones.ts';

/** No series of a workshop has more. */
const MOST = 100;

/** Series that surely go on to a next time: each so many days, or weeks, on days of the week. */
const PLAIN_RULE = /^FREQ=(?:DAILY|WEEKLY(?:;BYDAY=[A-Z,]{2,30})?)$/i;

type Rule = { readonly recur: ICAL.Recur; readonly count: number; readonly until: string | null };

function ruleOf(property: ICAL.Property): Rule | null {
  const text = property
    .toICALString()
    .replace(/^RRULE[^:]*:/i, '')
    .replace(/\s/g, '');
  const parts = text.split(';');
  const of = (name: string) =>
    parts.find((part) => part.toUpperCase().startsWith(`${name}=`))?.slice(name.length + 1);
  const bare = ['FREQ', 'BYDAY']
    .flatMap((name) => (of(name) === undefined ? [] : [`${name}=${of(name)}`]))
    .join(';');
  const known = /^(?:FREQ|BYDAY|INTERVAL|COUNT|UNTIL|WKST)=/i;
  const interval = Number(of('INTERVAL') ?? 1);
  if (
    !PLAIN_RULE.test(bare) ||
    !parts.every((part) => known.test(part)) ||
    !(interval >= 1 && interval <= 400)
  ) {
    return null;
  }
  const recur = ICAL.Recur.fromString(`${bare};INTERVAL=${interval}`);
  return { recur, count: Number(of('COUNT') ?? Number.POSITIVE_INFINITY), until: of('UNTIL') ?? null };
}

const dashed = (text: string): string =>
  text.replace(
    /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/i,
    (_, year, month, day, hour, minute, second, zulu) =>
      hour === undefined
        ? `${year}-${month}-${day}`
        : `${year}-${month}-${day}T${hour}:${minute}:${second}${zulu}`,
  );

const timeOf = (moment: Moment): string =>
  moment.kind === 'instant' ? moment.at : moment.kind === 'date' ? moment.date : '';

/** Times of properties such as EXDATE, each as text to compare with. */
function listed(event: CalendarEvent, name: string, zones: CalendarZones): readonly Moment[] {
  return event.component.getAllProperties(name).flatMap((property) => {
    const tzid = property.getFirstParameter('tzid');
    const zone = tzid ? zones.use(String(tzid), event.where) : event.zone;
    return property
      .toJSON()
      .slice(3, 3 + MOST)
      .map((value: unknown) => zones.moment(String(value), zone, event.where));
  });
}

function expand(
  event: CalendarEvent,
  rule: Rule,
  zones: CalendarZones,
  { notes }: ImportScope,
): readonly Moment[] {
  const starts: Moment[] = [];
  const until =
    rule.until === null ? null : timeOf(zones.moment(dashed(rule.until), event.zone, event.where));
  const iterator = rule.recur.iterator(
    event.startText.includes('T')
      ? ICAL.Time.fromDateTimeString(event.startText.replace(/Z$/, ''))
      : ICAL.Time.fromDateString(event.startText),
  );
  const zulu = event.startText.endsWith('Z') ? 'Z' : '';
  for (let next = iterator.next(); next && starts.length < rule.count; next = iterator.next()) {
    if (starts.length >= MOST) {
      notes.add('not-understood', 'too-long', event.where, `RRULE > ${MOST}`);
      break;
    }
    const moment = zones.moment(`${next.toString()}${next.isDate ? '' : zulu}`, event.zone, event.where);
    const time = timeOf(moment);
    if (time === '' || (until !== null && time.slice(0, until.length) > until)) break;
    starts.push(moment);
  }
  return starts;
}

/**
 * The starts of a series, or only its own where it is none. At most 100; a rule that is not daily or weekly
 * is not followed, and both are said.
 */
export function occurrencesOf(
  event: CalendarEvent,
  zones: CalendarZones,
  scope: ImportScope,
): readonly Moment[] {
  const property = event.component.getFirstProperty('rrule');
  const dates = listed(event, 'rdate', zones);
  if (event.replaces !== null || (!property && dates.length === 0) || timeOf(event.start) === '')
    return [event.start];
  const rule = property ? ruleOf(property) : null;
  if (property && rule === null) {
    scope.notes.add('not-understood', 'no-place-for-it', event.where, property.toICALString());
  }
  const starts = rule ? expand(event, rule, zones, scope) : [event.start];
  const without = new Set(listed(event, 'exdate', zones).map(timeOf));
  const all = new Map([...starts, ...dates].map((moment) => [timeOf(moment), moment]));
  return [...all].filter(([time]) => time !== '' && !without.has(time)).map(([, moment]) => moment);
}
