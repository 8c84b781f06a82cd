/** Lets `burst` through at once and `perSecond` more with each second that passes (design rule A5). */
export class TokenBucket {
  readonly #burst: number;
  readonly #perSecond: number;
  #left: number;
  #at: number;

  /** `now` in milliseconds, as in `take`. */
  constructor(rate: { readonly burst: number; readonly perSecond: number }, now: number) {
    this.#burst = rate.burst;
    this.#perSecond = rate.perSecond;
    this.#left = rate.burst;
    this.#at = now;
  }

  /** True where one more may pass now; a clock that jumps back takes nothing away. */
  take(now: number): boolean {
    this.#fill(now);
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }

  /** Takes `count` away, or what there is of them. */
  drain(count: number, now: number): void {
    this.#fill(now);
    this.#left = Math.max(0, this.#left - count);
  }

  #fill(now: number): void {
    const seconds = Math.max(0, now - this.#at) / 1000;
    this.#at = now;
    this.#left = Math.min(this.#burst, this.#left + seconds * this.#perSecond);
  }
}
