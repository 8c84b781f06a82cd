import { expect, it } from 'vitest';
import { hubTime, measureHubClock, programTime } from '#renderer/sync/hubClock.ts';

it('S9 takes the hub to have read its clock halfway between question and answer', () => {
  const reading = { hubNow: '2026-01-01T00:00:10.000Z', programNow: '2020-06-23T08:00:00.000Z' };
  const asked = Date.parse('2026-01-01T00:00:00.000Z');
  const clock = measureHubClock(reading, asked, asked + 2_000);
  expect(clock.offset).toBe(9_000);
  expect(hubTime(clock, asked + 1_000)).toBe(Date.parse(reading.hubNow));
  expect(programTime(clock, asked + 61_000)).toBe(Date.parse('2020-06-23T08:01:00.000Z'));
});
