import { expect, it } from 'vitest';
import { momentStart } from '#shared/program/momentTime.ts';

const date = (day: string) => ({ kind: 'date', date: day }) as const;

it.each([
  ['2020-06-25', null, '2020-06-25T00:00:00Z'],
  ['2020-06-25', 'Europe/Berlin', '2020-06-24T22:00:00Z'],
  ['2020-03-29', 'Europe/Berlin', '2020-03-28T23:00:00Z'],
  ['2022-11-13', 'America/Chicago', '2022-11-13T06:00:00Z'],
] as const)('%s begins in %s at %s', (day, zone, at) => {
  expect(momentStart(date(day), zone)).toBe(Date.parse(at));
});

it('nobody can count down to a year or to what is to be announced', () => {
  expect(momentStart({ kind: 'year', year: 2019 }, null)).toBeNull();
  expect(momentStart({ kind: 'unknown' }, null)).toBeNull();
});
