import type { HubDescription } from '#shared/contracts/http.ts';
import { type ProgramClock, programNow } from '#shared/program/programClock.ts';

/** Rule S9. All in milliseconds; `offset` is what the hub's clock shows beyond this computer's. */
export type HubClock = { readonly offset: number; readonly program: ProgramClock };

/** For a hub that has never been reached: its clocks are taken to be this computer's. */
export const unknownHubClock: HubClock = { offset: 0, program: { realAnchor: 0, programAnchor: 0 } };

/**
 * Reads the hub's clock from a reply that was asked for at `asked` and was here at `answered` (ms on
 * this computer's clock). The hub is taken to have read its clock halfway.
 */
export function measureHubClock(reading: HubDescription['clock'], asked: number, answered: number): HubClock {
  const hubNow = Date.parse(reading.hubNow);
  return {
    offset: hubNow - (asked + answered) / 2,
    program: { realAnchor: hubNow, programAnchor: Date.parse(reading.programNow) },
  };
}

/** The hub's real clock at `now`, a moment of this computer's clock (ms). */
export function hubTime(clock: HubClock, now: number): number {
  return now + clock.offset;
}

/** The program's clock at `now`, a moment of this computer's clock (ms). */
export function programTime(clock: HubClock, now: number): number {
  return programNow(clock.program, hubTime(clock, now));
}
