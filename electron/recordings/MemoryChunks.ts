import { chunkLength } from '#shared/recordings/chunks.ts';
import type { Manifest } from '#shared/recordings/manifest.ts';
import type { ChunkStore } from './ChunkStore.ts';
import type { HashedBytes } from './readHashed.ts';

/** Chunks held, the least recently used given up first. */
const MOST = 32;

/** A rendition of which nothing may be kept, or for which there is no folder: played from memory. */
export class MemoryChunks implements ChunkStore {
  readonly manifest: Manifest;
  readonly #held = new Map<number, Buffer>();

  constructor(manifest: Manifest) {
    this.manifest = manifest;
  }

  has(index: number): boolean {
    return this.#held.has(index);
  }

  missing(): readonly number[] {
    return [...this.manifest.chunks.keys()].filter((index) => !this.#held.has(index));
  }

  heldBytes(): number {
    return [...this.#held.keys()].reduce((sum, index) => sum + chunkLength(this.manifest, index), 0);
  }

  async read(index: number): Promise<Buffer | null> {
    const chunk = this.#held.get(index);
    if (!chunk) return null;
    this.#hold(index, chunk);
    return chunk;
  }

  async write(index: number, { parts, hash }: HashedBytes): Promise<boolean> {
    if (hash !== this.manifest.chunks[index]) return false;
    this.#hold(index, Buffer.concat(parts));
    return true;
  }

  keep(): Promise<void> {
    return Promise.resolve();
  }

  async close(): Promise<void> {
    this.#held.clear();
  }

  #hold(index: number, chunk: Buffer): void {
    this.#held.delete(index);
    this.#held.set(index, chunk);
    const [oldest] = this.#held.keys();
    if (oldest !== undefined && this.#held.size > MOST) this.#held.delete(oldest);
  }
}
