import { type FileHandle, open } from 'node:fs/promises';
import { Writable } from 'node:stream';

/** Pieces that are being written at a time. */
const AT_ONCE = 3;
/** After so many bytes the disk begins to take them, beside the further writing. */
const BATCH = 32 * 1024 * 1024;

/** A new file, written piece by piece, which is on the disk when the stream has finished. */
export class PackSink extends Writable {
  readonly #path: string;
  readonly #onWritten: (piece: Buffer) => void;
  readonly #onOpen: (handle: FileHandle) => Promise<void>;
  readonly #writing = new Set<Promise<void>>();
  #handle: FileHandle | null = null;
  #at = 0;
  #sinceSync = 0;
  #syncing: Promise<void> | null = null;

  /**
   * @param onWritten told of each piece whose memory may be used again
   * @param onOpen waited for before the first piece; what it throws ends the stream
   */
  constructor(
    path: string,
    onWritten: (piece: Buffer) => void,
    onOpen: (handle: FileHandle) => Promise<void> = async () => undefined,
  ) {
    super({ highWaterMark: 1, decodeStrings: true });
    this.#path = path;
    this.#onWritten = onWritten;
    this.#onOpen = onOpen;
  }

  override _construct(done: (error?: Error | null) => void): void {
    open(this.#path, 'wx')
      .then((handle) => {
        this.#handle = handle;
        return this.#onOpen(handle);
      })
      .then(() => done(), done);
  }

  override _write(piece: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    const writing = this.#put(piece, this.#at).finally(() => this.#writing.delete(writing));
    this.#at += piece.length;
    this.#writing.add(writing);
    writing.catch((error: Error) => this.destroy(error));
    if (this.#writing.size < AT_ONCE) done();
    else Promise.race(this.#writing).then(() => done(), done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#finish().then(() => done(), done);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    Promise.allSettled([...this.#writing, this.#syncing])
      .then(() => this.#handle?.close())
      .then(
        () => done(error),
        (closing: Error) => done(error ?? closing),
      );
  }

  async #put(piece: Buffer, at: number): Promise<void> {
    const handle = this.#opened();
    for (let done = 0; done < piece.length; ) {
      done += (await handle.write(piece, done, piece.length - done, at + done)).bytesWritten;
    }
    this.#onWritten(piece);
    this.#sinceSync += piece.length;
    if (this.#sinceSync < BATCH || this.#syncing) return;
    this.#sinceSync = 0;
    this.#syncing = handle.datasync().finally(() => {
      this.#syncing = null;
    });
    this.#syncing.catch((error: Error) => this.destroy(error));
  }

  async #finish(): Promise<void> {
    await Promise.all(this.#writing);
    await this.#syncing;
    await this.#opened().sync();
  }

  #opened(): FileHandle {
    if (!this.#handle) throw new Error('the file is not open');
    return this.#handle;
  }
}
