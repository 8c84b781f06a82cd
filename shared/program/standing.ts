import type { Row } from '../sync/rows.ts';
import type { Present, Standing } from './agendaChanges.ts';

export type TalkRows = {
  readonly talk: Row<'talk'>;
  readonly session: Row<'session'> | null;
  /** The room of the talk, else of its session. */
  readonly room: Row<'room'> | null;
};

/** The room that a talk is in: its own, else that of its session. */
export function roomIdOf(talk: Row<'talk'>, session: Row<'session'> | null): string | null {
  return talk.data.roomId ?? session?.data.roomId ?? null;
}

/** How a talk stands: one without a start of its own begins, as far as anybody has said, with its session. */
export function standingOf({ talk, session, room }: TalkRows): Standing {
  const { title, start, minutes } = talk.data;
  return {
    title,
    start: start.kind === 'unknown' ? (session?.data.start ?? start) : start,
    minutes,
    room: room?.data.name ?? null,
  };
}

/** What the program says of a talk now; `null` rows are of a talk that it has no more. */
export function presentOf(rows: TalkRows | null): Present {
  if (rows === null) return { kind: 'removed' };
  const cancelled = rows.talk.data.state === 'cancelled' || rows.session?.data.state === 'cancelled';
  return { kind: cancelled ? 'cancelled' : 'planned', standing: standingOf(rows) };
}
