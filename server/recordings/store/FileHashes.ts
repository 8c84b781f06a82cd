import { createHash } from 'node:crypto';
import { CHUNK_SIZE } from '#shared/recordings/manifest.ts';
import type { KeptFile } from './MediaStore.ts';

/** Hashes a file that passes by in pieces of any size: whole, and chunk by chunk. */
export class FileHashes {
  readonly #whole = createHash('sha256');
  readonly #chunks: string[] = [];
  #chunk = createHash('sha256');
  #filled = 0;
  #size = 0;

  update(bytes: Uint8Array): void {
    this.#whole.update(bytes);
    this.#size += bytes.length;
    for (let at = 0; at < bytes.length; ) {
      const piece = bytes.subarray(at, at + CHUNK_SIZE - this.#filled);
      this.#chunk.update(piece);
      at += piece.length;
      this.#filled += piece.length;
      if (this.#filled === CHUNK_SIZE) this.#endChunk();
    }
  }

  /** May be called once. */
  finish(): KeptFile {
    if (this.#filled > 0) this.#endChunk();
    return { hash: this.#whole.digest('hex'), size: this.#size, chunks: this.#chunks };
  }

  #endChunk(): void {
    this.#chunks.push(this.#chunk.digest('hex'));
    this.#chunk = createHash('sha256');
    this.#filled = 0;
  }
}
