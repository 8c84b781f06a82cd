import { INITIAL_OUTGOING_BITRATE, MAX_OUTGOING_BITRATE } from './codecs.ts';

/** Less is not believed, in bits per second: it was a fault, and pictures would take long to come back. */
const LEAST = 300_000;
const KEPT = 2_000;

/** What each account's link took last, so that the next transport starts there and not from a guess. */
export class LinkMemory {
  readonly #outgoing = new Map<string, number>();

  /** In bits per second. */
  outgoing(accountId: string): number {
    return this.#outgoing.get(accountId) ?? INITIAL_OUTGOING_BITRATE;
  }

  /** Of more than can be kept, those who were here longest ago are forgotten. */
  keep(accountId: string, bitrate: number): void {
    this.#outgoing.delete(accountId);
    this.#outgoing.set(accountId, Math.min(MAX_OUTGOING_BITRATE, Math.max(LEAST, Math.round(bitrate))));
    const [oldest] = this.#outgoing.keys();
    if (this.#outgoing.size > KEPT && oldest !== undefined) this.#outgoing.delete(oldest);
  }
}
