/** The size of what is made, in pixels. */
export const PICTURE = { width: 1280, height: 720 } as const;

/** A place for one picture, with room for a name below it; all even, as H.264 asks. */
export type Tile = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Height of the line of its name, below it; 0 where the name stands on the picture. */
  readonly line: number;
};

const MARGIN = 16;
const SMALL = { width: 256, height: 144, line: 24, gap: 8 } as const;
const BESIDE = { width: 976, height: 548, line: 32 } as const;

/** Where one is shown large and `small` others beside it, in a column; alone it fills the picture. */
export function sceneLayout(small: number): { readonly large: Tile; readonly small: readonly Tile[] } {
  if (small === 0) return { large: { x: 0, y: 0, ...PICTURE, line: 0 }, small: [] };
  const even = (n: number): number => Math.floor(n / 2) * 2;
  const large = { x: MARGIN, y: even((PICTURE.height - BESIDE.height - BESIDE.line) / 2), ...BESIDE };
  const step = SMALL.height + SMALL.line + SMALL.gap;
  const top = even((PICTURE.height - small * step + SMALL.gap) / 2);
  const x = PICTURE.width - MARGIN - SMALL.width;
  const { width, height, line } = SMALL;
  return {
    large,
    small: Array.from({ length: small }, (_, n) => ({ x, y: top + n * step, width, height, line })),
  };
}
