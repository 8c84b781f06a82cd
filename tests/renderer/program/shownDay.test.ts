import { expect, test } from 'vitest';
import { groupByDay } from '#renderer/program/days.ts';
import { shownDay } from '#renderer/program/shownDay.ts';

const entry = (text: string) => ({ start: Date.parse(text), date: null });
const days = groupByDay(
  [entry('2020-06-23T10:00:00Z'), entry('2020-06-24T10:00:00Z'), { start: null, date: null }],
  'UTC',
);
const of = (view: 'list' | 'timeline', today: string, many: boolean) => ({ view, today, many });

test('a short list begins with all days, a long one with today, and a timeline always with one', () => {
  expect(shownDay(null, days, of('list', '2020-06-24', false))).toBe('all');
  expect(shownDay(null, days, of('list', '2020-06-24', true))).toBe('2020-06-24');
  expect(shownDay(null, days, of('timeline', '2020-06-24', false))).toBe('2020-06-24');
  expect(shownDay('all', days, of('timeline', '2020-06-01', false))).toBe('2020-06-23');
});

test('the day that was picked stays for as long as it has something', () => {
  expect(shownDay('2020-06-23', days, of('list', '2020-06-24', true))).toBe('2020-06-23');
  expect(shownDay('2020-06-29', days, of('list', '2020-06-24', true))).toBe('2020-06-24');
  expect(shownDay('unknown', days, of('list', '2020-06-24', true))).toBe('unknown');
  expect(shownDay('all', days, of('list', '2020-06-24', true))).toBe('all');
});
