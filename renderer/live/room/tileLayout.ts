/** How the stage is shown. `screen`: a shown screen big, the people beside. */
export const layouts = ['speaker', 'gallery', 'screen'] as const;
export type Layout = (typeof layouts)[number];
export type LayoutChoice = 'auto' | Layout;

/** What a tile shows of somebody. */
export type TileKey = {
  readonly id: string;
  readonly accountId: string;
  readonly source: 'camera' | 'screen';
};

export function tileKey(accountId: string, source: TileKey['source']): TileKey {
  return { id: source === 'camera' ? accountId : `${accountId}:screen`, accountId, source };
}

/** The most people whom the automatic choice shows one big and the others beside. */
export const SPEAKER_MOST = 6;

/** The layout for a choice: a screen asks for its own, and there is no screen layout without a screen. */
export function layoutFor(choice: LayoutChoice, tiles: readonly TileKey[]): Layout {
  const screen = tiles.some(({ source }) => source === 'screen');
  if (choice === 'screen') return screen ? 'screen' : 'speaker';
  if (choice !== 'auto') return choice;
  if (screen) return 'screen';
  return tiles.length > SPEAKER_MOST ? 'gallery' : 'speaker';
}

export type Fronts = {
  readonly ownAccountId: string;
  readonly pinned: string | null;
  readonly spotlight: string | null;
  readonly lastSpeaker: string | null;
  /** Accounts with a picture: of people who were not heard yet, rather one that is seen. */
  readonly seen: ReadonlySet<string>;
};

/**
 * The id of the big tile: whom this person pinned, whom a moderator put in front, a screen in its own layout,
 * whoever was heard last, anybody else. One's own is big only where nobody else is there, or by choice.
 */
export function bigTile(layout: Layout, tiles: readonly TileKey[], fronts: Fronts): string | null {
  if (layout === 'gallery') return null;
  const { ownAccountId, pinned, spotlight, lastSpeaker, seen: pictured } = fronts;
  const faces = tiles.filter(({ source }) => source === 'camera');
  const screens = tiles.filter(({ source }) => source === 'screen');
  const others = faces.filter(({ accountId }) => accountId !== ownAccountId);
  const of = (accountId: string | null) => faces.find((tile) => tile.accountId === accountId);
  const screen = screens.find(({ accountId }) => accountId !== ownAccountId) ?? screens[0];
  const big =
    of(pinned) ??
    (layout === 'screen' ? screen : undefined) ??
    of(spotlight) ??
    others.find(({ accountId }) => accountId === lastSpeaker) ??
    others.find(({ accountId }) => pictured.has(accountId)) ??
    others[0] ??
    faces[0] ??
    screens[0];
  return big?.id ?? null;
}

/** In CSS pixels, from the area's upper left corner. */
export type Box = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

export type Area = { readonly width: number; readonly height: number };

export type Laid = {
  readonly boxes: ReadonlyMap<string, Box>;
  /** Tiles that found no room: on other pages of the gallery, or not beside the big one. */
  readonly hidden: number;
  readonly pages: number;
  /** The page that is shown, from 0: the asked one, or the last that there is. */
  readonly page: number;
};

type Order = {
  readonly ids: readonly string[];
  readonly big: string | null;
  readonly area: Area;
  /** The size of text in pixels: names must find room in a tile, however large people read. */
  readonly rem: number;
  readonly page: number;
};

const ASPECT = 16 / 9;
const GAP = 10;
const nothing: Laid = { boxes: new Map(), hidden: 0, pages: 1, page: 0 };

/** Lays tiles into an area: without overlap, inside of it, as large as they fit. */
export function layTiles(order: Order): Laid {
  const { ids, big, area } = order;
  if (ids.length === 0 || area.width <= 0 || area.height <= 0) return nothing;
  return big === null || !ids.includes(big) ? layAlike(order) : layBeside(order, big);
}

/** The tiles that found no room; none before there is any to lay them in. */
export function tilesWithoutRoom(tiles: readonly TileKey[], { boxes }: Laid): readonly TileKey[] {
  return boxes.size === 0 ? [] : tiles.filter(({ id }) => !boxes.has(id));
}

/** Columns and the width of a tile, of so many equal tiles of 16:9 that are as large as fit. */
function bestGrid(count: number, area: Area): { readonly columns: number; readonly width: number } {
  let best = { columns: 1, width: 0 };
  for (let columns = 1; columns <= count; columns += 1) {
    const rows = Math.ceil(count / columns);
    const wide = (area.width - GAP * (columns - 1)) / columns;
    const high = ((area.height - GAP * (rows - 1)) / rows) * ASPECT;
    const width = Math.min(wide, high);
    if (width > best.width) best = { columns, width };
  }
  return best;
}

