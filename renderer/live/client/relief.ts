import type { ConnectionQuality } from './connectionQuality.ts';

/** What is taken from a poor link so that sound gets through: cameras first, screens last (audio first). */
export const reliefs = ['none', 'small-cameras', 'no-cameras', 'sound-only'] as const;
export type Relief = (typeof reliefs)[number];

/**
 * `since`: when the relief was last changed, in ms; `poor` and `good`: measurements of that kind in a row;
 * `patience`: milliseconds without trouble before something is given back.
 */
export type ReliefState = {
  readonly relief: Relief;
  readonly since: number;
  readonly poor: number;
  readonly patience: number;
  /** When something was given back last. */
  readonly gaveBack: number | null;
};

const FIRST_PATIENCE = 8_000;
const LONGEST_PATIENCE = 64_000;
/** So many poor measurements in a row take something away: one alone is a hiccup. */
const POOR_IN_A_ROW = 2;

export const noRelief: ReliefState = {
  relief: 'none',
  since: 0,
  poor: 0,
  patience: FIRST_PATIENCE,
  gaveBack: null,
};

/**
 * The relief after a measurement of what arrives, at `now` (ms). One step at a time; a step back that proves too
 * much at once doubles the patience before the next, so that pictures do not come and go.
 */
export function nextRelief(state: ReliefState, quality: ConnectionQuality, now: number): ReliefState {
  const at = reliefs.indexOf(state.relief);
  if (quality === 'poor') {
    const poor = state.poor + 1;
    const more = reliefs[at + 1];
    if (poor < POOR_IN_A_ROW || more === undefined) return { ...state, poor, since: now };
    const relapsed = state.gaveBack !== null && now - state.gaveBack < state.patience;
    const patience = relapsed ? Math.min(LONGEST_PATIENCE, state.patience * 2) : state.patience;
    return { relief: more, since: now, poor: 0, patience, gaveBack: null };
  }
  const less = reliefs[at - 1];
  if (quality !== 'good' || less === undefined) {
    const settled = less === undefined && state.gaveBack !== null && now - state.gaveBack > state.patience;
    const patience = settled ? FIRST_PATIENCE : state.patience;
    return { ...state, poor: 0, patience, since: quality === 'good' ? state.since : now };
  }
  if (now - state.since < state.patience) return { ...state, poor: 0 };
  return { ...state, relief: less, since: now, poor: 0, gaveBack: now };
}
