import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Box,
  bigTile,
  type Fronts,
  layoutFor,
  layTiles,
  SPEAKER_MOST,
  tileKey,
} from '#renderer/live/room/tileLayout.ts';

const ids = (count: number) => Array.from({ length: count }, (_, index) => `p${index}`);
const faces = (...names: string[]) => names.map((name) => tileKey(name, 'camera'));
const fronts: Fronts = {
  ownAccountId: 'me',
  pinned: null,
  spotlight: null,
  lastSpeaker: null,
  seen: new Set(),
};

const overlap = (a: Box, b: Box) =>
  a.left < b.left + b.width - 0.01 &&
  b.left < a.left + a.width - 0.01 &&
  a.top < b.top + b.height - 0.01 &&
  b.top < a.top + a.height - 0.01;

/** Areas from that of a 900x600 window at 200 % text to a whole 4K screen. */
const areas = fc.record({
  width: fc.integer({ min: 260, max: 3840 }),
  height: fc.integer({ min: 190, max: 2160 }),
});
const orders = fc.record({
  ids: fc.integer({ min: 1, max: 50 }).map(ids),
  area: areas,
  rem: fc.constantFrom(16, 24, 32),
  page: fc.integer({ min: 0, max: 12 }),
});

describe('layTiles', () => {
  it.each(['gallery', 'one big'] as const)(
    'lays up to 50 tiles inside of the area without overlap: %s',
    (kind) => {
      fc.assert(
        fc.property(orders, (order) => {
          const big = kind === 'gallery' ? null : (order.ids[0] ?? null);
          const { boxes, hidden } = layTiles({ ...order, big });
          const all = [...boxes.values()];
          expect(boxes.size + hidden).toBe(order.ids.length);
          expect(boxes.size).toBeGreaterThan(0);
          for (const [index, box] of all.entries()) {
            expect(box.width).toBeGreaterThan(0);
            expect(box.height).toBeGreaterThan(0);
            expect(box.left).toBeGreaterThanOrEqual(-0.01);
            expect(box.top).toBeGreaterThanOrEqual(-0.01);
            expect(box.left + box.width).toBeLessThanOrEqual(order.area.width + 0.01);
            expect(box.top + box.height).toBeLessThanOrEqual(order.area.height + 0.01);
            for (const other of all.slice(index + 1)) expect(overlap(box, other)).toBe(false);
          }
        }),
      );
    },
  );

  it('the gallery shows everybody on exactly one page, alike and of 16:9', () => {
    fc.assert(
      fc.property(orders, ({ ids: people, area, rem }) => {
        const { pages } = layTiles({ ids: people, area, rem, big: null, page: 0 });
        const shown: string[] = [];
        const widths: number[] = [];
        for (let page = 0; page < pages; page += 1) {
          const laid = layTiles({ ids: people, area, rem, big: null, page });
          expect(laid.page).toBe(page);
          shown.push(...laid.boxes.keys());
          for (const box of laid.boxes.values()) {
            expect(box.width / box.height).toBeCloseTo(16 / 9, 5);
            widths.push(box.width);
          }
        }
        expect(shown).toEqual(people);
        expect(Math.max(...widths) - Math.min(...widths)).toBeLessThan(0.01);
      }),
    );
  });

  it('the gallery is as large as fits: it touches two sides of the area', () => {
    fc.assert(
      fc.property(orders, ({ ids: people, area, rem }) => {
        const { boxes } = layTiles({ ids: people, area, rem, big: null, page: 0 });
        const all = [...boxes.values()];
        const width = Math.max(...all.map((b) => b.left + b.width)) - Math.min(...all.map((b) => b.left));
        const height = Math.max(...all.map((b) => b.top + b.height)) - Math.min(...all.map((b) => b.top));
        expect(Math.min(area.width - width, area.height - height)).toBeLessThan(0.01);
      }),
    );
  });

  it('the big tile is larger than each of the others together with what a name needs', () => {
    fc.assert(
      fc.property(orders, (order) => {
        const { boxes } = layTiles({ ...order, big: 'p0' });
        const big = boxes.get('p0');
        expect(big).toBeDefined();
        if (!big) return;
        for (const [id, box] of boxes) {
          if (id !== 'p0') expect(big.width * big.height).toBeGreaterThan(box.width * box.height);
        }
      }),
    );
  });

  it('five people fit beside each other at 900x600, and at 200 % text too', () => {
    const small = { width: 560, height: 330 };
    expect(layTiles({ ids: ids(5), big: 'p0', area: small, rem: 16, page: 0 }).hidden).toBe(0);
    expect(layTiles({ ids: ids(5), big: null, area: small, rem: 16, page: 0 }).pages).toBe(1);
    const large = layTiles({ ids: ids(5), big: null, area: small, rem: 32, page: 0 });
    expect(Math.min(...[...large.boxes.values()].map(({ width }) => width))).toBeGreaterThanOrEqual(256);
  });

  it('one person alone has the whole area', () => {
    const area = { width: 700, height: 500 };
    expect(layTiles({ ids: ['a'], big: 'a', area, rem: 16, page: 0 }).boxes.get('a')).toEqual({
      left: 0,
      top: 0,
      ...area,
    });
  });

  it.each([
    ['nobody', [], { width: 100, height: 100 }],
    ['an area without width', ['a'], { width: 0, height: 100 }],
    ['an area without height', ['a'], { width: 100, height: -5 }],
  ])('%s gives no tiles', (_, people, area) => {
    expect(layTiles({ ids: people, big: null, area, rem: 16, page: 3 }).boxes.size).toBe(0);
  });

  it('a page that is no longer there is the last one', () => {
    const area = { width: 300, height: 200 };
    const { pages, page } = layTiles({ ids: ids(30), big: null, area, rem: 16, page: 99 });
    expect(page).toBe(pages - 1);
    expect(pages).toBeGreaterThan(1);
  });
});

