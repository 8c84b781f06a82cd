import { expect, test } from 'vitest';
import { dateIn, groupByDay } from '#renderer/program/days.ts';

const at = (text: string) => ({ start: Date.parse(text), date: null });
const dates = (entries: readonly { start: number | null; date: string | null }[], zone: string) =>
  groupByDay(entries, zone).days.map(({ date, timed }) => [date, timed.length]);

test('an evening in Chicago is the next day for a reader in Tokyo', () => {
  const evening = at('2022-11-13T20:00:00-06:00');
  expect(dateIn('America/Chicago', evening.start)).toBe('2022-11-13');
  expect(dates([evening], 'Asia/Tokyo')).toEqual([['2022-11-14', 1]]);
  expect(dates([evening], 'America/Chicago')).toEqual([['2022-11-13', 1]]);
});

test('two talks of one day part where midnight lies between them in the viewer’s zone', () => {
  const talks = [at('2020-06-25T14:00:00Z'), at('2020-06-25T16:00:00Z')];
  expect(dates(talks, 'UTC')).toEqual([['2020-06-25', 2]]);
  expect(dates(talks, 'Asia/Tokyo')).toEqual([
    ['2020-06-25', 1],
    ['2020-06-26', 1],
  ]);
  expect(dates(talks, 'Pacific/Kiritimati')).toEqual([['2020-06-26', 2]]);
});

test('a day on which the clock changes is one day, of 23 or of 25 hours', () => {
  const hourly = (from: string, hours: number) =>
    Array.from({ length: hours }, (_, i) => ({ start: Date.parse(from) + i * 3_600_000, date: null }));
  expect(dates(hourly('2020-03-29T00:00:00+01:00', 24), 'Europe/Berlin')).toEqual([
    ['2020-03-29', 23],
    ['2020-03-30', 1],
  ]);
  expect(dates(hourly('2020-10-25T00:00:00+02:00', 26), 'Europe/Berlin')).toEqual([
    ['2020-10-25', 25],
    ['2020-10-26', 1],
  ]);
});

test('what is known by its date alone is that date in every zone, apart from what has a time', () => {
  const entries = [
    at('2020-06-25T12:00:00Z'),
    { start: null, date: '2020-06-25' },
    { start: null, date: null },
  ];
  for (const zone of ['Pacific/Kiritimati', 'Etc/GMT+12']) {
    const { days, unknown } = groupByDay(entries, zone);
    expect(days.find(({ untimed }) => untimed.length > 0)?.date).toBe('2020-06-25');
    expect(unknown).toEqual([{ start: null, date: null }]);
  }
});
