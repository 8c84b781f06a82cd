import { plannedPhases } from '#shared/program/plannedPhases.ts';
import type { Session } from '#shared/program/session.ts';

/** The phase of a session at an instant; `until` in ms since epoch. */
export type CurrentPhase = { readonly title: string; readonly until: number };

/**
 * The phase that the program plans for `now` (ms since epoch); `null` outside the session, or where
 * its start or end is to be announced.
 */
export function currentPhase(session: Session, now: number): CurrentPhase | null {
  if (session.start.kind !== 'instant' || session.end.kind !== 'instant') return null;
  const start = Date.parse(session.start.at);
  const whole = (Date.parse(session.end.at) - start) / 60_000;
  if (now < start) return null;
  let until = start;
  for (const { title, minutes } of plannedPhases(session.phases, whole)) {
    until += (minutes ?? 0) * 60_000;
    if (now < until) return { title, until };
  }
  return null;
}
