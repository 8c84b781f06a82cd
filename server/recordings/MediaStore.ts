import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CHUNK_SIZE } from '#shared/recordings/manifest.ts';
import { renameDurably } from '../store/writeWhole.ts';

export type KeptFile = {
  /** SHA-256 of the whole file, hex: its name in the store. */
  readonly hash: string;
  readonly size: number;
  /** SHA-256 of each chunk of 1 MiB, in order. */
  readonly chunks: readonly string[];
};

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The bytes of recordings, captions and posters: files named by their SHA-256, written whole or not at all. */
export class MediaStore {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async open(dataFolder: string): Promise<MediaStore> {
    const folder = join(dataFolder, 'media');
    await mkdir(join(folder, 'incoming'), { recursive: true });
    return new MediaStore(folder);
  }

  pathOf(hash: string): string {
    return join(this.#folder, hash.slice(0, 2), hash);
  }

  async has(hash: string): Promise<boolean> {
    try {
      return (await stat(this.pathOf(hash))).isFile();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
      throw error;
    }
  }

  /** Copies a file in, hashing it on the way. */
  async keep(source: string): Promise<KeptFile> {
    const temporary = join(this.#folder, 'incoming', randomUUID());
    try {
      const kept = await this.#copy(source, temporary);
      const path = this.pathOf(kept.hash);
      await mkdir(join(this.#folder, kept.hash.slice(0, 2)), { recursive: true });
      await renameDurably(temporary, path);
      return kept;
    } finally {
      await rm(temporary, { force: true });
    }
  }

  async #copy(source: string, target: string): Promise<KeptFile> {
    const whole = createHash('sha256');
    const chunks: string[] = [];
    let size = 0;
    let rest: Buffer = Buffer.alloc(0);
    const handle = await open(target, 'wx');
    try {
      for await (const part of createReadStream(source, { highWaterMark: CHUNK_SIZE })) {
        const bytes = part as Buffer;
        whole.update(bytes);
        size += bytes.length;
        await handle.writeFile(bytes);
        rest = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
        while (rest.length >= CHUNK_SIZE) {
          chunks.push(sha256(rest.subarray(0, CHUNK_SIZE)));
          rest = rest.subarray(CHUNK_SIZE);
        }
      }
      if (rest.length > 0) chunks.push(sha256(rest));
      await handle.sync();
    } finally {
      await handle.close();
    }
    return { hash: whole.digest('hex'), size, chunks };
  }
}
