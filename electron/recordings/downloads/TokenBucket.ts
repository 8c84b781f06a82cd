import type { Clock } from './Clock.ts';

/** Milliseconds for which unused bytes are saved up. */
const SAVED = 1000;

type Waiter = { readonly bytes: number; readonly pass: () => void };

/**
 * The speed limit of all downloads together. Who takes more than is there goes ahead and leaves a debt that
 * the next one waits for, so that the limit holds over time whatever the size of a chunk; first come, first served.
 */
export class TokenBucket {
  readonly #clock: Clock;
  #rate: number | null;
  #balance = 0;
  #at: number;
  #waiting: Waiter[] = [];
  #cancel: (() => void) | null = null;

  /** `rate`: bytes a second; `null` is as fast as it goes. */
  constructor(clock: Clock, rate: number | null) {
    this.#clock = clock;
    this.#rate = rate;
    this.#at = clock.now();
  }

  limit(rate: number | null): void {
    if (rate === this.#rate) return;
    this.#fill();
    this.#rate = rate;
    this.#balance = Math.min(0, this.#balance);
    this.#serve();
  }

  /** Resolves when so many bytes may be fetched, at once where the signal has ended the wish. */
  take(bytes: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const drop = (): void => {
        this.#waiting = this.#waiting.filter((other) => other !== waiter);
        resolve();
      };
      const waiter: Waiter = {
        bytes,
        pass: () => {
          signal.removeEventListener('abort', drop);
          resolve();
        },
      };
      signal.addEventListener('abort', drop, { once: true });
      this.#waiting.push(waiter);
      this.#serve();
    });
  }

  #fill(): void {
    const now = this.#clock.now();
    const rate = this.#rate ?? 0;
    // A clock that was set back neither takes bytes away nor gives any.
    const passed = Math.max(0, now - this.#at);
    this.#balance = Math.min((rate * SAVED) / 1000, this.#balance + (rate * passed) / 1000);
    this.#at = now;
  }

  #serve(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#fill();
    for (let next = this.#waiting[0]; next; next = this.#waiting[0]) {
      if (this.#rate !== null && this.#balance < 0) break;
      this.#waiting.shift();
      if (this.#rate !== null) this.#balance -= next.bytes;
      next.pass();
    }
    if (this.#waiting.length === 0 || this.#rate === null) return;
    const wait = Math.ceil((-this.#balance * 1000) / this.#rate);
    this.#cancel = this.#clock.after(Math.max(1, wait), () => this.#serve());
  }
}
