import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { sha256Hex } from '#shared/recordings/manifest.ts';
import { errorCode } from '../files/errors.ts';
import { writeDurably } from '../files/writeDurably.ts';
import { asDiskFull } from './diskFull.ts';
import type { BlobRef, HubMedia } from './HubMedia.ts';
import { sha256 } from './hashChunk.ts';

/** Blobs fetched at a time by `ensure`. */
const AT_ONCE = 3;

/**
 * Captions, pictures, slides and photos, each a file named by its hash, verified whenever it is read.
 * - `read(ref)`: the stored one, else the hub's. `stored(hash)`: without a hub; `null` where it is not here.
 * - `ensure(refs)`: all of them are here afterwards. `put(hash, bytes)`: for packs.
 */
export class BlobCache {
  readonly #folder: string;
  readonly #media: Pick<HubMedia, 'blob'>;
  readonly #fetching = new Map<string, Promise<Buffer>>();

  constructor(folder: string, media: Pick<HubMedia, 'blob'>) {
    this.#folder = folder;
    this.#media = media;
  }

  /**
   * Throws `RefusedError('damaged')` where the hub sends other bytes than the hash names. What the disk does
   * not take is given all the same.
   */
  async read(ref: BlobRef): Promise<Buffer> {
    return (await this.stored(ref.hash)) ?? (await this.#fetch(ref)).blob;
  }

  async stored(hash: string): Promise<Buffer | null> {
    const stored = await readFile(this.#pathOf(hash)).catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT') return null;
      throw error;
    });
    return stored && sha256(stored) === hash ? stored : null;
  }

  /**
   * Fetches those that are not here, and takes what can be had. Throws the first failure after trying all:
   * what the hub says, `damaged`, `disk-full`.
   */
  async ensure(refs: readonly BlobRef[]): Promise<void> {
    const queue = [...refs];
    const failures: unknown[] = [];
    const work = async (): Promise<void> => {
      for (let ref = queue.shift(); ref; ref = queue.shift()) {
        try {
          if (await this.stored(ref.hash)) continue;
          const { unkept } = await this.#fetch(ref);
          if (unkept !== null) throw unkept;
        } catch (error) {
          failures.push(error);
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    if (failures.length > 0) throw failures[0];
  }

  /** Takes a blob that does not come from a hub. Throws `RefusedError`: `damaged`, `disk-full`. */
  async put(hash: string, bytes: Uint8Array): Promise<void> {
    if (sha256(bytes) !== hash) throw new RefusedError('damaged', `blob ${hash}`);
    if (await this.stored(hash)) return;
    await writeDurably(this.#pathOf(hash), bytes).catch((error: unknown) => {
      throw asDiskFull(error);
    });
  }

  async remove(hash: string): Promise<void> {
    await rm(this.#pathOf(hash), { force: true });
  }

  async #fetch(ref: BlobRef): Promise<{ readonly blob: Buffer; readonly unkept: unknown }> {
    const key = [ref.hub, ref.workshopId, ref.recordingId, ref.hash].join(' ');
    const running = this.#fetching.get(key) ?? this.#fetchVerified(ref);
    this.#fetching.set(key, running);
    try {
      const blob = await running;
      try {
        await this.put(ref.hash, blob);
        return { blob, unkept: null };
      } catch (unkept) {
        return { blob, unkept };
      }
    } finally {
      if (this.#fetching.get(key) === running) this.#fetching.delete(key);
    }
  }

  async #fetchVerified(ref: BlobRef): Promise<Buffer> {
    const { parts, hash } = await this.#media.blob(ref);
    if (hash !== ref.hash) throw new RefusedError('damaged', `blob ${ref.hash}`);
    return Buffer.concat(parts);
  }

  #pathOf(hash: string): string {
    return join(this.#folder, sha256Hex.parse(hash));
  }
}
