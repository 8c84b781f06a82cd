import type { StageTimer } from '#shared/live/stageTimer.ts';

/** `soon`: the last two minutes. */
export type TimerTone = 'running' | 'soon' | 'over';

/** What a timer shows: `seconds` are those left, or those since its end where it is over. */
export type TimerReading = { readonly tone: TimerTone; readonly seconds: number };

const SOON_SECONDS = 120;

/** `now`: ms since epoch, by the hub's clock (rule S9). */
export function readTimer(timer: StageTimer, now: number): TimerReading {
  const left = Math.ceil((timer.endsAt - now) / 1000);
  if (left <= 0) return { tone: 'over', seconds: Math.floor((now - timer.endsAt) / 1000) };
  return { tone: left <= SOON_SECONDS ? 'soon' : 'running', seconds: left };
}

/** Milliseconds from `now` until the next second of a clock that counts to or from `endsAt`. */
export function untilNextSecond(endsAt: number, now: number): number {
  const part = (((endsAt - now) % 1000) + 1000) % 1000;
  return part === 0 ? 1000 : part;
}

/** What is said: so many minutes are left, or the end is there. */
export type TimerMark = 5 | 2 | 1 | 0;
const marks: readonly TimerMark[] = [0, 1, 2, 5];

/**
 * The mark that was passed between two looks at the same timer, the nearest to its end; `null` for none, and where
 * somebody has added time since. Both in ms until the end.
 */
export function passedMark(before: number, after: number): TimerMark | null {
  return marks.find((mark) => before > mark * 60_000 && after <= mark * 60_000) ?? null;
}

/** A mark, and how much was left when it was passed, in ms. */
export type PassedMark = { readonly mark: TimerMark; readonly left: number };

const SHOWN_FOR = 20_000;

/** Whether a mark is still shown to those on the stage with `left` ms left. At two minutes the colour changes, which is enough. */
export function isShownAt(passed: PassedMark, left: number): boolean {
  return passed.mark !== 2 && left <= passed.left && passed.left - left < SHOWN_FOR;
}
