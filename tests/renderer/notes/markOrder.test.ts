import { expect, test } from 'vitest';
import { bookmarkNear, currentMark, inTimeOrder } from '#renderer/notes/markOrder.ts';
import { mark } from './marks.ts';

test('notes are in the order of the recording, those on the whole of it first', () => {
  const marks = [mark(9), mark(3), mark(5, { second: null }), mark(4, { second: 3, at: 1 })];
  expect(inTimeOrder(marks).map(({ markId }) => markId)).toEqual(
    [mark(5), mark(4), mark(3), mark(9)].map(({ markId }) => markId),
  );
});

test('the current note is the last one that playback came to; one on the whole never is', () => {
  const marks = [mark(1, { second: null }), mark(10), mark(20)];
  expect([0, 10, 19.75, 300].map((second) => currentMark(marks, second)?.second)).toEqual([
    undefined,
    10,
    10,
    20,
  ]);
});

test('a bookmark within two seconds is the one that is here, the nearest first, and a note is none', () => {
  const marks = [mark(10, { kind: 'bookmark' }), mark(13, { kind: 'bookmark' }), mark(12)];
  expect([7.9, 8.5, 12, 15.1].map((second) => bookmarkNear(marks, second)?.second)).toEqual([
    undefined,
    10,
    13,
    undefined,
  ]);
});
