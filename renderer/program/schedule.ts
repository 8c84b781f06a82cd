import type { StagePhase } from '#shared/live/stage.ts';
import { momentEnd, momentStart } from '#shared/program/momentTime.ts';
import type { Row } from '#shared/sync/rows.ts';

export type LiveSession = {
  readonly session: Row<'session'>;
  readonly phase: StagePhase;
  /** Ms since the epoch; `null` is to be announced. */
  readonly start: number | null;
};

const rank: Readonly<Record<StagePhase, number>> = { live: 0, 'green-room': 1, closed: 2, ended: 3 };

/**
 * The live session to show first: one whose stage is open, else the next that is not over, else one
 * without a time. `null` where all are over or none is live. `now` is the program's clock in ms, `zone`
 * the workshop's.
 */
export function nextLiveSession(
  sessions: readonly Row<'session'>[],
  stages: readonly Row<'stage'>[],
  now: number,
  zone: string | null,
): LiveSession | null {
  const phases = new Map(stages.map((row) => [row.data.sessionId, row.data.phase]));
  const open = sessions
    .filter((session) => session.data.live)
    .map((session) => ({
      session,
      phase: phases.get(session.id) ?? 'closed',
      start: momentStart(session.data.start, zone),
    }))
    .filter(
      (entry) => entry.phase !== 'ended' && (entry.phase !== 'closed' || !isOver(entry.session, now, zone)),
    );
  open.sort((a, b) => rank[a.phase] - rank[b.phase] || (a.start ?? Infinity) - (b.start ?? Infinity));
  return open[0] ?? null;
}

const DAY = 24 * 60 * 60 * 1000;

function isOver(session: Row<'session'>, now: number, zone: string | null): boolean {
  const end = momentEnd(session.data.end, zone) ?? momentEnd(session.data.start, zone);
  if (end === null) return false;
  const lasts = session.data.end.kind === 'unknown' && session.data.start.kind === 'instant' ? DAY : 0;
  return end + lasts < now;
}

/** The last instant of a deadline: its day is over in the workshop's zone, or anywhere on Earth. */
export function deadlineTime(deadline: Row<'deadline'>['data'], zone: string | null): number | null {
  const { when, anywhereOnEarth } = deadline;
  if (when.kind !== 'date') return momentStart(when, zone);
  const end = momentEnd(when, zone, anywhereOnEarth);
  return end === null ? null : end - 1;
}

/** What a workshop's line in the sidebar tells: the one thing that matters next. */
export type NextMoment =
  | { readonly kind: 'live'; readonly title: string }
  | { readonly kind: 'next'; readonly title: string; readonly at: number }
  | { readonly kind: 'opens'; readonly at: number }
  | { readonly kind: 'recordings'; readonly count: number }
  | { readonly kind: 'talks'; readonly count: number }
  | { readonly kind: 'unknown' };

export type ProgramRows = {
  readonly sessions: readonly Row<'session'>[];
  readonly stages: readonly Row<'stage'>[];
  readonly deadlines: readonly Row<'deadline'>[];
  readonly recordings: readonly Row<'recording'>[];
  /** Only how many: a program may have thousands. */
  readonly talks: { readonly length: number };
};

/** `now`: the program's clock, ms since the epoch; `zone`: the workshop's. */
export function nextMoment(rows: ProgramRows, now: number, zone: string | null): NextMoment {
  const live = nextLiveSession(rows.sessions, rows.stages, now, zone);
  if (live?.phase === 'live') return { kind: 'live', title: live.session.data.title };
  const ahead: NextMoment[] = [];
  if (live?.start != null && live.start > now) {
    ahead.push({ kind: 'next', title: live.session.data.title, at: live.start });
  }
  for (const { data } of rows.deadlines) {
    const at = deadlineTime(data, zone);
    if (at !== null && at > now) ahead.push({ kind: 'next', title: data.label, at });
  }
  for (const { data } of rows.recordings) {
    const at = momentStart(data.release, zone);
    if (at !== null && at > now) ahead.push({ kind: 'opens', at });
  }
  ahead.sort((a, b) => ('at' in a ? a.at : 0) - ('at' in b ? b.at : 0));
  if (ahead[0]) return ahead[0];
  if (rows.recordings.length > 0) return { kind: 'recordings', count: rows.recordings.length };
  if (rows.talks.length > 0) return { kind: 'talks', count: rows.talks.length };
  return { kind: 'unknown' };
}
