/** Milliseconds over which a speed is told. */
const WINDOW = 5000;
/** Below this, in milliseconds, nothing is told yet. */
const LEAST = 1000;

type Arrival = { readonly at: number; readonly bytes: number };

/** How fast bytes come, over the last seconds. Times are ms since the epoch. */
export class Speed {
  #since: number | null = null;
  #arrivals: Arrival[] = [];

  /** A run begins: what came in earlier runs does not count. */
  begin(now: number): void {
    this.#since = now;
    this.#arrivals = [];
  }

  add(bytes: number, now: number): void {
    this.#arrivals.push({ at: now, bytes });
  }

  /** Bytes a second; `null` until that can be told. */
  perSecond(now: number): number | null {
    if (this.#since === null || now - this.#since < LEAST) return null;
    const from = Math.max(this.#since, now - WINDOW);
    this.#arrivals = this.#arrivals.filter(({ at }) => at > from);
    const bytes = this.#arrivals.reduce((sum, arrival) => sum + arrival.bytes, 0);
    return Math.round((bytes * 1000) / (now - from));
  }
}
