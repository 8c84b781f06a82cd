import { expect, test } from 'vitest';
import { uplinkOf } from '#server/live/rtc/uplinkOf.ts';

test('who sends nothing, or nothing that was scored yet, has no uplink', () => {
  expect(uplinkOf([])).toBeNull();
  expect(uplinkOf([[], []])).toBeNull();
});

test('a link is as good as the worst of what is sent over it, each by its best stream', () => {
  expect(uplinkOf([[10]])).toBe('good');
  expect(uplinkOf([[10], [0, 0, 8]])).toBe('good');
  expect(uplinkOf([[10], [7]])).toBe('fair');
  expect(uplinkOf([[5], [10]])).toBe('fair');
  expect(uplinkOf([[4], [10]])).toBe('poor');
});

test('nothing at all arriving is gone, a part of it missing is poor', () => {
  expect(uplinkOf([[0], [0, 0]])).toBe('gone');
  expect(uplinkOf([[0], [10]])).toBe('poor');
});
