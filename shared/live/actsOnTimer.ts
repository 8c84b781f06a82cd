import { assertNever } from '../assertNever.ts';
import { RefusedError } from '../contracts/refusals.ts';
import type { StageAct } from './stageActs.ts';
import type { StageTimer } from './stageTimer.ts';

export type TimerAct = Extract<StageAct, { kind: 'start-timer' | 'extend-timer' | 'stop-timer' }>;

function extended(timer: StageTimer, seconds: number, now: number): StageTimer {
  const isOver = timer.endsAt <= now;
  if (seconds === 0 || (isOver && seconds < 0)) throw new RefusedError('already-done');
  const from = isOver ? now : timer.endsAt;
  return { ...timer, endsAt: Math.max(now, from + seconds * 1000) };
}

/** The timer after an act at `now` (ms since epoch by the hub's clock). Throws `RefusedError` wrong-state, already-done. */
export function timerAfter(timer: StageTimer | null, act: TimerAct, now: number): StageTimer | null {
  switch (act.kind) {
    case 'start-timer':
      return { title: act.title, phase: act.phase, startedAt: now, endsAt: now + act.seconds * 1000 };
    case 'extend-timer':
      if (!timer) throw new RefusedError('wrong-state', 'no timer runs');
      return extended(timer, act.seconds, now);
    case 'stop-timer':
      if (!timer) throw new RefusedError('already-done');
      return null;
    default:
      return assertNever(act);
  }
}
