import { constants, type Stats } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { writeDurably } from '../files/writeDurably.ts';
import { asWriteRefusal } from './writeRefusal.ts';

const PRIVATE = 0o600;

/** A file that only grows. What `append` has resolved for is on the disk; what it rejected for is not in the file. */
export class JournalFile {
  readonly path: string;
  #handle: FileHandle | null = null;
  #held: Stats | null = null;
  #length = 0;
  /** Bytes behind `#length` that are to be cut off before anything else is written. */
  #isTorn = false;

  constructor(path: string) {
    this.path = path;
  }

  /** Everything after `length` bytes is cut off, at the latest before the next write. Throws RefusedError. */
  async begin(length: number): Promise<void> {
    this.#length = length;
    this.#isTorn = true;
    await this.#mend();
  }

  /** Resolves once the bytes are on the disk. Throws RefusedError `disk-full` or `cannot-write`. */
  async append(bytes: Buffer): Promise<void> {
    try {
      await this.#mend();
      const handle = await this.#open();
      this.#isTorn = true;
      for (let done = 0; done < bytes.length; ) {
        const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, this.#length + done);
        done += bytesWritten;
      }
      await Promise.all([handle.datasync(), this.#assertInPlace()]);
      this.#isTorn = false;
      this.#length += bytes.length;
    } catch (error) {
      await this.#mend().catch(() => {
        // It stays marked as torn, so the next append begins with this.
      });
      throw asWriteRefusal(error);
    }
  }

  /** Puts a whole new file in the place of this one, or leaves it as it is. Throws RefusedError. */
  async replace(bytes: Buffer): Promise<void> {
    await this.close();
    try {
      await writeDurably(this.path, bytes, PRIVATE);
    } catch (error) {
      throw asWriteRefusal(error);
    }
    this.#length = bytes.length;
    this.#isTorn = false;
  }

  async close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = null;
    await handle?.close();
  }

  async #mend(): Promise<void> {
    if (!this.#isTorn) return;
    try {
      const handle = await this.#open();
      const { size } = await handle.stat();
      if (size > this.#length) {
        await handle.truncate(this.#length);
        await handle.datasync();
      }
      this.#isTorn = false;
    } catch (error) {
      throw asWriteRefusal(error);
    }
  }

  async #open(): Promise<FileHandle> {
    if (this.#handle) return this.#handle;
    const handle = await open(this.path, constants.O_RDWR);
    this.#handle = handle;
    this.#held = await handle.stat();
    return handle;
  }

  /** Writing to a file whose folder was deleted or whose disk was unplugged would be writing to nowhere. */
  async #assertInPlace(): Promise<void> {
    const found = await stat(this.path);
    if (found.ino === this.#held?.ino && found.dev === this.#held.dev) return;
    throw new RefusedError('cannot-write', 'another file is in its place');
  }
}