describe('layoutFor', () => {
  const many = faces(...ids(SPEAKER_MOST + 1));
  it('chooses the screen where one is shown, alike tiles for many, else who speaks', () => {
    expect(layoutFor('auto', faces('a', 'b'))).toBe('speaker');
    expect(layoutFor('auto', many)).toBe('gallery');
    expect(layoutFor('auto', [...many, tileKey('p0', 'screen')])).toBe('screen');
  });

  it('keeps to an own choice, but there is no screen layout without a screen', () => {
    expect(layoutFor('gallery', [...faces('a'), tileKey('a', 'screen')])).toBe('gallery');
    expect(layoutFor('speaker', many)).toBe('speaker');
    expect(layoutFor('screen', many)).toBe('speaker');
  });
});

describe('bigTile', () => {
  const people = faces('me', 'a', 'b', 'c');
  const shown = [...people, tileKey('b', 'screen')];

  it('is whoever was heard last, and never oneself while others are there', () => {
    expect(bigTile('speaker', people, { ...fronts, lastSpeaker: 'b' })).toBe('b');
    expect(bigTile('speaker', people, { ...fronts, lastSpeaker: 'me' })).toBe('a');
    expect(bigTile('speaker', people, { ...fronts, lastSpeaker: 'gone' })).toBe('a');
    expect(bigTile('speaker', faces('me'), fronts)).toBe('me');
  });

  it('is somebody with a picture while nobody was heard yet', () => {
    expect(bigTile('speaker', people, { ...fronts, seen: new Set(['me', 'c']) })).toBe('c');
    expect(bigTile('speaker', people, { ...fronts, seen: new Set(['me']) })).toBe('a');
  });

  it('is whom I pinned before whom a moderator put in front, and that before who speaks', () => {
    const both = { ...fronts, pinned: 'c', spotlight: 'b', lastSpeaker: 'a' };
    expect(bigTile('speaker', people, both)).toBe('c');
    expect(bigTile('speaker', people, { ...both, pinned: null })).toBe('b');
    expect(bigTile('speaker', people, { ...both, pinned: 'gone' })).toBe('b');
  });

  it('is the screen in its own layout, before everybody but whom I pinned', () => {
    expect(bigTile('screen', shown, { ...fronts, spotlight: 'a' })).toBe('b:screen');
    expect(bigTile('screen', shown, { ...fronts, pinned: 'a' })).toBe('a');
  });

  it('is another one’s screen before my own', () => {
    const two = [...people, tileKey('me', 'screen'), tileKey('c', 'screen')];
    expect(bigTile('screen', two, fronts)).toBe('c:screen');
  });

  it('is nobody in the gallery, and where nobody is there', () => {
    expect(bigTile('gallery', shown, { ...fronts, pinned: 'a' })).toBeNull();
    expect(bigTile('speaker', [], fronts)).toBeNull();
  });
});
