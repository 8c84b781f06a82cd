import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { ByteRange } from '#shared/recordings/chunks.ts';
import { CHUNK_SIZE } from '#shared/recordings/manifest.ts';
import { renameDurably } from '../../store/writeWhole.ts';
import { FileHashes } from './FileHashes.ts';
import type { Arriving, KeptFile, MediaStore } from './MediaStore.ts';

/** Names what this process takes in; what has another name and whose process is gone is left over from a kill. */
const own = randomUUID();
const incomingName = (): string => `${process.pid}-${own}-${randomUUID()}`;

function isAbandoned(name: string): boolean {
  const pid = Number.parseInt(name, 10);
  if (pid === process.pid) return !name.startsWith(`${process.pid}-${own}-`);
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'EPERM';
  }
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (isMissing(error)) throw new RefusedError('not-found', 'file');
    throw error;
  }
}

/** Memory of ended reads, for the next ones: fresh memory for each chunk costs more than reading it. */
const spare: Buffer[] = [];
const SPARE = 32;

/** Fills the beginning of `memory`. */
async function readPart(handle: FileHandle, start: number, length: number, memory: Buffer): Promise<Buffer> {
  const { bytesRead } = await handle.read(memory, 0, length, start);
  if (bytesRead !== length) throw new Error('a file of the media store is shorter than the store says');
  return memory.subarray(0, length);
}

async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (isAbandoned(name)) await rm(join(folder, name), { force: true });
  }
}

/** The media store in a folder of the hub's. */
export class FolderStore implements MediaStore {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async open(dataFolder: string): Promise<FolderStore> {
    const folder = join(dataFolder, 'media');
    await mkdir(join(folder, 'incoming'), { recursive: true });
    await removeAbandoned(join(folder, 'incoming'));
    return new FolderStore(folder);
  }

  async has(hash: string): Promise<boolean> {
    try {
      return (await stat(this.#pathOf(hash))).isFile();
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  }

  async keep(source: string, arriving?: Arriving): Promise<KeptFile> {
    const temporary = join(this.#folder, 'incoming', incomingName());
    try {
      const kept = await copyHashing(source, temporary);
      await arriving?.(kept.hash);
      const path = this.#pathOf(kept.hash);
      await mkdir(join(this.#folder, kept.hash.slice(0, 2)), { recursive: true });
      await renameDurably(temporary, path);
      return kept;
    } finally {
      await rm(temporary, { force: true });
    }
  }

  /** Apps fetch by chunks: one read of the disk for each. */
  async *read(hash: string, { start, end }: ByteRange, signal?: AbortSignal) {
    const handle = await openFile(this.#pathOf(hash));
    const memory = spare.pop() ?? Buffer.allocUnsafeSlow(CHUNK_SIZE);
    try {
      for (let at = start; at <= end && !signal?.aborted; at += CHUNK_SIZE) {
        yield await readPart(handle, at, Math.min(CHUNK_SIZE, end - at + 1), memory);
      }
    } finally {
      if (spare.length < SPARE) spare.push(memory);
      await handle.close();
    }
  }

  async remove(hash: string): Promise<void> {
    await rm(this.#pathOf(hash), { force: true });
  }

  #pathOf(hash: string): string {
    return join(this.#folder, hash.slice(0, 2), hash);
  }
}

async function copyHashing(source: string, target: string): Promise<KeptFile> {
  const hashes = new FileHashes();
  const handle = await open(target, 'wx');
  try {
    for await (const part of createReadStream(source, { highWaterMark: CHUNK_SIZE })) {
      hashes.update(part as Buffer);
      await handle.writeFile(part as Buffer);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return hashes.finish();
}
