import { expect, it, vi } from 'vitest';
import { readSearches, withSearch } from '#renderer/search/recentSearches.ts';

it('has the newest first, each once, and at most eight', () => {
  let kept: readonly string[] = [];
  for (const n of [1, 2, 3, 4, 5, 6, 7, 8, 9, 3]) kept = withSearch(kept, `search ${n}`);
  expect(kept).toEqual([3, 9, 8, 7, 6, 5, 4, 2].map((n) => `search ${n}`));
});

it('keeps a whole search in place of its beginning, and no single letter', () => {
  expect(withSearch(['Cont', 'other'], 'container')).toEqual(['container', 'other']);
  expect(withSearch(['other'], ' a ')).toEqual(['other']);
});

it('begins anew where what was kept does not fit, and says so where it is not JSON', () => {
  const told = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  expect(readSearches('[1,2]')).toEqual([]);
  expect(readSearches(null)).toEqual([]);
  expect(told).not.toHaveBeenCalled();
  expect(readSearches('[')).toEqual([]);
  expect(told).toHaveBeenCalledOnce();
  told.mockRestore();
});
