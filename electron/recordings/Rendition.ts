import type { RenditionRef } from '#shared/contracts/ipc.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { chunkRange } from '#shared/recordings/chunks.ts';
import type { Manifest } from '#shared/recordings/manifest.ts';
import type { HubMedia } from './HubMedia.ts';
import type { RenditionFile } from './RenditionFile.ts';
import type { HashedBytes } from './readHashed.ts';

/** Verified chunks held in memory for a player that jumps back and forth. */
const IN_MEMORY = 12;
/** How often a chunk that fails its hash is fetched (rule M5). */
const TRIES = 3;

/** A rendition as the player and the downloader see it: verified chunks, from disk or from the hub. */
export class Rendition {
  readonly ref: RenditionRef;
  readonly file: RenditionFile;
  readonly #media: HubMedia;
  readonly #recent = new Map<number, Buffer>();
  readonly #fetching = new Map<number, Promise<HashedBytes>>();
  #urgent = 0;
  #calm: (() => void)[] = [];

  constructor(ref: RenditionRef, file: RenditionFile, media: HubMedia) {
    this.ref = ref;
    this.file = file;
    this.#media = media;
  }

  get manifest(): Manifest {
    return this.file.manifest;
  }

  /** A verified chunk for the player, fetched ahead of the queue where it is missing (rule M3). */
  async chunk(index: number): Promise<Buffer> {
    const recent = this.#recent.get(index);
    const chunk =
      recent ?? (await this.file.read(index)) ?? Buffer.concat((await this.#urgently(index)).parts);
    this.#remember(index, chunk);
    return chunk;
  }

  /**
   * Fetches a chunk that is missing, verifies it and keeps it; one fetch at a time per chunk. Where the
   * disk is full the chunk is given all the same, and the file does not have it.
   */
  fetch(index: number): Promise<HashedBytes> {
    const running = this.#fetching.get(index);
    if (running) return running;
    const fetching = this.#fetchVerified(index).finally(() => this.#fetching.delete(index));
    this.#fetching.set(index, fetching);
    return fetching;
  }

  isFetching(index: number): boolean {
    return this.#fetching.has(index);
  }

  /** Resolves when no player waits for a chunk: the queue yields to it. */
  calm(): Promise<void> {
    if (this.#urgent === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#calm.push(resolve);
    });
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.#fetching.values());
    await this.file.close();
  }

  async #urgently(index: number): Promise<HashedBytes> {
    this.#urgent += 1;
    try {
      return await this.fetch(index);
    } finally {
      this.#urgent -= 1;
      if (this.#urgent === 0) {
        const waiting = this.#calm;
        this.#calm = [];
        for (const resolve of waiting) resolve();
      }
    }
  }

  async #fetchVerified(index: number): Promise<HashedBytes> {
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
      const chunk = await this.#media.range(this.ref, chunkRange(this.manifest, index), this.manifest.size);
      if (await this.#keep(index, chunk)) return chunk;
    }
    throw new RefusedError('damaged', `chunk ${index} failed its hash ${TRIES} times`);
  }

  /** @returns whether the bytes are the manifest's */
  async #keep(index: number, chunk: HashedBytes): Promise<boolean> {
    try {
      return await this.file.write(index, chunk);
    } catch (error) {
      if (error instanceof RefusedError && error.reason === 'disk-full') return true;
      throw error;
    }
  }

  #remember(index: number, chunk: Buffer): void {
    this.#recent.delete(index);
    this.#recent.set(index, chunk);
    const [oldest] = this.#recent.keys();
    if (oldest !== undefined && this.#recent.size > IN_MEMORY) this.#recent.delete(oldest);
  }
}
