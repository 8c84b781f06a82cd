import { RefusedError } from '#shared/contracts/refusals.ts';
import { SOCKET_RATE } from '#shared/contracts/socket.ts';
import { TokenBucket } from '../socket/TokenBucket.ts';

type Rate = { readonly burst: number; readonly perSecond: number };

/**
 * Rule A5. `address` is of everything that comes from an address, taken before its token is looked at, and
 * wide enough for a room of people behind one; `door`, per address too, is for what needs no account. The
 * others are per account.
 */
export const rates = {
  address: { burst: 10_000, perSecond: 4000 },
  door: { burst: 120, perSecond: 10 },
  request: { burst: 300, perSecond: 60 },
  command: { burst: 200, perSecond: 20 },
  bytes: { burst: 4000, perSecond: 2000 },
  socket: SOCKET_RATE,
  loop: { burst: 8, perSecond: 0.1 },
  /** What anybody may do on a stage: each is stored, logged and announced to all. */
  act: { burst: 12, perSecond: 1 },
  /** Each makes transports, is logged, and is announced to all; so is the leaving that it makes possible. */
  join: { burst: 10, perSecond: 0.5 },
  /** An app that is refused this one joins anew, and loses its media by it: it must not run out of them. */
  resume: { burst: 30, perSecond: 1 },
  /** What is sent anew, or goes on; push to talk does that quickly. */
  send: { burst: 40, perSecond: 10 },
} as const satisfies Record<string, Rate>;

export type LimitName = keyof typeof rates;

/** What a forged token takes of its address beyond the one of every request. */
const FORGED = 50;
const BUCKETS_KEPT = 10_000;

/** Counts requests by who sends them; exceeding a limit is refused by name. */
export class Limits {
  readonly #buckets = new Map<string, TokenBucket>();
  readonly #now: () => number;
  readonly #kept: number;

  /** `now` in ms; of more than `kept` who are counted, those who were silent longest are forgotten. */
  constructor(now: () => number = () => performance.now(), kept: number = BUCKETS_KEPT) {
    this.#now = now;
    this.#kept = kept;
  }

  /** Throws `RefusedError` too-many. */
  take(name: LimitName, who: string): void {
    if (!this.#bucket(name, who).take(this.#now())) throw new RefusedError('too-many');
  }

  /** Runs a token's check within the limit of its address. Throws what `check` does, or too-many. */
  async ofAddress<T>(address: string, check: () => Promise<T>): Promise<T> {
    this.take('address', address);
    try {
      return await check();
    } catch (error) {
      if (error instanceof RefusedError && error.reason === 'token-forged') {
        this.#bucket('address', address).drain(FORGED, this.#now());
      }
      throw error;
    }
  }

  #bucket(name: LimitName, who: string): TokenBucket {
    const key = `${name} ${who}`;
    const bucket = this.#buckets.get(key) ?? new TokenBucket(rates[name], this.#now());
    this.#buckets.delete(key);
    this.#buckets.set(key, bucket);
    const [oldest] = this.#buckets.keys();
    if (this.#buckets.size > this.#kept && oldest !== undefined) this.#buckets.delete(oldest);
    return bucket;
  }
}
