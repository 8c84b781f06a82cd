import { type AgendaItem, agendaItem } from '#renderer/agenda/agendaItems.ts';
import type { TalkRows } from '#shared/program/standing.ts';
import { type Row, type RowInput, type RowKind, rowKinds } from '#shared/sync/rows.ts';

export const workshopId = '0190a000-0000-7000-8000-000000000001';
export const idOf = (n: number) => `0190a000-0000-7000-8000-${String(n).padStart(12, '0')}`;
export const hub = 'h'.repeat(43);

export function row<K extends RowKind>(kind: K, n: number, data: RowInput<K>, rev = 1): Row<K> {
  return { workshopId, kind, id: idOf(n), rev, data: rowKinds[kind].parse(data) } as unknown as Row<K>;
}

const unknown = { kind: 'unknown' } as const;
export const instant = (iso: string) => ({ kind: 'instant', at: iso }) as const;

export const talkData = (title: string, more: Partial<RowInput<'talk'>> = {}): RowInput<'talk'> => ({
  sessionId: null,
  kind: 'talk',
  title,
  abstract: null,
  outline: [],
  speakers: [],
  start: unknown,
  minutes: null,
  phases: [],
  topics: [],
  artifacts: [],
  order: 0,
  ...more,
});

export const sessionData = (more: Partial<RowInput<'session'>> = {}): RowInput<'session'> => ({
  kind: 'talks',
  title: 'A session',
  roomId: null,
  trackId: null,
  start: unknown,
  end: unknown,
  chairIds: [],
  phases: [],
  description: null,
  live: false,
  covers: { kind: 'talks', talkIds: [] },
  order: 0,
  ...more,
});

type Made = {
  readonly title: string;
  /** Of 25 June 2026, UTC; `null` is to be announced. */
  readonly time: string | null;
  readonly minutes?: number | null;
  readonly state?: 'planned' | 'cancelled';
  readonly reminder?: number | null;
  /** When it was put into the agenda. */
  readonly at?: string;
  readonly sessionEnd?: string;
  readonly n?: number;
};

export const clock = (time: string) => `2026-06-25T${time}:00.000Z`;

/** A talk of the agenda that stands as it stood. */
export function item(made: Made): AgendaItem {
  const n = made.n ?? made.title.charCodeAt(0);
  const start = made.time === null ? unknown : instant(clock(made.time));
  const talk = row(
    'talk',
    n,
    talkData(made.title, { start, minutes: made.minutes ?? null, state: made.state }),
  );
  const session = made.sessionEnd
    ? row('session', n + 500, sessionData({ end: instant(clock(made.sessionEnd)) }))
    : null;
  const rows: TalkRows = { talk, session, room: null };
  const entry = {
    workshopId,
    talkId: talk.id,
    title: made.title,
    start,
    minutes: made.minutes ?? null,
    room: null,
    at: Date.parse(made.at ?? '2026-06-01T00:00:00.000Z'),
    reminder: made.reminder ?? null,
  };
  return agendaItem({ hub, entry, workshop: null, rows, speakers: [] });
}
