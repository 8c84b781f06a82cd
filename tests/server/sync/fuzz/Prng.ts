/** Random numbers that a seed decides (mulberry32). */
export class Prng {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 to 1, without 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  /** From 0 to `below`, without `below`. */
  int(below: number): number {
    return Math.floor(this.next() * below);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** One of the list, `undefined` of an empty one. */
  pick<T>(list: readonly T[]): T | undefined {
    return list[this.int(list.length)];
  }

  /** One of the entries, each as often as its weight says. */
  weighted<T>(entries: readonly (readonly [number, T])[]): T {
    const total = entries.reduce((sum, [weight]) => sum + weight, 0);
    let at = this.next() * total;
    for (const [weight, one] of entries) {
      at -= weight;
      if (at < 0) return one;
    }
    const [last] = entries.slice(-1);
    if (!last) throw new Error('nothing to choose from');
    return last[1];
  }
}
