import { CHUNK_SIZE } from '#shared/recordings/manifest.ts';
import type { HashedBytes } from './readHashed.ts';

type Options = {
  readonly chunks: number;
  readonly has: (index: number) => boolean;
  readonly fetch: (index: number, signal: AbortSignal) => Promise<HashedBytes>;
  /** Bytes that are fetched ahead of what was served last. */
  readonly ahead: number;
  /** Milliseconds without a served chunk after which nothing more is fetched ahead. */
  readonly rest: number;
  readonly clock: () => number;
  /** Served chunks after which that begins: a page that is only opened reads the first few. */
  readonly after: number;
  /** Nothing was served for that long. */
  readonly onRest: () => void;
};

/** Milliseconds after a failure in which nothing is fetched ahead; doubles with each one after it. */
const COOLING = { first: 1000, most: 30_000 };

/** Where fetched chunks are not kept, so many of them fit in memory until they are played. */
const UNKEPT = 6;

/** One who plays: a stream of a player, and the chunk that it was served last. */
export class Head {
  at = -1;
  /** The stream has ended: the player seeked, or has enough for now. */
  left = false;
}

/**
 * Fetches what plays next (rule M3). Each stream that reads has a head; a new stream somewhere else takes the
 * place of those that have ended, and what was being fetched for them is given up.
 */
export class ReadAhead {
  readonly #options: Options;
  /** Of those that were served. */
  readonly #heads = new Set<Head>();
  /** Of streams that are open, served or not. */
  readonly #open = new Set<Head>();
  readonly #fetching = new Map<number, AbortController>();
  #most: number;
  #served = 0;
  #rest: NodeJS.Timeout | null = null;
  #cooling = 0;
  #coolUntil = Number.NEGATIVE_INFINITY;

  constructor(options: Options) {
    this.#options = options;
    this.#most = Math.max(1, Math.floor(options.ahead / CHUNK_SIZE));
  }

  /** A player begins to read at a chunk. */
  begin(index: number): Head {
    for (const head of this.#heads) {
      if (head.left && !this.#reaches(head, index)) this.#heads.delete(head);
    }
    const head = new Head();
    this.#open.add(head);
    this.#giveUp();
    return head;
  }

  /** A chunk was given to the player of this head. */
  served(head: Head, index: number): void {
    head.at = index;
    for (const other of this.#heads) if (other.left) this.#heads.delete(other);
    this.#heads.add(head);
    this.#served += 1;
    if (this.#served >= this.#options.after) this.#look();
    if (this.#rest) clearTimeout(this.#rest);
    this.#rest = setTimeout(() => {
      this.close();
      this.#options.onRest();
    }, this.#options.rest);
    this.#rest.unref();
  }

  /** Its stream has ended. What was fetched for it is of use only where no other stream has taken its place. */
  leave(head: Head): void {
    head.left = true;
    this.#open.delete(head);
    if (this.#open.size === 0) return;
    this.#heads.delete(head);
    this.#giveUp();
  }

  /** A chunk that was fetched could not be kept: fewer are fetched ahead from now on. */
  unkept(): void {
    this.#most = Math.min(this.#most, UNKEPT);
    this.#giveUp();
  }

  close(): void {
    if (this.#rest) clearTimeout(this.#rest);
    this.#served = 0;
    this.#heads.clear();
    this.#giveUp();
  }

  #reaches(head: Head, index: number): boolean {
    return index >= head.at && index <= head.at + this.#most;
  }

  #isWanted(index: number): boolean {
    return [...this.#heads].some((head) => this.#reaches(head, index));
  }

  #giveUp(): void {
    for (const [index, stop] of this.#fetching) {
      if (this.#isWanted(index)) continue;
      this.#fetching.delete(index);
      stop.abort(new Error('not played next any more'));
    }
  }

  #look(): void {
    this.#giveUp();
    const { chunks, has, clock } = this.#options;
    if (clock() < this.#coolUntil) return;
    for (const { at } of this.#heads) {
      for (let index = at + 1; index <= Math.min(at + this.#most, chunks - 1); index += 1) {
        if (has(index) || this.#fetching.has(index)) continue;
        this.#fetch(index);
      }
    }
  }

  #fetch(index: number): void {
    const stop = new AbortController();
    this.#fetching.set(index, stop);
    this.#options
      .fetch(index, stop.signal)
      .then(
        () => {
          this.#cooling = 0;
        },
        () => {
          if (!stop.signal.aborted) this.#cool();
        },
      )
      .finally(() => {
        if (this.#fetching.get(index) === stop) this.#fetching.delete(index);
      });
  }

  /** What a player comes to need is asked for again then, and fails by name there. */
  #cool(): void {
    this.#cooling = Math.min(COOLING.most, Math.max(COOLING.first, this.#cooling * 2));
    this.#coolUntil = this.#options.clock() + this.#cooling;
    for (const stop of this.#fetching.values()) stop.abort(new Error('the hub is in trouble'));
  }
}
