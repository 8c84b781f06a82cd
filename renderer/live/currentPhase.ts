import { assertNever } from '#shared/assertNever.ts';
import type { Phase, Session } from '#shared/program/session.ts';

/** The phase of a session at an instant; `until` in ms since epoch. */
export type CurrentPhase = { readonly title: string; readonly until: number };

function minutesOf(phase: Phase, whole: number, rest: number): number {
  switch (phase.length.kind) {
    case 'minutes':
      return phase.length.minutes;
    case 'fraction':
      return (whole * phase.length.numerator) / phase.length.denominator;
    case 'at-the-end':
      return Math.max(0, rest);
    default:
      return assertNever(phase.length);
  }
}

/**
 * The phase that the program plans for `now` (ms since epoch); `null` outside the session, or where
 * its start or end is to be announced.
 */
export function currentPhase(session: Session, now: number): CurrentPhase | null {
  if (session.start.kind !== 'instant' || session.end.kind !== 'instant') return null;
  const start = Date.parse(session.start.at);
  const whole = (Date.parse(session.end.at) - start) / 60_000;
  if (now < start) return null;
  let passed = 0;
  for (const phase of session.phases) {
    passed += minutesOf(phase, whole, whole - passed);
    const until = start + passed * 60_000;
    if (now < until) return { title: phase.title, until };
  }
  return null;
}
