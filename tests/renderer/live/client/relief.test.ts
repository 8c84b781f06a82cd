import { describe, expect, it } from 'vitest';
import type { ConnectionQuality } from '#renderer/live/client/connectionQuality.ts';
import { nextRelief, noRelief, type ReliefState } from '#renderer/live/client/relief.ts';

/** A measurement a second. */
function measured(
  qualities: readonly ConnectionQuality[],
  from: ReliefState = noRelief,
  start = 0,
): ReliefState {
  return qualities.reduce((state, quality, i) => nextRelief(state, quality, start + (i + 1) * 1000), from);
}
const poor = (times: number) => Array.from({ length: times }, () => 'poor' as const);
const good = (times: number) => Array.from({ length: times }, () => 'good' as const);

describe('audio first on a poor link', () => {
  it('takes cameras smaller, then cameras, then screens, one step at a time', () => {
    expect(measured(poor(1)).relief).toBe('none');
    expect(measured(poor(2)).relief).toBe('small-cameras');
    expect(measured(poor(4)).relief).toBe('no-cameras');
    expect(measured(poor(6)).relief).toBe('sound-only');
    expect(measured(poor(60)).relief).toBe('sound-only');
  });

  it('takes nothing for single hiccups', () => {
    expect(measured(['poor', 'good', 'poor', 'fair', 'poor', 'good']).relief).toBe('none');
  });

  it('gives back only after a while of good measurements, one step at a time', () => {
    const down = measured(poor(4));
    expect(measured(good(7), down, 4000).relief).toBe('no-cameras');
    expect(measured(good(8), down, 4000).relief).toBe('small-cameras');
    expect(measured(good(16), down, 4000).relief).toBe('none');
  });

  it('gives nothing back while the link is only fair', () => {
    const down = measured(poor(4));
    expect(
      measured(
        Array.from({ length: 60 }, () => 'fair' as const),
        down,
        4000,
      ).relief,
    ).toBe('no-cameras');
  });

  it('waits twice as long where giving back proved too much, so that pictures do not come and go', () => {
    const back = measured([...poor(4), ...good(8)]);
    expect(back.relief).toBe('small-cameras');
    const again = measured(poor(2), back, 12_000);
    expect(again.relief).toBe('no-cameras');
    expect(measured(good(8), again, 14_000).relief).toBe('no-cameras');
    expect(measured(good(16), again, 14_000).relief).toBe('small-cameras');
  });

  it('never waits longer than 64 s', () => {
    let state = measured(poor(4));
    let now = 4000;
    const until = (relief: string, quality: ConnectionQuality) => {
      while (state.relief !== relief) {
        now += 1000;
        state = nextRelief(state, quality, now);
      }
    };
    for (let i = 0; i < 12; i += 1) {
      until('small-cameras', 'good');
      until('no-cameras', 'poor');
    }
    expect(state.patience).toBe(64_000);
  });
});
