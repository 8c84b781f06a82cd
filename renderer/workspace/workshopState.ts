import { momentEnd, momentStart } from '#shared/program/momentTime.ts';
import type { Workshop } from '#shared/program/workshop.ts';
import type { Row } from '#shared/sync/rows.ts';

type Rows = {
  readonly stages: readonly Row<'stage'>[];
  readonly sessions: readonly Row<'session'>[];
};

export type WorkshopState = 'cancelled' | 'live' | 'running' | 'upcoming' | 'past' | 'unknown';

/**
 * Where a workshop stands: it is not past while a session of it lies ahead. `now`: the program's clock, ms
 * since the epoch.
 */
export function workshopState(
  workshop: Pick<Workshop, 'state' | 'first' | 'last' | 'zone'>,
  { stages, sessions }: Rows,
  now: number,
): WorkshopState {
  if (workshop.state === 'cancelled') return 'cancelled';
  if (stages.some(({ data }) => data.phase === 'live')) return 'live';
  const { first, last, zone } = workshop;
  const ends = [
    momentEnd(last, zone) ?? momentEnd(first, zone),
    ...sessions.map(({ data }) => momentEnd(data.end, zone) ?? momentEnd(data.start, zone)),
  ].filter((end) => end !== null);
  if (ends.length === 0) return 'unknown';
  if (Math.max(...ends) < now) return 'past';
  const starts = [first, ...sessions.map(({ data }) => data.start)].map((start) => momentStart(start, zone));
  return starts.some((start) => start !== null && start <= now) ? 'running' : 'upcoming';
}
