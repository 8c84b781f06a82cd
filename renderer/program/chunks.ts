export type Chunk<T> = {
  /** The index of its first item in the whole. */
  readonly first: number;
  readonly weight: number;
  readonly items: readonly T[];
};

/** Parts a list, in its order, into chunks of at most `most` weight; an item that weighs more is one alone. */
export function chunksOf<T>(
  items: readonly T[],
  weigh: (item: T) => number,
  most: number,
): readonly Chunk<T>[] {
  const chunks: { first: number; weight: number; items: T[] }[] = [];
  for (const [index, item] of items.entries()) {
    const weight = weigh(item);
    const last = chunks.at(-1);
    if (last && last.weight + weight <= most) {
      last.items.push(item);
      last.weight += weight;
    } else {
      chunks.push({ first: index, weight, items: [item] });
    }
  }
  return chunks;
}
