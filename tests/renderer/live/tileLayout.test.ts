import { describe, expect, it } from 'vitest';
import { layTiles } from '#renderer/live/tileLayout.ts';

const people = (count: number) => Array.from({ length: count }, (_, index) => `p${index}`);

describe('layTiles', () => {
  it('says that nobody is there', () => {
    expect(layTiles([], null, 'me')).toEqual({ kind: 'nobody' });
  });

  it('makes whoever spoke last big, and the rest a column', () => {
    expect(layTiles(people(3), 'p2', 'me')).toEqual({ kind: 'spotlight', big: 'p2', column: ['p0', 'p1'] });
  });

  it('does not make oneself big while others are there, even when speaking', () => {
    expect(layTiles(['me', 'a', 'b'], 'me', 'me')).toMatchObject({ big: 'a', column: ['me', 'b'] });
    expect(layTiles(['me'], 'me', 'me')).toMatchObject({ big: 'me', column: [] });
  });

  it('keeps a big tile when the last speaker has left', () => {
    expect(layTiles(people(2), 'gone', 'me')).toMatchObject({ big: 'p0' });
  });

  it('shows each of one to nine people exactly once', () => {
    for (let count = 1; count <= 9; count += 1) {
      const layout = layTiles(people(count), 'p1', 'p0');
      const shown =
        layout.kind === 'spotlight'
          ? [layout.big, ...layout.column]
          : layout.kind === 'grid'
            ? layout.tiles
            : [];
      expect([...shown].sort()).toEqual(people(count));
    }
  });

  it('goes over to equal tiles from six people on', () => {
    expect(layTiles(people(5), null, 'me').kind).toBe('spotlight');
    expect(layTiles(people(6), null, 'me')).toMatchObject({ kind: 'grid', columns: 3 });
    expect(layTiles(people(9), null, 'me')).toMatchObject({ kind: 'grid', columns: 3 });
  });
});
