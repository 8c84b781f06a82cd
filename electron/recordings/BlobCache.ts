import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { sha256Hex } from '#shared/recordings/manifest.ts';
import { errorCode } from '../files/errors.ts';
import { writeDurably } from '../files/writeDurably.ts';
import type { BlobRef, HubMedia } from './HubMedia.ts';
import { sha256 } from './hashChunk.ts';

/** Captions and pictures, each a file named by its hash, verified whenever it is read. */
export class BlobCache {
  readonly #folder: string;
  readonly #media: HubMedia;

  constructor(folder: string, media: HubMedia) {
    this.#folder = folder;
    this.#media = media;
  }

  /** Throws `RefusedError('damaged')` where the hub sends other bytes than the hash names. */
  async read(ref: BlobRef): Promise<Buffer> {
    const path = join(this.#folder, sha256Hex.parse(ref.hash));
    const stored = await readFile(path).catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT') return null;
      throw error;
    });
    if (stored && sha256(stored) === ref.hash) return stored;
    const fetched = await this.#media.blob(ref);
    if (fetched.hash !== ref.hash) throw new RefusedError('damaged', `blob ${ref.hash}`);
    const blob = Buffer.concat(fetched.parts);
    await writeDurably(path, blob);
    return blob;
  }

  async remove(hash: string): Promise<void> {
    await rm(join(this.#folder, sha256Hex.parse(hash)), { force: true });
  }
}
