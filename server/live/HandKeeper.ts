/** How long the hand of somebody whose place was lost stays up, in ms. */
const HAND_GRACE_MS = 60_000;

/** Lowers the hands of those who lost their place and did not come back (rule L3). */
export class HandKeeper {
  readonly #lower: (accountId: string) => void;
  readonly #grace: number;
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(lower: (accountId: string) => void, grace = HAND_GRACE_MS) {
    this.#lower = lower;
    this.#grace = grace;
  }

  /** From now on these accounts have a hand up, and no place. */
  follow(absent: ReadonlySet<string>): void {
    for (const [accountId, timer] of this.#timers) {
      if (absent.has(accountId)) continue;
      clearTimeout(timer);
      this.#timers.delete(accountId);
    }
    for (const accountId of absent) {
      if (this.#timers.has(accountId)) continue;
      const timer = setTimeout(() => this.#lower(accountId), this.#grace);
      this.#timers.set(accountId, timer);
    }
  }

  close(): void {
    this.follow(new Set());
  }
}
