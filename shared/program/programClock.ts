/**
 * Design section 12: during a rehearsal the program has a clock of its own beside the real one, so
 * that workshops of the past happen again. Both run at the same pace; outside a rehearsal they agree.
 */
export type ProgramClock = { readonly realAnchor: number; readonly programAnchor: number };

export function programNow(clock: ProgramClock, realNow: number): number {
  return clock.programAnchor + (realNow - clock.realAnchor);
}

/** The real instant (ms) at which the program's clock shows `program` (ms). */
export function realInstant(clock: ProgramClock, program: number): number {
  return clock.realAnchor + (program - clock.programAnchor);
}
