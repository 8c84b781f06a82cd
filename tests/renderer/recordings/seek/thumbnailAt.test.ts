import { expect, it } from 'vitest';
import { askedCurve } from '#renderer/recordings/seek/askedCurve.ts';
import { thumbnailAt } from '#renderer/recordings/seek/thumbnailAt.ts';

const sheet = { columns: 3, rows: 2, width: 160, height: 90, interval: 10 };

it('the pictures of a sheet go row by row from the start', () => {
  expect(thumbnailAt(sheet, 0)).toEqual({ left: 0, top: 0 });
  expect(thumbnailAt(sheet, 29.9)).toEqual({ left: 320, top: 0 });
  expect(thumbnailAt(sheet, 30)).toEqual({ left: 0, top: 90 });
});

it('what comes after the sheet has its last picture, and what comes before has its first', () => {
  expect(thumbnailAt(sheet, 999)).toEqual({ left: 320, top: 90 });
  expect(thumbnailAt(sheet, -1)).toEqual({ left: 0, top: 0 });
});

it('the line above the bar is highest where people asked', () => {
  const heights = [...askedCurve([50, 50, 10], 100).matchAll(/L(\S+) (\S+?)(?=L|Z)/g)];
  const at = (x: number) => Number(heights.find(([, place]) => Number(place) === x)?.[2]);
  expect(at(0.5)).toBe(0);
  expect(at(0.1)).toBeCloseTo(0.5, 1);
  expect(at(0.8)).toBe(1);
});

it('nothing is drawn without questions, without a length, and for seconds beyond it', () => {
  expect(askedCurve([], 100)).toBe('');
  expect(askedCurve([5], 0)).toBe('');
  expect(askedCurve([5000], 1)).toBe('');
});
