import { expect, test } from 'vitest';
import { isRatingDue } from '#renderer/recordings/rating/ratingDue.ts';

test('a rating is asked for once four fifths were watched, or the end was seen, and not of an unknown length', () => {
  const at = (second: number, duration = 100, finished = false) =>
    isRatingDue({ second, duration, finished });
  expect(at(79)).toBe(false);
  expect(at(80)).toBe(true);
  expect(at(2, 100, true)).toBe(true);
  expect(at(0, 0)).toBe(false);
});