/** How many of at least the least width fit beside and below each other; one always does. */
function capacityOf(area: Area, least: number): number {
  const columns = Math.max(1, Math.floor((area.width + GAP) / (least + GAP)));
  const rows = Math.max(1, Math.floor((area.height + GAP) / (least / ASPECT + GAP)));
  return columns * rows;
}

function layAlike({ ids, area, rem, page: asked }: Order): Laid {
  const most = capacityOf(area, 8 * rem);
  const pages = Math.ceil(ids.length / most);
  const page = Math.min(Math.max(0, asked), pages - 1);
  const each = Math.ceil(ids.length / pages);
  const shown = ids.slice(page * each, (page + 1) * each);
  // A last page with fewer people keeps the size of the others.
  const { columns, width } = bestGrid(each, area);
  const height = width / ASPECT;
  const rows = Math.ceil(shown.length / columns);
  const top = (area.height - rows * height - (rows - 1) * GAP) / 2;
  const boxes = shown.map((id, index): [string, Box] => {
    const row = Math.floor(index / columns);
    const inRow = Math.min(columns, shown.length - row * columns);
    const left = (area.width - inRow * width - (inRow - 1) * GAP) / 2;
    const box = {
      left: left + (index % columns) * (width + GAP),
      top: top + row * (height + GAP),
      width,
      height,
    };
    return [id, box];
  });
  return { boxes: new Map(boxes), hidden: ids.length - shown.length, pages, page };
}

/** What a picture of 16:9 covers of a box. */
const seen = ({ width, height }: Area) => Math.min(width, height * ASPECT);

function layBeside({ ids, area, rem }: Order, big: string): Laid {
  const others = ids.filter((id) => id !== big);
  if (others.length === 0) {
    return { ...nothing, boxes: new Map([[big, { left: 0, top: 0, ...area }]]) };
  }
  const column = besideColumn(others, area, rem);
  const strip = besideStrip(others, area, rem);
  const { main, boxes } = seen(strip.main) > seen(column.main) * 1.15 ? strip : column;
  return {
    ...nothing,
    boxes: new Map([[big, { left: 0, top: 0, ...main }], ...boxes]),
    hidden: others.length - boxes.length,
  };
}

type Beside = { readonly main: Area; readonly boxes: readonly [string, Box][] };

const clamp = (least: number, value: number, most: number) => Math.min(Math.max(least, value), most);

/** The others in a column at the right, together as high as the big one where there are enough of them. */
function besideColumn(others: readonly string[], area: Area, rem: number): Beside {
  const wanted = Math.min(clamp(7 * rem, area.width * 0.29, 15 * rem), area.width * 0.4);
  const fits = ((area.height - GAP * (others.length - 1)) / others.length) * ASPECT;
  const width = Math.min(wanted, Math.max(fits, Math.min(wanted, 7 * rem)));
  const most = Math.max(1, Math.floor((area.height + GAP) / (width / ASPECT + GAP)));
  const shown = others.slice(0, most);
  const share = (area.height - GAP * (shown.length - 1)) / shown.length;
  const height = Math.min(share, width * 0.9);
  const left = area.width - width;
  const top = (area.height - shown.length * height - (shown.length - 1) * GAP) / 2;
  return {
    main: { width: left - GAP, height: area.height },
    boxes: shown.map((id, index) => [id, { left, top: top + index * (height + GAP), width, height }]),
  };
}

/** The others in a row below, each of 16:9. */
function besideStrip(others: readonly string[], area: Area, rem: number): Beside {
  const wanted = Math.min(clamp(4.5 * rem, area.height * 0.24, 9 * rem), area.height * 0.4);
  const fits = (area.width - GAP * (others.length - 1)) / others.length / ASPECT;
  const height = Math.min(wanted, Math.max(fits, Math.min(wanted, 4 * rem)));
  const width = Math.min(height * ASPECT, area.width);
  const most = Math.max(1, Math.floor((area.width + GAP) / (width + GAP)));
  const shown = others.slice(0, most);
  const start = (area.width - shown.length * width - (shown.length - 1) * GAP) / 2;
  const top = area.height - height;
  return {
    main: { width: area.width, height: top - GAP },
    boxes: shown.map((id, index) => [id, { left: start + index * (width + GAP), top, width, height }]),
  };
}
