import type { TakeEventBody } from '#server/live/takes/takeEvent.ts';
import type { TakenSpan, TakeTimeline } from '#server/recordings/work/take/takeTimeline.ts';
import type { MediaSource } from '#shared/live/stage.ts';

export const ada = '00000000-0000-7000-8000-00000000000a';
export const bob = '00000000-0000-7000-8000-00000000000b';
export const talk = '00000000-0000-7000-8000-0000000000aa';
export const asked = '00000000-0000-4000-8000-0000000000ff';

/** Seconds are counted from an instant of the hub's clock. */
export const START = 1_700_000_000_000;
export const at = (second: number): number => START + second * 1000;

export function span(
  accountId: string,
  source: MediaSource,
  from: number,
  to: number,
  second = 0,
): TakenSpan {
  const name = accountId === ada ? 'Ada Sample' : 'Bob Sample';
  return { accountId, name, source, file: `${name} ${source}`, from: at(from), to: at(to), second };
}

export function event(second: number, body: TakeEventBody): TakeTimeline['events'][number] {
  return { at: at(second), body };
}

export function timeline(spans: readonly TakenSpan[], change: Partial<TakeTimeline> = {}): TakeTimeline {
  return { spans, events: [], ends: [at(100_000)], lengths: new Map([[talk, 600]]), ...change };
}
