import ICAL from 'ical.js';
import { RefusedError } from '../../../contracts/refusals.ts';
import type { Moment } from '../../moment.ts';
import type { ProgramDraft, Where } from '../draft.ts';
import { externalId } from '../source/DraftBuilder.ts';
import { type ImportScope, openImport } from '../source/ImportScope.ts';
import { sessionKindOf, talkKindOf } from '../source/kindWords.ts';
import { NamedRows } from '../source/NamedRows.ts';
import { instantOf } from '../source/SourceClock.ts';
import { type CalendarBlock, calendarBlocks } from './calendarBlocks.ts';
import { type CalendarEvent, readCalendarEvent, textOf } from './calendarEvent.ts';
import { CalendarZones } from './calendarZones.ts';
import { occurrencesOf } from './occurrences.ts';
import { parentsOf } from './parents.ts';

/** More components than any calendar of an event has. */
const MOST_BLOCKS = 50_000;

function componentOf(text: string): ICAL.Component | null {
  try {
    return new ICAL.Component(ICAL.parse(text));
  } catch (thrown) {
    if (thrown instanceof Error) return null;
    throw thrown;
  }
}

const momentText = (moment: Moment | null): string =>
  moment?.kind === 'instant' ? moment.at : moment?.kind === 'date' ? moment.date : '';

class CalendarReader {
  readonly #scope: ImportScope = openImport('icalendar');
  readonly #zones = new CalendarZones(this.#scope);
  readonly #rooms = new NamedRows(this.#scope.builder, 'room', 'ical:room');
  readonly #tracks = new NamedRows(this.#scope.builder, 'track', 'ical:track');
  readonly #sessions = new Map<string, string>();
  #cancelled = false;

  read(text: string): ProgramDraft {
    const { notes, builder } = this.#scope;
    const { properties, blocks, cutOff } = calendarBlocks(text);
    if (blocks.length > MOST_BLOCKS)
      throw new RefusedError('too-large', `more than ${MOST_BLOCKS} components`);
    if (cutOff !== null) notes.add('left-out', 'bad-row', { line: cutOff }, 'BEGIN');
    const calendar = componentOf(`BEGIN:VCALENDAR\r\n${properties}\r\nEND:VCALENDAR`);
    if (calendar === null) notes.add('not-understood', 'bad-row', { line: 1 }, properties);
    if (calendar) this.#readZone(calendar);
    const events = this.#readEvents(blocks);
    this.#addWorkshop(calendar);
    this.#addEvents(events);
    return builder.draft();
  }

