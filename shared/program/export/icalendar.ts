import {
  type CalendarEntry,
  deadlineEntry,
  sessionEntry,
  talkEntry,
  workshopEntry,
} from './calendarEntries.ts';
import { type CalendarEvent, calendarEvent } from './calendarEvent.ts';
import { calendarText, type JCalComponent } from './calendarText.ts';
import { calendarZone } from './calendarZone.ts';
import type { Exported, ExportSource, LeftOut } from './exported.ts';
import { exportTitle } from './exportText.ts';
import { type Program, readProgram } from './program.ts';

export type CalendarOptions = {
  /** The hub's fingerprint: entries are named by it, so that those of two hubs are never taken for one. */
  readonly hub: string;
  /** When the file is made, in ms since the epoch. */
  readonly at: number;
};

/** A talk of one's agenda; the title is the one known when it was starred. */
export type AgendaPick = {
  readonly talkId: string;
  readonly title: string;
  /** Minutes before its start; `null` is never. */
  readonly reminder: number | null;
};
/** What one's agenda has of one workshop. */
export type AgendaPart = {
  readonly source: ExportSource;
  readonly hub: string;
  readonly picks: readonly AgendaPick[];
};

const HUB_SHORT = 10;

type Found = { readonly hub: string; readonly event: CalendarEvent };

function zonesOf(found: readonly Found[]): readonly JCalComponent[] {
  const spans = new Map<string, { from: number; to: number }>();
  for (const { event } of found) {
    if (event.when.kind !== 'time' || event.zone === 'UTC') continue;
    const { start, end } = event.when;
    const span = spans.get(event.zone) ?? { from: start, to: start };
    spans.set(event.zone, { from: Math.min(span.from, start), to: Math.max(span.to, end ?? start) });
  }
  return [...spans].map(([zone, { from, to }]) => calendarZone(zone, from, to));
}

function write(name: string, found: readonly Found[], leftOut: readonly LeftOut[], at: number): Exported {
  const title = exportTitle(name);
  const calendar: JCalComponent = [
    'vcalendar',
    [
      ['version', {}, 'text', '2.0'],
      ['prodid', {}, 'text', '-//Lectern//Lectern//EN'],
      ['calscale', {}, 'text', 'GREGORIAN'],
      ['name', {}, 'text', title],
      ['x-wr-calname', {}, 'text', title],
    ],
    [...zonesOf(found), ...found.map(({ event, hub }) => calendarEvent(event, hub.slice(0, HUB_SHORT), at))],
  ];
  return { text: calendarText(calendar), entries: found.length, leftOut };
}

function sort(entries: readonly CalendarEntry[], hub: string): { found: Found[]; leftOut: LeftOut[] } {
  const found: Found[] = [];
  const leftOut: LeftOut[] = [];
  for (const entry of entries) {
    if (entry.kind === 'event') found.push({ hub, event: entry.event });
    else leftOut.push(entry.leftOut);
  }
  return { found, leftOut };
}

/** Talks that are placed, and sessions of which no talk is. */
function programEntries(program: Program, link: ExportSource['link']): readonly CalendarEntry[] {
  const talks = program.talks.map((talk) => ({ talk, entry: talkEntry(program, talk, link) }));
  const shown = new Set(
    talks.flatMap(({ talk, entry }) => (entry.kind === 'event' ? talk.data.sessionId : [])),
  );
  const sessions = program.sessions.filter(({ id }) => !shown.has(id));
  return [
    ...talks.map(({ entry }) => entry),
    ...sessions.map((session) => sessionEntry(program, session, link)),
  ];
}

/** The calendar (RFC 5545) of a workshop: its days, its important dates and its program. */
export function workshopCalendar(source: ExportSource, { hub, at }: CalendarOptions): Exported {
  const program = readProgram(source.rows);
  const entries = [
    workshopEntry(program, source.link),
    ...program.deadlines.map((deadline) => deadlineEntry(program, deadline, source.link)),
    ...programEntries(program, source.link),
  ];
  const { found, leftOut } = sort(entries, hub);
  return write(program.workshop.data.title, found, leftOut, at);
}

/** The calendar of one talk. */
export function talkCalendar(source: ExportSource, talkId: string, { hub, at }: CalendarOptions): Exported {
  const program = readProgram(source.rows);
  const talk = program.talks.find(({ id }) => id === talkId);
  const entries = talk ? [talkEntry(program, talk, source.link)] : [];
  const { found, leftOut } = sort(entries, hub);
  return write(talk?.data.title ?? program.workshop.data.title, found, leftOut, at);
}

/** The calendar of a person: the talks that they give and the sessions that they chair. */
export function personCalendar(
  source: ExportSource,
  personId: string,
  { hub, at }: CalendarOptions,
): Exported {
  const program = readProgram(source.rows);
  const talks = program.talks.filter(({ data }) => data.speakers.some((one) => one.personId === personId));
  const chaired = program.sessions.filter(({ data }) => data.chairIds.includes(personId));
  const entries = [
    ...talks.map((talk) => talkEntry(program, talk, source.link)),
    ...chaired.map((session) => sessionEntry(program, session, source.link)),
  ];
  const { found, leftOut } = sort(entries, hub);
  const person = program.people.get(personId);
  return write(person?.data.name ?? program.workshop.data.title, found, leftOut, at);
}

function agendaEntries({ source, picks }: AgendaPart): readonly CalendarEntry[] {
  const program = readProgram(source.rows);
  const talks = new Map(program.talks.map((talk) => [talk.id, talk]));
  return picks.map(({ talkId, title, reminder }): CalendarEntry => {
    const talk = talks.get(talkId);
    if (!talk) return { kind: 'left-out', leftOut: { kind: 'talk', id: talkId, title, why: 'gone' } };
    const entry = talkEntry(program, talk, source.link);
    return entry.kind === 'event' ? { kind: 'event', event: { ...entry.event, reminder } } : entry;
  });
}

/** The calendar of one's agenda, over all workshops and hubs, with its reminders. */
export function agendaCalendar(
  parts: readonly AgendaPart[],
  { name, at }: { readonly name: string; readonly at: number },
): Exported {
  const sorted = parts.map((part) => sort(agendaEntries(part), part.hub));
  return write(
    name,
    sorted.flatMap(({ found }) => found),
    sorted.flatMap(({ leftOut }) => leftOut),
    at,
  );
}
