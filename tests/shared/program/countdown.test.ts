import { describe, expect, it } from 'vitest';
import { countdownParts, countdownTo, distance } from '#shared/program/countdown.ts';

const now = Date.parse('2020-06-23T10:00:00Z');
const later = (seconds: number) => now + seconds * 1000;

describe('a countdown', () => {
  it('gives days, hours, minutes and seconds that add up', () => {
    expect(countdownTo(later(2 * 86_400 + 4 * 3600 + 61), now)).toEqual({
      days: 2,
      hours: 4,
      minutes: 1,
      seconds: 1,
    });
  });

  it('counts a second that has begun, so that it never shows zero before the instant', () => {
    expect(countdownTo(now + 1, now)).toEqual({ days: 0, hours: 0, minutes: 0, seconds: 1 });
  });

  it('is over at the instant and after it', () => {
    expect(countdownTo(now, now)).toBeNull();
    expect(countdownTo(now - 1, now)).toBeNull();
  });

  it.each([
    [2 * 86_400, 'days', 'hours'],
    [5 * 3600, 'hours', 'minutes'],
    [125, 'minutes', 'seconds'],
  ] as const)('of %i s shows %s and %s', (seconds, large, small) => {
    const left = countdownTo(later(seconds), now);
    expect(left && countdownParts(left).map((part) => part.unit)).toEqual([large, small]);
  });
});

describe('a distance', () => {
  it.each([
    [30, { value: 30, unit: 'second' }],
    [-120, { value: -2, unit: 'minute' }],
    [7200, { value: 2, unit: 'hour' }],
    [-3 * 86_400, { value: -3, unit: 'day' }],
  ] as const)('of %i s is told in the largest unit that it fills', (seconds, told) => {
    expect(distance(later(seconds), now)).toEqual(told);
  });
});
