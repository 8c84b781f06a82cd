import { Temporal } from 'temporal-polyfill';
import type { Row } from '../../sync/rows.ts';
import type { Moment } from '../moment.ts';
import { type CalendarEvent, type When, whenOf } from './calendarEvent.ts';
import type { ExportSource, LeftOut, LeftOutReason } from './exported.ts';
import { exportTitle } from './exportText.ts';
import {
  chairsOf,
  isCancelled,
  type NamedSpeaker,
  type Program,
  placeOf,
  sessionMinutes,
  speakersOf,
  speakerWords,
} from './program.ts';

/** What a calendar has of a row: an entry, or that it cannot have one and why. */
export type CalendarEntry =
  | { readonly kind: 'event'; readonly event: CalendarEvent }
  | { readonly kind: 'left-out'; readonly leftOut: LeftOut };

type Link = ExportSource['link'];
type Rest = Omit<CalendarEvent, 'id' | 'title' | 'when' | 'zone' | 'sequence' | 'reminder'>;

type Subject = Pick<LeftOut, 'kind' | 'id' | 'title'> & {
  readonly when: When | LeftOutReason;
  /** Everything that the entry says something of. */
  readonly drawnFrom: readonly { readonly rev: number }[];
};

function entry(program: Program, subject: Subject, rest: Rest): CalendarEntry {
  const { kind, id, title, when } = subject;
  if (typeof when === 'string') return { kind: 'left-out', leftOut: { kind, id, title, why: when } };
  // Revs are of one counter, so the largest of them never falls, whichever row was written.
  const sequence = Math.max(program.workshop.rev, ...subject.drawnFrom.map(({ rev }) => rev));
  return { kind: 'event', event: { id, title, when, zone: program.zone, sequence, reminder: null, ...rest } };
}

const paragraphs = (parts: readonly (string | null)[]): string =>
  parts.filter((part) => part !== null && part !== '').join('\n\n');

const speakersLine = (speakers: readonly NamedSpeaker[]): string | null =>
  speakers.length === 0 ? null : `Speakers: ${speakers.map(speakerWords).join(', ')}`;

export function talkEntry(program: Program, talk: Row<'talk'>, link: Link): CalendarEntry {
  const { id, data } = talk;
  const { session, room, track } = placeOf(program, talk);
  const speakers = speakersOf(program, talk);
  const drawnFrom = [talk, session, room, track, ...speakers.map(({ person }) => person)];
  const subject: Subject = {
    kind: 'talk',
    id,
    title: data.title,
    when: whenOf(data.start, data.minutes),
    drawnFrom: drawnFrom.filter((row) => row !== null),
  };
  return entry(program, subject, {
    cancelled: isCancelled(program, talk),
    busy: data.start.kind === 'instant',
    location: room?.data.name ?? program.workshop.data.place,
    description: paragraphs([
      data.abstract,
      speakersLine(speakers),
      session ? `Session: ${session.data.title}` : null,
      `Workshop: ${program.workshop.data.title}`,
    ]),
    categories: track ? [track.data.name] : [],
    url: link({ kind: 'talk', id }),
  });
}

export function sessionEntry(program: Program, session: Row<'session'>, link: Link): CalendarEntry {
  const { id, data } = session;
  const { room, track } = placeOf(program, session);
  const chairs = chairsOf(program, session);
  const subject: Subject = {
    kind: 'session',
    id,
    title: data.title,
    when: sessionWhen(session),
    drawnFrom: [session, room, track, ...chairs].filter((row) => row !== null),
  };
  const chairNames = chairs.map((person) => speakerWords({ person, affiliations: person.data.affiliations }));
  return entry(program, subject, {
    cancelled: isCancelled(program, session),
    busy: data.start.kind === 'instant' && data.kind !== 'break',
    location: room?.data.name ?? program.workshop.data.place,
    description: paragraphs([
      data.description,
      chairNames.length === 0 ? null : `Chairs: ${chairNames.join(', ')}`,
      `Workshop: ${program.workshop.data.title}`,
    ]),
    categories: track ? [track.data.name] : [],
    url: link({ kind: 'session', id }),
  });
}

function sessionWhen(session: Row<'session'>): When | LeftOutReason {
  const { start, end } = session.data;
  const when = whenOf(start, sessionMinutes(session));
  if (typeof when === 'string' || when.kind === 'time') return when;
  return end.kind === 'date' && end.date > when.first ? { ...when, last: end.date } : when;
}

export function deadlineEntry(program: Program, deadline: Row<'deadline'>, link: Link): CalendarEntry {
  const { id, data } = deadline;
  const { title, acronym, state } = program.workshop.data;
  const subject: Subject = {
    kind: 'deadline',
    id,
    title: `${exportTitle(data.label)} (${acronym ?? title})`,
    when: whenOf(data.when, null),
    drawnFrom: [deadline],
  };
  const anywhere = data.anywhereOnEarth ? 'The day ends when it has ended anywhere on Earth (UTC-12).' : null;
  return entry(program, subject, {
    cancelled: state === 'cancelled',
    busy: false,
    location: null,
    description: paragraphs([anywhere, `Workshop: ${title}`]),
    categories: [],
    url: link({ kind: 'workshop', id: program.workshop.id }),
  });
}

/** The workshop's own days. */
export function workshopEntry(program: Program, link: Link): CalendarEntry {
  const { id, data } = program.workshop;
  const when = workshopWhen(program);
  return entry(
    program,
    { kind: 'workshop', id, title: data.title, when, drawnFrom: [] },
    {
      cancelled: data.state === 'cancelled',
      busy: false,
      location: data.place,
      description: paragraphs([data.summary, data.hostEvent]),
      categories: [],
      url: link({ kind: 'workshop', id }),
    },
  );
}

function workshopWhen({ workshop, zone }: Program): When | LeftOutReason {
  const { first, last } = workshop.data;
  const begin = whenOf(first, null);
  if (typeof begin === 'string') return begin;
  if (begin.kind === 'time' && last.kind === 'instant') {
    const end = Date.parse(last.at);
    return end > begin.start ? { ...begin, end } : begin;
  }
  const from = dayOf(first, zone);
  const to = dayOf(last, zone);
  if (from === null || (to === null && begin.kind === 'time')) return begin;
  return { kind: 'days', first: from, last: to !== null && to > from ? to : from };
}

function dayOf(moment: Moment, zone: string): string | null {
  if (moment.kind === 'date') return moment.date;
  if (moment.kind !== 'instant') return null;
  return Temporal.Instant.from(moment.at).toZonedDateTimeISO(zone).toPlainDate().toString();
}
