import { expect, it } from 'vitest';
import { chapterAfter, chapterBefore, chapterSpans, filled } from '#renderer/recordings/seek/barParts.ts';

const chapters = [
  { start: 10, title: 'One' },
  { start: 40, title: 'Two' },
  { start: 200, title: 'Beyond the end' },
];

it('the bar is cut at the chapters, from its start to its end, and what is before the first has no title', () => {
  expect(chapterSpans(chapters, 100)).toEqual([
    { start: 0, end: 10, title: null },
    { start: 10, end: 40, title: 'One' },
    { start: 40, end: 100, title: 'Two' },
  ]);
  expect(chapterSpans([], 100)).toEqual([{ start: 0, end: 100, title: null }]);
  expect(chapterSpans([{ start: 0, title: 'All' }], 100)).toEqual([{ start: 0, end: 100, title: 'All' }]);
});

it('two chapters at one second make no piece without length', () => {
  const twice = [
    { start: 0, title: 'A' },
    { start: 0, title: 'B' },
  ];
  expect(chapterSpans(twice, 10)).toEqual([{ start: 0, end: 10, title: 'B' }]);
});

it('a piece is filled by what lies before a second, never below nothing or above the whole', () => {
  const span = { start: 10, end: 30 };
  expect([0, 10, 20, 30, 99].map((second) => filled(span, second))).toEqual([0, 0, 0.5, 1, 1]);
});

it('the chapter key leads forward to the next, back to the start of this one, and again to the one before', () => {
  expect(chapterAfter(chapters, 10)?.title).toBe('Two');
  expect(chapterAfter(chapters, 200)).toBeUndefined();
  expect(chapterBefore(chapters, 60)?.title).toBe('Two');
  expect(chapterBefore(chapters, 41)?.title).toBe('One');
  expect(chapterBefore(chapters, 2)?.title).toBe('One');
});
