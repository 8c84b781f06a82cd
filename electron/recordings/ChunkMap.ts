import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

/**
 * `written`: the bytes were verified and given to the operating system, which survives the end of this
 * process but not of the machine; they are verified again before they count. `kept`: on disk (rule M2).
 */
const ABSENT = 0;
const WRITTEN = 1;
const KEPT = 2;

/** Which chunks of a rendition are here: a file with one byte per chunk. */
export class ChunkMap {
  readonly #handle: FileHandle;
  readonly #states: Buffer;
  /** Marked in the file already, while their bytes are being written. */
  readonly #coming = new Set<number>();

  private constructor(handle: FileHandle, states: Buffer) {
    this.#handle = handle;
    this.#states = states;
  }

  /** Takes its room on the disk at once, so that a full disk does not keep a mark from being changed. */
  static async open(path: string, chunks: number): Promise<ChunkMap> {
    const handle = await open(path, constants.O_RDWR | constants.O_CREAT, 0o644);
    const states = Buffer.alloc(chunks);
    const { bytesRead } = await handle.read(states, 0, chunks, 0);
    if (bytesRead < chunks) await handle.write(states, bytesRead, chunks - bytesRead, bytesRead);
    return new ChunkMap(handle, states);
  }

  /** True for a chunk whose bytes are in the file, kept or only written. */
  has(index: number): boolean {
    const state = this.#states[index];
    return (state === WRITTEN || state === KEPT) && !this.#coming.has(index);
  }

  written(): readonly number[] {
    return this.#all((index) => this.#states[index] === WRITTEN && this.has(index));
  }

  missing(): readonly number[] {
    return this.#all((index) => !this.has(index));
  }

  /** Marks a chunk as written in the file while its bytes are on their way; `add` follows when they are there. */
  async note(index: number): Promise<void> {
    this.#coming.add(index);
    await this.#set(index, WRITTEN);
  }

  /** From now on the chunk is here. */
  add(index: number): void {
    this.#coming.delete(index);
  }

  async clear(index: number): Promise<void> {
    this.#coming.delete(index);
    await this.#set(index, ABSENT);
  }

  /** Call only after the bytes of these chunks are on disk. */
  async markKept(indices: readonly number[]): Promise<void> {
    for (const index of indices) {
      if (this.#states[index] === WRITTEN && this.has(index)) this.#states[index] = KEPT;
    }
    await this.#handle.write(this.#states, 0, this.#states.length, 0);
    await this.#handle.datasync();
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  async #set(index: number, state: number): Promise<void> {
    this.#states[index] = state;
    await this.#handle.write(this.#states, index, 1, index);
  }

  #all(wanted: (index: number) => boolean): readonly number[] {
    return [...this.#states.keys()].filter(wanted);
  }
}
