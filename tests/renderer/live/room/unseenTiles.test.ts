import { afterEach, expect, it, vi } from 'vitest';
import { Watching } from '#renderer/live/client/Watching.ts';
import { layTiles, tileKey, tilesWithoutRoom } from '#renderer/live/room/tileLayout.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

const tiles = Array.from({ length: 12 }, (_, index) => tileKey(`p${index}`, 'camera'));
const ids = tiles.map(({ id }) => id);
/** A window of 900x600 without its sidebar, its panel and its dock. */
const small = { width: 540, height: 440 };

/** Who flows once it was said of each tile how large it is, and of the others that nothing is in sight. */
function flowing(big: string | null, page: number, area = small): readonly string[] {
  vi.stubGlobal('document', { visibilityState: 'visible', pictureInPictureElement: null });
  const laid = layTiles({ ids, big, area, rem: 32, page });
  const watching = new Watching('off');
  for (const [id, { width, height }] of laid.boxes) watching.watch(id, 'camera', { width, height });
  for (const { accountId, source } of tilesWithoutRoom(tiles, laid)) {
    watching.watch(accountId, source, null);
  }
  return ids.filter((accountId) => watching.flowOf({ accountId, source: 'camera' }).flows);
}

it.each([null, 'p7'])('L4: only who has a tile flows, on each page and beside the big one: %s', (big) => {
  const pages = big === null ? 3 : 1;
  for (let page = 0; page < pages; page += 1) {
    const { boxes } = layTiles({ ids, big, area: small, rem: 32, page });
    expect(boxes.size).toBeLessThan(ids.length);
    expect(flowing(big, page)).toEqual(ids.filter((id) => boxes.has(id)));
  }
});

it('L4: before there is room to lay tiles in, everybody flows, so that the first picture does not wait', () => {
  expect(flowing(null, 0, { width: 0, height: 0 })).toEqual(ids);
});
