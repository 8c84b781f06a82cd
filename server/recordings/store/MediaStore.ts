import type { ByteRange } from '#shared/recordings/chunks.ts';

export type KeptFile = {
  /** SHA-256 of the whole file, hex: its name in the store. */
  readonly hash: string;
  /** Bytes. */
  readonly size: number;
  /** SHA-256 of each chunk of 1 MiB, in order. */
  readonly chunks: readonly string[];
};

export type Arriving = (hash: string) => Promise<void>;

/**
 * The bytes of recordings, captions and pictures: files named by their SHA-256, written whole or not at all.
 * No file is ever whole in memory. What rows name, and who may read it, is not the store's to know.
 */
export interface MediaStore {
  has(hash: string): Promise<boolean>;
  /**
   * Copies a file in, hashing it on the way; the same bytes a second time change nothing. `arriving` is waited for
   * before there is a file of its name; where it rejects, none is kept.
   */
  keep(source: string, arriving?: Arriving): Promise<KeptFile>;
  /**
   * The bytes of a range in order, in pieces of 1 MiB at most; a piece holds until the next one is asked for,
   * and its memory is used again after that. Throws `RefusedError` not-found where the
   * store has no such file, and an error where the file ends before the range does. Aborting `signal` ends it.
   */
  read(hash: string, range: ByteRange, signal?: AbortSignal): AsyncGenerator<Uint8Array, void>;
  /** Nothing where there is no such file. */
  remove(hash: string): Promise<void>;
}
