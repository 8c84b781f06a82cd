import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  hasSlides,
  moments,
  pageAt,
  pictureAt,
  secondOfPage,
} from '#renderer/recordings/slides/slideTimes.ts';

const changes = [6, 14, 14.5, 30];

test('slides follow the playback: the i-th change leads to page i + 2, and never past the last', () => {
  const seen = [0, 5.9, 6, 14, 14.5, 29, 30, 900].map((second) => pageAt(changes, second, 4));
  expect(seen).toEqual([1, 1, 2, 3, 4, 4, 4, 4]);
  expect(pageAt([], 50, 7)).toBe(1);
});

test('a page leads to the second at which it begins to be shown, and nowhere where it never is', () => {
  expect([1, 2, 4, 5, 6].map((page) => secondOfPage(changes, page))).toEqual([0, 6, 14.5, 30, null]);
});

test('at the second of a page that page is shown, whatever the changes are', () => {
  const increasing = fc
    .uniqueArray(fc.integer({ min: 1, max: 5000 }), { maxLength: 40 })
    .map((list) => list.toSorted((a, b) => a - b));
  fc.assert(
    fc.property(increasing, fc.integer({ min: 1, max: 60 }), (seconds, pages) => {
      for (let page = 1; page <= pages; page += 1) {
        const second = secondOfPage(seconds, page);
        if (second !== null) expect(pageAt(seconds, second, pages)).toBe(page);
      }
    }),
  );
});

test('moments begin with the beginning, once', () => {
  expect(moments([6, 14])).toEqual([0, 6, 14]);
  expect(moments([0, 6])).toEqual([0, 6]);
});

test('a picture of a second is the first one on the sheet from it on, and the last one past its end', () => {
  const sheet = { columns: 4, rows: 2, interval: 10 };
  expect([0, 10, 11, 45, 5000].map((second) => pictureAt(sheet, second))).toEqual([
    { column: 0, row: 0 },
    { column: 1, row: 0 },
    { column: 2, row: 0 },
    { column: 1, row: 1 },
    { column: 3, row: 1 },
  ]);
});

test('there is something to show where there are slides or changes', () => {
  expect(hasSlides({ slides: null, slideChanges: [] })).toBe(false);
  expect(hasSlides({ slides: null, slideChanges: [4] })).toBe(true);
  expect(hasSlides({ slides: { hash: 'a'.repeat(64), pages: 1 }, slideChanges: [] })).toBe(true);
});
