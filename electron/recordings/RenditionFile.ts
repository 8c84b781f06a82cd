import { constants } from 'node:fs';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { chunkLength, chunkRange } from '#shared/recordings/chunks.ts';
import type { Manifest } from '#shared/recordings/manifest.ts';
import { syncFolder } from '../files/writeDurably.ts';
import { ChunkMap } from './ChunkMap.ts';
import { asDiskFull } from './diskFull.ts';
import { sha256 } from './hashChunk.ts';
import type { HashedBytes } from './readHashed.ts';

/** After so many chunks, what was written is synced and marked as kept, beside the further writing. */
const BATCH = 64;

/** One rendition on disk: a sparse file and its chunk map (design rule M2). */
export class RenditionFile {
  readonly manifest: Manifest;
  readonly #bytes: FileHandle;
  readonly #map: ChunkMap;
  #keeping: Promise<void> = Promise.resolve();
  #sinceKeep = 0;
  #failure: unknown = null;

  private constructor(manifest: Manifest, bytes: FileHandle, map: ChunkMap) {
    this.manifest = manifest;
    this.#bytes = bytes;
    this.#map = map;
  }

  /** Opens or makes the files. Chunks that a killed process left unsynced are verified and adopted. */
  static async open(folder: string, manifest: Manifest): Promise<RenditionFile> {
    await mkdir(folder, { recursive: true });
    const bytes = await open(join(folder, 'bytes'), constants.O_RDWR | constants.O_CREAT, 0o644);
    const map = await ChunkMap.open(join(folder, 'chunks'), manifest.chunks.length);
    await syncFolder(folder);
    const file = new RenditionFile(manifest, bytes, map);
    for (const index of map.written()) await file.read(index);
    await file.keep();
    return file;
  }

  has(index: number): boolean {
    return this.#map.has(index);
  }

  missing(): readonly number[] {
    return this.#map.missing();
  }

  /** Bytes of the chunks that are here. */
  heldBytes(): number {
    const missing = this.missing().reduce((sum, index) => sum + chunkLength(this.manifest, index), 0);
    return this.manifest.size - missing;
  }

  /** A chunk, verified now; `null` where it is not here or its bytes are damaged (rule M5). */
  async read(index: number): Promise<Buffer | null> {
    if (!this.has(index)) return null;
    const length = chunkLength(this.manifest, index);
    const chunk = Buffer.allocUnsafe(length);
    const { bytesRead } = await this.#bytes.read(chunk, 0, length, chunkRange(this.manifest, index).start);
    if (bytesRead === length && sha256(chunk) === this.manifest.chunks[index]) return chunk;
    await this.#map.clear(index);
    return null;
  }

  /**
   * Writes a chunk if its bytes are the manifest's. The bytes and their mark `written` go to the system side
   * by side: a mark without its bytes, which only a killed process leaves, fails its hash at the next start.
   * Throws `RefusedError('disk-full')`, and then the chunk is not here.
   * @returns false for other bytes, of which nothing is written
   */
  async write(index: number, { parts, hash }: HashedBytes): Promise<boolean> {
    if (hash !== this.manifest.chunks[index]) return false;
    if (this.#failure !== null) throw this.#takeFailure();
    const ended = await Promise.allSettled([
      writeWhole(this.#bytes, parts, chunkRange(this.manifest, index).start),
      this.#map.note(index),
    ]);
    for (const step of ended) {
      if (step.status === 'fulfilled') continue;
      await this.#map.clear(index);
      throw asDiskFull(step.reason);
    }
    this.#map.add(index);
    this.#sinceKeep += 1;
    if (this.#sinceKeep >= BATCH) {
      this.keep().catch((error: unknown) => {
        this.#failure = error;
      });
    }
    return true;
  }

  /** Syncs what was written, then marks it as kept: bytes first, mark second (rule M2). */
  keep(): Promise<void> {
    this.#sinceKeep = 0;
    const next = this.#keeping.then(async () => {
      const written = this.#map.written();
      if (written.length === 0) return;
      try {
        await this.#bytes.datasync();
      } catch (error) {
        // A system drops what it could not write and says so only once: those chunks are fetched again.
        for (const index of written) await this.#map.clear(index);
        throw asDiskFull(error);
      }
      await this.#map.markKept(written);
    });
    this.#keeping = next.catch(() => undefined);
    return next;
  }

  async close(): Promise<void> {
    await this.keep();
    await this.#bytes.close();
    await this.#map.close();
  }

  #takeFailure(): unknown {
    const failure = this.#failure;
    this.#failure = null;
    return failure;
  }
}

/** A system may take only a part of what it is given, last of all on a disk that is about to be full. */
async function writeWhole(handle: FileHandle, parts: readonly Buffer[], at: number): Promise<void> {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const { bytesWritten } = await handle.writev(parts, at);
  if (bytesWritten === length) return;
  const rest = Buffer.concat(parts).subarray(bytesWritten);
  for (let done = 0; done < rest.length; ) {
    done += (await handle.write(rest, done, rest.length - done, at + bytesWritten + done)).bytesWritten;
  }
}
