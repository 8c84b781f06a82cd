import { assertNever } from '../assertNever.ts';
import type { Phase } from './session.ts';

/** A phase with how long it takes; `minutes` is `null` where nobody has said how long the whole is. */
export type PlannedPhase = { readonly title: string; readonly minutes: number | null };

/** The phases of a session or a talk that takes `whole` minutes; `null` where that is to be announced. */
export function plannedPhases(phases: readonly Phase[], whole: number | null): readonly PlannedPhase[] {
  let passed: number | null = 0;
  return phases.map((phase) => {
    const minutes = minutesOf(phase, whole, passed);
    passed = passed === null || minutes === null ? null : passed + minutes;
    return { title: phase.title, minutes };
  });
}

function minutesOf({ length }: Phase, whole: number | null, passed: number | null): number | null {
  switch (length.kind) {
    case 'minutes':
      return length.minutes;
    case 'fraction':
      return whole === null ? null : (whole * length.numerator) / length.denominator;
    case 'at-the-end':
      return whole === null || passed === null ? null : Math.max(0, whole - passed);
    default:
      return assertNever(length);
  }
}