  #readZone(calendar: ICAL.Component): void {
    this.#cancelled = textOf(calendar, 'method')?.toUpperCase() === 'CANCEL';
    this.#scope.clock.setZone(textOf(calendar, 'x-wr-timezone'), { path: 'X-WR-TIMEZONE' });
  }

  #readEvents(blocks: readonly CalendarBlock[]): readonly CalendarEvent[] {
    const { notes } = this.#scope;
    for (const { name, text, line } of blocks.filter((block) => block.name === 'VTIMEZONE')) {
      const component = componentOf(text);
      if (component) this.#define(component, { line });
      else notes.add('not-understood', 'unknown-zone', { line }, name);
    }
    return blocks.flatMap(({ name, text, line }) => {
      if (name === 'VTIMEZONE') return [];
      const component = name === 'VEVENT' ? componentOf(text) : null;
      if (component) return this.#readEvent(component, { line });
      if (name === 'VEVENT') notes.add('left-out', 'bad-row', { line }, text);
      else notes.count('not-understood', 'no-place-for-it', { line }, name);
      return [];
    });
  }

  #define(component: ICAL.Component, where: Where): void {
    try {
      this.#zones.define(component, where);
    } catch (thrown) {
      if (!(thrown instanceof Error)) throw thrown;
      this.#scope.notes.add('not-understood', 'unknown-zone', where, textOf(component, 'tzid') ?? '');
    }
  }

  /** ical.js throws on values that are none of their type; then only this event is left out. */
  #readEvent(component: ICAL.Component, where: Where): readonly CalendarEvent[] {
    try {
      return [readCalendarEvent(component, where, this.#zones, this.#scope)];
    } catch (thrown) {
      if (!(thrown instanceof Error) || thrown instanceof RefusedError) throw thrown;
      this.#scope.notes.add('left-out', 'bad-row', where, textOf(component, 'summary') ?? thrown.message);
      return [];
    }
  }

  #addWorkshop(calendar: ICAL.Component | null): void {
    const { builder, read, clock } = this.#scope;
    const line = (name: string) =>
      calendar && read.line(textOf(calendar, name), { where: { path: name.toUpperCase() }, scope: name });
    const title = line('name') ?? line('x-wr-calname');
    const text = calendar && (textOf(calendar, 'description') ?? textOf(calendar, 'x-wr-caldesc'));
    const about = read.markdown(text, { where: { path: 'DESCRIPTION' }, scope: 'description' });
    const zone = clock.zone ?? this.#zones.onlyZone();
    const data = { ...(title ? { title } : {}), ...(about ? { about } : {}), ...(zone ? { zone } : {}) };
    builder.add('workshop', ['ical:calendar/1'], data, { line: 1 });
  }

  #addEvents(events: readonly CalendarEvent[]): void {
    const { notes } = this.#scope;
    const known = new Set(events.flatMap(({ uid }) => uid ?? []));
    const related = new Map<string, string>();
    for (const { uid, component, where } of events) {
      const parent = textOf(component, 'related-to');
      const type = component.getFirstProperty('related-to')?.getFirstParameter('reltype');
      if (uid === null || parent === null || (type && String(type).toUpperCase() !== 'PARENT')) continue;
      if (known.has(parent)) related.set(uid, parent);
      else notes.add('not-understood', 'unknown-session', where, parent);
    }
    const { parents, looped } = parentsOf(related);
    for (const { uid, where } of events) {
      if (uid !== null && looped.has(uid)) notes.add('not-understood', 'parallel-loop', where, uid);
    }
    const whole = new Set(parents.values());
    const replaced = new Set(
      events.flatMap(({ uid, replaces }) => (replaces ? [`${uid} ${momentText(replaces)}`] : [])),
    );
    for (const event of events)
      if (event.uid !== null && whole.has(event.uid)) this.#addAll(event, replaced, true, null);
    for (const event of events) {
      if (event.uid !== null && whole.has(event.uid)) continue;
      const parent = event.uid === null ? undefined : parents.get(event.uid);
      this.#addAll(
        event,
        replaced,
        false,
        parent === undefined ? null : (this.#sessions.get(parent) ?? null),
      );
    }
  }

  #addAll(
    event: CalendarEvent,
    replaced: ReadonlySet<string>,
    whole: boolean,
    sessionId: string | null,
  ): void {
    const starts = this.#occurrences(event);
    const series = starts.length > 1 || event.replaces !== null;
    for (const start of starts) {
      const time = momentText(event.replaces ?? start);
      if (event.replaces === null && series && replaced.has(`${event.uid} ${time}`)) continue;
      this.#addOne({ ...event, start }, series ? `/${time}` : '', whole, sessionId);
    }
  }

  #occurrences(event: CalendarEvent): readonly Moment[] {
    try {
      return occurrencesOf(event, this.#zones, this.#scope);
    } catch (thrown) {
      if (!(thrown instanceof Error) || thrown instanceof RefusedError) throw thrown;
      this.#scope.notes.add('not-understood', 'bad-row', event.where, thrown.message);
      return [event.start];
    }
  }

  #addOne(event: CalendarEvent, suffix: string, whole: boolean, sessionId: string | null): void {
    const { builder, read, notes } = this.#scope;
    const { component, where, uid, start, minutes } = event;
    const at = (scope: string) => ({ where, scope });
    const title = read.line(textOf(component, 'summary'), at('SUMMARY'));
    if (title === null) {
      notes.add('left-out', 'missing-title', where, uid ?? '');
      return;
    }
    const id = `${uid ?? `${title} ${momentText(start)}`}${suffix}`;
    const text = read.markdown(textOf(component, 'description'), at('DESCRIPTION'));
    const room = read.line(textOf(component, 'location'), at('LOCATION'));
    const cancelled = this.#cancelled || textOf(component, 'status')?.toUpperCase() === 'CANCELLED';
    const state = cancelled ? ('cancelled' as const) : ('planned' as const);
    const roomId = room === null ? null : this.#rooms.keyOf(room, where);
    const categories = this.#categories(component, where);
    const shared = { title, roomId, start, state, ...categories.track };
    const kind = sessionKindOf(
      [title, ...categories.names].find((name) => sessionKindOf(name) !== 'talks') ?? title,
    );
    if (whole || kind === 'break' || kind === 'social') {
      const end: Moment =
        start.kind === 'instant' && minutes !== null
          ? instantOf(Date.parse(start.at) + minutes * 60_000)
          : event.end;
      const key = builder.add(
        'session',
        [externalId('ical:event', id)],
        { ...shared, kind, end, description: text },
        where,
      );
      if (uid !== null && !this.#sessions.has(uid)) this.#sessions.set(uid, key);
      return;
    }
    const url = this.#urlOf(component, where);
    const links = url === null ? {} : { links: [{ kind: 'web' as const, label: url, url }] };
    const talkKind = talkKindOf(categories.names.find((name) => talkKindOf(name) !== 'talk') ?? null);
    const own = { sessionId, kind: talkKind, abstract: text, minutes, ...links };
    builder.add('talk', [externalId('ical:event', id)], { ...shared, ...own }, where);
  }

  /** A link to the web; Lectern's own links lead to where the event is already. */
  #urlOf(component: ICAL.Component, where: Where): string | null {
    const url = textOf(component, 'url');
    return url?.startsWith('lectern:') ? null : this.#scope.read.url(url, { where, scope: 'URL' });
  }

  /** The first category is its track. */
  #categories(component: ICAL.Component, where: Where) {
    const values = component
      .getAllProperties('categories')
      .flatMap((one): unknown[] => one.toJSON().slice(3, 23));
    const names = values.flatMap((name) => this.#scope.read.line(name, { where, scope: 'CATEGORIES' }) ?? []);
    const [first] = names;
    return { names, track: first === undefined ? {} : { trackId: this.#tracks.keyOf(first, where) } };
  }
}

/**
 * Reads an iCalendar file (RFC 5545). Events are talks, but for breaks, and those that others name as
 * their parent, which are sessions.
 */
export const readCalendar = (text: string): ProgramDraft => new CalendarReader().read(text);
