import { expect, test } from 'vitest';
import { isWithinHours } from '#electron/recordings/downloads/hours.ts';

const at = (hour: number, minute = 0): number => new Date(2020, 5, 25, hour, minute).getTime();
const night = { from: 22 * 60, to: 6 * 60 + 30 };
const day = { from: 8 * 60, to: 17 * 60 };

test.each([
  [at(21, 59), false],
  [at(22), true],
  [at(23, 59), true],
  [at(0), true],
  [at(6, 29), true],
  [at(6, 30), false],
])(
  'hours over midnight hold from their first minute to the one before their last: %s is %s',
  (now, within) => {
    expect(isWithinHours(night, now)).toBe(within);
  },
);

test('hours of one day hold between their ends, equal ends are the whole day, and none are always', () => {
  expect([at(7, 59), at(8), at(16, 59), at(17)].map((now) => isWithinHours(day, now))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(isWithinHours({ from: 60, to: 60 }, at(12))).toBe(true);
  expect(isWithinHours(null, at(12))).toBe(true);
});
