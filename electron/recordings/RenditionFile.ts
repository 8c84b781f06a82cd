import { type FileHandle, mkdir, readFile, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { chunkLength, chunkRange } from '#shared/recordings/chunks.ts';
import type { Manifest } from '#shared/recordings/manifest.ts';
import { errorCode } from '../files/errors.ts';
import { syncFolder } from '../files/writeDurably.ts';
import { ChunkMap } from './ChunkMap.ts';
import { bytesOfChunks, type ChunkStore } from './ChunkStore.ts';
import { asDiskFull } from './diskFull.ts';
import { Gate } from './Gate.ts';
import { sha256Beside } from './hashChunk.ts';
import { RenditionHandles } from './RenditionHandles.ts';
import type { HashedBytes } from './readHashed.ts';

/** After so many chunks, what was written is synced and marked as kept, beside the further writing. */
const BATCH = 64;

/** One rendition on disk: a sparse file and its chunk map (design rule M2). */
export class RenditionFile implements ChunkStore {
  readonly manifest: Manifest;
  readonly #handles: RenditionHandles;
  readonly #map: ChunkMap;
  readonly #gate: Gate;
  #keeping: Promise<void> = Promise.resolve();
  #sinceKeep = 0;
  #failure: unknown = null;

  private constructor(manifest: Manifest, handles: RenditionHandles, map: ChunkMap, gate: Gate) {
    this.manifest = manifest;
    this.#handles = handles;
    this.#map = map;
    this.#gate = gate;
  }

  /**
   * Opens or makes the files. Chunks that a killed process left unsynced are verified and adopted; so is all
   * that a map of another length claims, and all of a file that is longer or shorter than its map says.
   * @param gate what all reading and writing passes, so that whoever moves the folder can be alone
   */
  static async open(folder: string, manifest: Manifest, gate = new Gate()): Promise<RenditionFile> {
    await mkdir(folder, { recursive: true });
    const stored = await unlessAbsent(readFile(join(folder, 'chunks')));
    const { states, believed } = ChunkMap.statesOf(stored, manifest.chunks.length);
    const handles = new RenditionHandles(folder);
    const map = new ChunkMap(mapFile(handles), states);
    const file = new RenditionFile(manifest, handles, map, gate);
    try {
      await handles.use(() => syncFolder(folder));
      await file.#mend(folder, { stored, believed });
    } catch (error) {
      await handles.close();
      throw error;
    }
    return file;
  }

  has(index: number): boolean {
    return !this.#handles.closed && this.#map.has(index);
  }

  missing(): readonly number[] {
    return this.#map.missing();
  }

  heldBytes(): number {
    const { manifest } = this;
    return bytesOfChunks(manifest, this.#map.count, this.#map.has(manifest.chunks.length - 1));
  }

  read(index: number, memory?: Buffer): Promise<Buffer | null> {
    return this.#gate.shared(() => this.readAlone(index, memory));
  }

  /** As `read`, for who has the gate alone. */
  async readAlone(index: number, memory?: Buffer): Promise<Buffer | null> {
    if (!this.has(index)) return null;
    const length = chunkLength(this.manifest, index);
    const chunk = memory?.subarray(0, length) ?? Buffer.allocUnsafe(length);
    const at = chunkRange(this.manifest, index).start;
    const { bytesRead } = await this.#handles.use(({ bytes }) => bytes.read(chunk, 0, length, at));
    const isWhole = bytesRead === length && (await sha256Beside(chunk)) === this.manifest.chunks[index];
    if (isWhole) return chunk;
    await this.#map.clear(index);
    return null;
  }

  /**
   * The bytes and their mark `written` go to the system side by side: a mark without its bytes, which only a
   * killed process leaves, fails its hash at the next start.
   */
  async write(index: number, { parts, hash }: HashedBytes): Promise<boolean> {
    if (hash !== this.manifest.chunks[index]) return false;
    if (this.#failure !== null) throw this.#takeFailure();
    await this.#gate.shared(() => this.#put(index, parts));
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
    const next = this.#keeping.then(() => this.#gate.shared(() => this.keepAlone()));
    this.#keeping = next.catch(() => undefined);
    return next;
  }

  /** As `keep`, for who has the gate alone. */
  async keepAlone(): Promise<void> {
    const written = this.#map.written();
    if (written.length === 0 || this.#handles.closed) return;
    try {
      await this.#handles.use(({ bytes }) => bytes.datasync());
    } catch (error) {
      // A system drops what it could not write and says so only once: those chunks are fetched again.
      for (const index of written) await this.#map.clear(index);
      throw asDiskFull(error);
    }
    await this.#map.markKept(written);
  }

  /**
   * The same chunks, and maybe more of them, are now in another folder, also where it rejects, since the files of
   * before could not be closed. Call only while having the gate alone.
   */
  async relocate(folder: string): Promise<void> {
    try {
      await this.#handles.relocate(folder);
    } finally {
      const stored = await readFile(join(folder, 'chunks')).catch(() => null);
      this.#map.join(ChunkMap.statesOf(stored, this.manifest.chunks.length).states);
    }
  }

  /** What is here is synced; then nothing is here any more for who still holds this. */
  async close(): Promise<void> {
    try {
      await this.keep();
    } finally {
      await this.#handles.close();
    }
  }

  async #put(index: number, parts: readonly Buffer[]): Promise<void> {
    if (this.#map.has(index)) return;
    const ended = await Promise.allSettled([
      this.#handles.use(({ bytes }) => writeWhole(bytes, parts, chunkRange(this.manifest, index).start)),
      this.#map.note(index),
    ]);
    for (const step of ended) {
      if (step.status === 'fulfilled') continue;
      await this.#map.clear(index).catch(() => undefined);
      throw asDiskFull(step.reason);
    }
    this.#map.add(index);
  }

  async #mend(folder: string, from: { stored: Buffer | null; believed: boolean }): Promise<void> {
    const path = join(folder, 'bytes');
    const { size } = await stat(path);
    const last = this.#map.last();
    const least = last < 0 ? 0 : chunkRange(this.manifest, last).end + 1;
    if (size < least || size > this.manifest.size) this.#map.doubt();
    if (size > this.manifest.size) await truncate(path, this.manifest.size);
    if (from.stored !== null && from.stored.length > this.manifest.chunks.length) {
      await truncate(join(folder, 'chunks'), this.manifest.chunks.length);
    }
    // The map takes its room on the disk at once, so that a full disk does not keep a mark from being changed.
    if (from.stored === null || !from.believed) await this.#map.save();
    for (const index of this.#map.written()) await this.readAlone(index);
    await this.keepAlone();
  }

  #takeFailure(): unknown {
    const failure = this.#failure;
    this.#failure = null;
    return failure;
  }
}

function mapFile(handles: RenditionHandles) {
  return {
    write: async (states: Buffer, at: number, length: number): Promise<void> => {
      await handles.use(({ chunks }) => chunks.write(states, at, length, at));
    },
    sync: () => handles.use(({ chunks }) => chunks.datasync()),
  };
}

async function unlessAbsent(reading: Promise<Buffer>): Promise<Buffer | null> {
  try {
    return await reading;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
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
