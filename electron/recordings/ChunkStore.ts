import { chunkLength } from '#shared/recordings/chunks.ts';
import { CHUNK_SIZE, type Manifest } from '#shared/recordings/manifest.ts';
import type { HashedBytes } from './readHashed.ts';

/** Where the verified chunks of one rendition are: on disk (`RenditionFile`), or in memory where none may be kept. */
export type ChunkStore = {
  readonly manifest: Manifest;
  has(index: number): boolean;
  /** Chunks that are not here, in order. */
  missing(): readonly number[];
  /** Bytes of the chunks that are here. */
  heldBytes(): number;
  /**
   * A chunk, verified now; `null` where it is not here or its bytes are damaged (rule M5).
   * @param memory of a chunk's size, where its bytes may be put
   */
  read(index: number, memory?: Buffer): Promise<Buffer | null>;
  /**
   * Takes a chunk if its bytes are the manifest's. Throws `RefusedError('disk-full')`, and then it is not here.
   * @returns false for other bytes, of which nothing is taken
   */
  write(index: number, bytes: HashedBytes): Promise<boolean>;
  /** Resolves when all that was written is on disk. */
  keep(): Promise<void>;
  close(): Promise<void>;
};

/** Bytes `[start, end)` that are here, in order, neighbours joined. */
export function heldRanges(store: Pick<ChunkStore, 'manifest' | 'has'>): [number, number][] {
  const ranges: [number, number][] = [];
  for (const index of store.manifest.chunks.keys()) {
    if (!store.has(index)) continue;
    const start = index * CHUNK_SIZE;
    const end = start + chunkLength(store.manifest, index);
    const before = ranges.at(-1);
    if (before && before[1] === start) before[1] = end;
    else ranges.push([start, end]);
  }
  return ranges;
}

/** Bytes of so many chunks, the last and shorter one among them or not. */
export function bytesOfChunks(manifest: Manifest, count: number, withLast: boolean): number {
  const short = withLast ? CHUNK_SIZE - chunkLength(manifest, manifest.chunks.length - 1) : 0;
  return count * CHUNK_SIZE - short;
}
