/** How the people on a stage are laid out. `column` people stand beside the big one. */
export type TileLayout =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'spotlight'; readonly big: string; readonly column: readonly string[] }
  | { readonly kind: 'grid'; readonly columns: number; readonly tiles: readonly string[] };

/** The most people that a spotlight shows beside the big one. */
export const SPOTLIGHT_COLUMN = 4;

/**
 * One to five people: whoever spoke last is big and the others stand beside; more: equal tiles.
 * One's own picture is big only where nobody else is there.
 */
export function layTiles(
  people: readonly string[],
  lastSpeaker: string | null,
  ownAccountId: string,
): TileLayout {
  const others = people.filter((id) => id !== ownAccountId);
  const big = others.find((id) => id === lastSpeaker) ?? others[0] ?? people[0];
  if (big === undefined) return { kind: 'nobody' };
  if (people.length <= SPOTLIGHT_COLUMN + 1) {
    return { kind: 'spotlight', big, column: people.filter((id) => id !== big) };
  }
  return { kind: 'grid', columns: Math.ceil(Math.sqrt(people.length)), tiles: people };
}
