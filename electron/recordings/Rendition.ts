import type { RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { chunkRange } from '#shared/recordings/chunks.ts';
import type { Manifest } from '#shared/recordings/manifest.ts';
import { pause } from '../files/pause.ts';
import type { ChunkFetcher, FetchJob, FetchOptions } from './ChunkFetcher.ts';
import type { ChunkStore } from './ChunkStore.ts';
import type { Flow } from './Flow.ts';
import type { HubMedia } from './HubMedia.ts';
import { sha256Beside } from './hashChunk.ts';
import { type Head, ReadAhead } from './ReadAhead.ts';
import type { HashedBytes } from './readHashed.ts';
import type { Purpose } from './space/evictionOrder.ts';

/** Verified chunks held in memory for a player that jumps back and forth. */
const IN_MEMORY = 12;
/** How often a chunk that fails its hash is fetched (rule M5). */
const TRIES = 3;
/** How long a rendition counts as in use after it was served, in milliseconds. */
const IN_USE = 60_000;

/** What a rendition needs of the cache that it is in. */
export type RenditionParts = {
  readonly media: Pick<HubMedia, 'range'>;
  readonly fetcher: ChunkFetcher;
  readonly clock: () => number;
  /** Bytes that are fetched ahead of what plays, and ms without a served chunk after which that ends; it begins `after` served chunks. */
  readonly readAhead: { readonly bytes: number; readonly rest: number; readonly after?: number };
  /** Milliseconds before each further try of what a player waits for, while the hub is away or in trouble. */
  readonly playRetries: readonly number[];
  /** Whether so many bytes may be written, after others were deleted for them if need be (rule M6). */
  readonly room: (bytes: number, purpose: Purpose) => Promise<boolean>;
  readonly onHeld: (rendition: Rendition) => void;
  readonly onServed: (rendition: Rendition) => void;
  /** The folder cannot be read or written. */
  readonly onTrouble: (error: unknown) => void;
};

/**
 * A rendition as the player, the downloader and packs see it: verified chunks, from disk or from the hub.
 * - `chunk(index)`: for a player; ahead of everything, and whatever limit downloads have.
 * - `fetch(index, { priority, signal })`: what is missing is fetched once, verified, kept. A downloader takes
 *   what its limit allows before each call. After it `file.has(index)` is false where there was no room.
 * - `put(index, bytes)`: a chunk that comes from elsewhere, a pack. `file.read(index)`: one that is here.
 * - `hold()`: in use until what it returns is called; never deleted to make room meanwhile (rule M6).
 * - `playing(index)`: a stream begins; `head.served`/`leave` move what is read ahead.
 */
export class Rendition {
  readonly ref: RenditionRef;
  readonly file: ChunkStore;
  readonly #parts: RenditionParts;
  readonly #recent = new Map<number, Buffer>();
  readonly #fetching = new Map<number, Flow>();
  readonly #ahead: ReadAhead;
  #holds = 0;
  #playedAt = Number.NEGATIVE_INFINITY;
  #closed = false;
  /** Told at the end, that nothing is kept any more. */
  readonly #waiting = new Set<() => void>();

  constructor(ref: RenditionRef, file: ChunkStore, parts: RenditionParts) {
    this.ref = ref;
    this.file = file;
    this.#parts = parts;
    this.#ahead = new ReadAhead({
      chunks: file.manifest.chunks.length,
      has: (index) => file.has(index) || this.#recent.has(index),
      fetch: (index, signal) => this.fetch(index, { priority: 'ahead', signal }),
      ahead: parts.readAhead.bytes,
      rest: parts.readAhead.rest,
      after: parts.readAhead.after ?? 1,
      clock: parts.clock,
      onRest: () => this.#forgetRecent(),
    });
  }

  get manifest(): Manifest {
    return this.file.manifest;
  }

  /** Played or held now, or in the last minute. */
  get inUse(): boolean {
    return this.#holds > 0 || this.#parts.clock() - this.#playedAt < IN_USE;
  }

  /** A verified chunk for the player, fetched ahead of the queue where it is missing (rule M3). */
  async chunk(index: number, signal?: AbortSignal): Promise<Buffer> {
    this.#playedAt = this.#parts.clock();
    const recent = this.#recent.get(index);
    const chunk = recent ?? (await this.#stored(index)) ?? (await this.#urgently(index, signal));
    this.#remember(index, chunk);
    return chunk;
  }

  /**
   * Fetches a chunk that is missing, verifies it and keeps it; one fetch at a time per chunk. Where there is
   * no room the chunk is given all the same, and the file does not have it. Throws `RefusedError`: `damaged`,
   * or what the hub says; or the signal's reason.
   */
  async fetch(index: number, options: FetchOptions = { priority: 'download' }): Promise<HashedBytes> {
    if (this.#closed) throw new RefusedError('file-gone', 'the rendition was removed');
    const { hub } = this.ref;
    const job = {
      hub,
      key: `${this.#key()}${index}`,
      run: async (transfer: Parameters<FetchJob['run']>[0]) => {
        this.#fetching.set(index, transfer.flow);
        try {
          const purpose = options.priority === 'download' ? 'download' : 'play';
          return await this.#fetchVerified(index, transfer, purpose);
        } finally {
          this.#fetching.delete(index);
        }
      },
    };
    const release = this.hold();
    try {
      return await this.#parts.fetcher.fetch(job, options);
    } finally {
      release();
    }
  }

  /**
   * Takes a chunk that does not come from the hub.
   * @returns false for other bytes than the manifest's, of which nothing is kept
   * Throws `RefusedError('disk-full')`.
   */
  async put(index: number, bytes: Buffer): Promise<boolean> {
    const hash = await sha256Beside(bytes);
    if (hash !== this.manifest.chunks[index]) return false;
    if (!(await this.#parts.room(bytes.length, 'download'))) throw new RefusedError('disk-full');
    const taken = await this.file.write(index, { parts: [bytes], hash });
    this.#parts.onHeld(this);
    return taken;
  }

  /** Bytes of missing chunks that came and are not verified yet. */
  arriving(): number {
    return [...this.#fetching.values()].reduce((sum, { received }) => sum + received, 0);
  }

  isFetching(index: number): boolean {
    return this.#fetching.has(index);
  }

  /** Resolves when no player waits for a chunk of this hub: the queue yields to it. */
  calm(): Promise<void> {
    return this.#parts.fetcher.calm(this.ref.hub);
  }

  /** @returns what lets go of it */
  hold(): () => void {
    this.#holds += 1;
    let held = true;
    return () => {
      if (held) this.#holds -= 1;
      held = false;
    };
  }

  /** A player's stream begins at a chunk. */
  playing(index: number): { readonly served: (index: number) => void; readonly leave: () => void } {
    const release = this.hold();
    const head: Head = this.#ahead.begin(index);
    return {
      served: (at) => {
        this.#playedAt = this.#parts.clock();
        this.#parts.onServed(this);
        if (!this.#closed) this.#ahead.served(head, at);
      },
      leave: () => {
        this.#ahead.leave(head);
        release();
      },
    };
  }

  /** Nothing is fetched any more, and what was is on disk. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const giveUp of this.#waiting) giveUp();
    this.#ahead.close();
    await this.#parts.fetcher.end(this.ref.hub, this.#key());
    this.#recent.clear();
    await this.file.close();
  }

  #key(): string {
    return `${this.ref.rendition.id} `;
  }

  /** A chunk of the disk; one that the disk does not give is fetched as one that is missing. */
  async #stored(index: number): Promise<Buffer | null> {
    try {
      return await this.file.read(index);
    } catch (error) {
      this.#parts.onTrouble(error);
      return null;
    }
  }

  async #urgently(index: number, signal: AbortSignal | undefined): Promise<Buffer> {
    const options = { priority: 'play' as const, ...(signal ? { signal } : {}) };
    for (const wait of this.#parts.playRetries) {
      try {
        return Buffer.concat((await this.fetch(index, options)).parts);
      } catch (error) {
        if (!isPassing(error) || signal?.aborted) throw error;
        await pause(wait, signal);
      }
    }
    return Buffer.concat((await this.fetch(index, options)).parts);
  }

  async #fetchVerified(
    index: number,
    transfer: Parameters<HubMedia['range']>[3],
    purpose: Purpose,
  ): Promise<HashedBytes> {
    const range = chunkRange(this.manifest, index);
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
      const chunk = await this.#parts.media.range(this.ref, range, this.manifest.size, transfer);
      if (chunk.hash !== this.manifest.chunks[index]) continue;
      await this.#keep(index, chunk, purpose);
      return chunk;
    }
    throw new RefusedError('damaged', `chunk ${index} failed its hash ${TRIES} times`);
  }

  /** A disk that does not take a chunk is no reason not to play it. */
  async #keep(index: number, chunk: HashedBytes, purpose: Purpose): Promise<void> {
    const length = chunk.parts.reduce((sum, part) => sum + part.length, 0);
    try {
      if (await this.#room(length, purpose)) await this.file.write(index, chunk);
    } catch (error) {
      const isFull = error instanceof RefusedError && error.reason === 'disk-full';
      if (!isFull && !this.#closed) this.#parts.onTrouble(error);
    }
    if (this.file.has(index)) return this.#parts.onHeld(this);
    this.#ahead.unkept();
    if (!this.#closed) this.#remember(index, Buffer.concat(chunk.parts));
  }

  /** Who makes room may be waiting for this very rendition to be deleted: its end is waited for no longer than that. */
  #room(bytes: number, purpose: Purpose): Promise<boolean> {
    if (this.#closed) return Promise.resolve(false);
    return new Promise((resolve, reject) => {
      const giveUp = (): void => resolve(false);
      this.#waiting.add(giveUp);
      this.#parts
        .room(bytes, purpose)
        .then(resolve, reject)
        .finally(() => this.#waiting.delete(giveUp));
    });
  }

  /** What the disk has too: of every recording that was ever played some would stay otherwise. */
  #forgetRecent(): void {
    for (const index of this.#recent.keys()) if (this.file.has(index)) this.#recent.delete(index);
  }

  #remember(index: number, chunk: Buffer): void {
    this.#recent.delete(index);
    this.#recent.set(index, chunk);
    const [oldest] = this.#recent.keys();
    if (oldest !== undefined && this.#recent.size > IN_MEMORY) this.#recent.delete(oldest);
  }
}

/** Whether the hub may answer well in a moment. */
function isPassing(error: unknown): boolean {
  return (
    error instanceof RefusedError && (error.reason === 'hub-unreachable' || error.reason === 'hub-error')
  );
}
