import type { HubDescription } from '#shared/contracts/http.ts';
import { type ProgramClock, programNow } from '#shared/program/programClock.ts';

/**
 * Rule S9. All in milliseconds; `offset` is what the hub's clock shows beyond this computer's, as read at `at` of this
 * computer's clock and wrong by `error` at most.
 */
export type HubClock = {
  readonly offset: number;
  readonly error: number;
  readonly at: number;
  readonly program: ProgramClock;
};

/** Of a reading that says nothing, in ms. */
const UNKNOWN = Number.MAX_SAFE_INTEGER;

/** For a hub that has never been reached: its clocks are taken to be this computer's. */
export const unknownHubClock: HubClock = {
  offset: 0,
  error: UNKNOWN,
  at: 0,
  program: { realAnchor: 0, programAnchor: 0 },
};

/** By how much two computers' clocks part at most, in ms per ms. */
const DRIFT = 100e-6;

/**
 * Reads the hub's clock from a reply that was asked for at `asked` and was here at `answered` (ms on
 * this computer's clock). The hub is taken to have read its clock halfway. Where this computer's clock was set back
 * meanwhile, nothing is known.
 */
export function measureHubClock(reading: HubDescription['clock'], asked: number, answered: number): HubClock {
  const hubNow = Date.parse(reading.hubNow);
  return {
    offset: hubNow - (asked + answered) / 2,
    error: answered < asked ? UNKNOWN : (answered - asked) / 2,
    at: answered,
    program: { realAnchor: hubNow, programAnchor: Date.parse(reading.programNow) },
  };
}

/**
 * The closer of two readings: a slow reply says little about the time. Where they contradict each other, somebody has
 * set a clock, and the newer one counts. The program's clock is the newer one's.
 */
export function closerClock(known: HubClock, newer: HubClock): HubClock {
  const age = newer.at - known.at;
  const error = known.error + age * DRIFT;
  const agree = age >= 0 && Math.abs(known.offset - newer.offset) <= error + newer.error;
  return agree && error < newer.error ? { ...known, program: newer.program } : newer;
}

/** The hub's real clock at `now`, a moment of this computer's clock (ms). */
export function hubTime(clock: HubClock, now: number): number {
  return now + clock.offset;
}

/** The program's clock at `now`, a moment of this computer's clock (ms). */
export function programTime(clock: HubClock, now: number): number {
  return programNow(clock.program, hubTime(clock, now));
}
