import { expect, test } from 'vitest';
import { chunksOf } from '#renderer/program/chunks.ts';

test('a list is parted in its order by weight, and an item too heavy for a chunk is one alone', () => {
  const chunks = chunksOf([2, 2, 2, 9, 1], (weight) => weight, 5);
  expect(chunks).toEqual([
    { first: 0, weight: 4, items: [2, 2] },
    { first: 2, weight: 2, items: [2] },
    { first: 3, weight: 9, items: [9] },
    { first: 4, weight: 1, items: [1] },
  ]);
  expect(chunksOf([], () => 1, 5)).toEqual([]);
});
