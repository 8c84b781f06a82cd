import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { errorCode } from '../files/errors.ts';
import type { LocalFile } from './ChosenFiles.ts';
import { assertUnchanged } from './fingerprint.ts';

/** A part of a file, to be read when it is sent; again where it has to be sent again. */
export type FileSlice = { readonly size: number; readonly read: () => Readable };

/** Bytes that are in memory at once. */
const PIECE = 256 * 1024;

/**
 * A file on the disk as tus-js-client reads it (its `FileSource`). Nothing of a file that has changed since it was
 * chosen passes for the whole: it is looked at before each part, and once more before the end of one.
 */
export class FileSlices {
  readonly size: number;
  readonly #handle: FileHandle;
  readonly #file: LocalFile;

  private constructor(handle: FileHandle, file: LocalFile) {
    this.#handle = handle;
    this.#file = file;
    this.size = file.size;
  }

  /** Throws `RefusedError('file-gone')`. */
  static async open(file: LocalFile): Promise<FileSlices> {
    const handle = await open(file.path, 'r').catch((error: unknown) => {
      throw new RefusedError('file-gone', `it cannot be opened: ${errorCode(error)}`);
    });
    try {
      await assertUnchanged(handle, file);
    } catch (error) {
      await handle.close();
      throw error;
    }
    return new FileSlices(handle, file);
  }

  /** Bytes `[start, end)`. */
  async slice(start: number, end: number): Promise<{ value: FileSlice; done: boolean }> {
    await assertUnchanged(this.#handle, this.#file);
    const last = Math.min(end, this.size);
    const read = (): Readable => Readable.from(this.#pieces(start, last), { objectMode: false });
    return { value: { size: last - start, read }, done: last === this.size };
  }

  /** Called by who opened it: tus-js-client closes it only where all went well. */
  end(): Promise<void> {
    return this.#handle.close();
  }

  close(): void {
    // tus-js-client says so at the end; `end` is what closes the file.
  }

  async *#pieces(start: number, end: number): AsyncGenerator<Buffer> {
    for (let at = start; at < end; ) {
      const piece = Buffer.allocUnsafe(Math.min(PIECE, end - at));
      const { bytesRead } = await this.#handle.read(piece, 0, piece.length, at);
      if (bytesRead === 0) throw new RefusedError('file-gone', 'the file is shorter than it was');
      at += bytesRead;
      if (at >= end) await assertUnchanged(this.#handle, this.#file);
      yield piece.subarray(0, bytesRead);
    }
  }
}
