import { describe, expect, it } from 'vitest';
import {
  closerClock,
  type HubClock,
  hubTime,
  measureHubClock,
  programTime,
  unknownHubClock,
} from '#renderer/sync/hubClock.ts';

it('S9 takes the hub to have read its clock halfway between question and answer', () => {
  const reading = { hubNow: '2026-01-01T00:00:10.000Z', programNow: '2020-06-23T08:00:00.000Z' };
  const asked = Date.parse('2026-01-01T00:00:00.000Z');
  const clock = measureHubClock(reading, asked, asked + 2_000);
  expect(clock.offset).toBe(9_000);
  expect(hubTime(clock, asked + 1_000)).toBe(Date.parse(reading.hubNow));
  expect(programTime(clock, asked + 61_000)).toBe(Date.parse('2020-06-23T08:01:00.000Z'));
});

describe('S9 of two readings of the hub', () => {
  const reading = (hubNow: number) => ({
    hubNow: new Date(hubNow).toISOString(),
    programNow: new Date(hubNow).toISOString(),
  });
  /** The hub is 9 s ahead; it reads its clock at once, and what it answers is `slow` ms on its way. */
  const read = (at: number, slow: number): HubClock => measureHubClock(reading(at + 9_000), at, at + slow);
  const minute = 60_000;

  it('the one that came faster counts, with the newest program clock', () => {
    const fast = read(1_000_000, 10);
    const slow = read(1_000_000 + minute, 800);
    expect(slow.offset).toBe(8_600);
    expect(closerClock(fast, slow)).toEqual({ ...fast, program: slow.program });
    expect(closerClock(slow, read(1_000_000 + 2 * minute, 10)).offset).toBe(8_995);
  });

  it('the first one counts, and one that has become old gives way', () => {
    const slow = read(1_000_000, 800);
    expect(closerClock(unknownHubClock, slow)).toBe(slow);
    const later = read(1_000_000 + 120 * minute, 800);
    expect(closerClock(read(1_000_000, 10), later)).toBe(later);
  });

  it('one during which this computer’s clock was set back says nothing, and is still a number that can be sent', () => {
    const known = read(1_000_000, 10);
    const odd = read(1_000_000 + minute, -5_000);
    expect(odd.error).toBeGreaterThan(0);
    expect(closerClock(known, odd)).toEqual({ ...known, program: odd.program });
  });

  it('the newer one counts where both cannot be true: a clock was set', () => {
    const fast = read(1_000_000, 10);
    const setForward = { ...read(1_000_000 + minute, 800), offset: 12_000 };
    expect(closerClock(fast, setForward)).toBe(setForward);
    const setBack = read(900_000, 800);
    expect(closerClock(fast, setBack)).toBe(setBack);
  });
});
