import type { Moment } from '#shared/program/moment.ts';
import type { Session } from '#shared/program/session.ts';
import type { Talk } from '#shared/program/talk.ts';
import type { Row } from '#shared/sync/rows.ts';
import type { TalkEntry } from './talkEntries.ts';

const MINUTE = 60_000;

/** When something is, as far as it is known. Instants in ms since the epoch. */
export type When = {
  readonly start: number | null;
  /** `null` where nobody has said; never before `start`. */
  readonly end: number | null;
  /** The calendar date (ISO 8601) where no more than that is known. */
  readonly date: string | null;
};

type Common = When & {
  readonly id: string;
  readonly title: string;
  readonly roomId: string | null;
  readonly trackId: string | null;
  readonly cancelled: boolean;
};

/** A session with the talks that are shown inside it, or a talk that stands by itself. */
export type ProgramEntry =
  | (Common & {
      readonly of: 'session';
      readonly kind: Session['kind'];
      readonly session: Row<'session'>;
      readonly talks: readonly TalkEntry[];
    })
  | (Common & {
      readonly of: 'talk';
      readonly kind: Talk['kind'];
      readonly session: Row<'session'> | null;
      readonly talks: readonly [TalkEntry];
    });

const instantOf = (moment: Moment): number | null =>
  moment.kind === 'instant' ? Date.parse(moment.at) : null;

/** When a session is. An end before its start is no end. */
export function sessionWhen({ start, end }: Pick<Session, 'start' | 'end'>): When {
  const from = instantOf(start);
  const to = instantOf(end);
  return {
    start: from,
    end: from !== null && to !== null && to >= from ? to : null,
    date: start.kind === 'date' ? start.date : null,
  };
}

/** When a talk is, by its own start and planned length. */
export function talkWhen({ start, minutes }: Pick<Talk, 'start' | 'minutes'>): When {
  const from = instantOf(start);
  return {
    start: from,
    end: from !== null && minutes !== null ? from + minutes * MINUTE : null,
    date: start.kind === 'date' ? start.date : null,
  };
}

function sessionEntry(session: Row<'session'>, talks: readonly TalkEntry[]): ProgramEntry {
  const { kind, title, roomId, trackId, state } = session.data;
  const when = sessionWhen(session.data);
  const cancelled = state === 'cancelled';
  return { of: 'session', id: session.id, kind, title, roomId, trackId, cancelled, session, talks, ...when };
}

function talkEntry(entry: TalkEntry, session: Row<'session'> | null): ProgramEntry {
  const { data, id } = entry.talk;
  return {
    of: 'talk',
    id,
    kind: data.kind,
    title: data.title,
    roomId: data.roomId ?? session?.data.roomId ?? null,
    trackId: data.trackId ?? session?.data.trackId ?? null,
    cancelled: data.state === 'cancelled' || session?.data.state === 'cancelled',
    session,
    talks: [entry],
    ...talkWhen(data),
  };
}

const orderOf = (entry: ProgramEntry): number =>
  entry.of === 'session' ? entry.session.data.order : entry.talks[0].talk.data.order;

const dayOfDate = (date: string | null): number => (date === null ? Infinity : Date.parse(date));

function byTime(a: ProgramEntry, b: ProgramEntry): number {
  const from = (entry: ProgramEntry) => entry.start ?? dayOfDate(entry.date);
  const [x, y] = [from(a), from(b)];
  if (x !== y) return x < y ? -1 : 1;
  return orderOf(a) - orderOf(b) || (a.id < b.id ? -1 : 1);
}

/** A day without a time, and a moment with one, of the talks of a session that has no time of its own. */
const standsApart = (session: Row<'session'>, { talk }: TalkEntry): boolean =>
  session.data.start.kind !== 'instant' && talk.data.start.kind === 'instant';

/**
 * The program by time, what has none last: sessions with their talks, and talks that stand by themselves.
 * A talk with a time in a session without one is an entry of its own, so that nothing known is hidden.
 */
export function programEntries(
  sessions: readonly Row<'session'>[],
  talks: readonly TalkEntry[],
): readonly ProgramEntry[] {
  const known = new Map(sessions.map((session) => [session.id, session]));
  const inside = new Map<string, TalkEntry[]>(sessions.map(({ id }) => [id, []]));
  const entries: ProgramEntry[] = [];
  for (const entry of talks) {
    const { sessionId } = entry.talk.data;
    const session = sessionId === null ? undefined : known.get(sessionId);
    if (!session) entries.push(talkEntry(entry, null));
    else if (standsApart(session, entry)) entries.push(talkEntry(entry, session));
    else inside.get(session.id)?.push(entry);
  }
  for (const session of sessions) {
    const own = inside.get(session.id) ?? [];
    own.sort((a, b) => compareTalks(a, b));
    entries.push(sessionEntry(session, own));
  }
  return entries.sort(byTime);
}

function compareTalks(a: TalkEntry, b: TalkEntry): number {
  const [x, y] = [instantOf(a.talk.data.start), instantOf(b.talk.data.start)];
  if (x !== null && y !== null && x !== y) return x - y;
  return a.talk.data.order - b.talk.data.order;
}
