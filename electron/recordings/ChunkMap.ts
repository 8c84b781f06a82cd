/**
 * `written`: the bytes were verified and given to the operating system, which survives the end of this
 * process but not of the machine; they are verified again before they count. `kept`: on disk (rule M2).
 */
const ABSENT = 0;
const WRITTEN = 1;
const KEPT = 2;

/** Where a map lies: a file with one byte per chunk. */
export type MapFile = {
  readonly write: (states: Buffer, at: number, length: number) => Promise<void>;
  readonly sync: () => Promise<void>;
};

/** Which chunks of a rendition are here. */
export class ChunkMap {
  readonly #file: MapFile;
  readonly #states: Buffer;
  /** Marked in the file already, while their bytes are being written. */
  readonly #coming = new Set<number>();
  #held: number;

  constructor(file: MapFile, states: Buffer) {
    this.#file = file;
    this.#states = states;
    this.#held = states.reduce((sum, state) => sum + (state === ABSENT ? 0 : 1), 0);
  }

  /**
   * What a file says of so many chunks. One of another length, or with marks that mean nothing, is not
   * believed: every chunk counts as written, and so has to be verified.
   */
  static statesOf(stored: Buffer | null, chunks: number): { states: Buffer; believed: boolean } {
    if (stored === null) return { states: Buffer.alloc(chunks), believed: true };
    const believed = stored.length === chunks && stored.every((state) => state <= KEPT);
    return { states: believed ? Buffer.from(stored) : Buffer.alloc(chunks, WRITTEN), believed };
  }

  /** Chunks that are here, kept or only written. */
  get count(): number {
    return this.#held;
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

  /** The last chunk that is here; -1 for none. */
  last(): number {
    return this.#states.findLastIndex((_, index) => this.has(index));
  }

  /** Another map of the same bytes has these marks: what is kept by them is here too. */
  join(states: Buffer): void {
    for (const [index, state] of states.entries()) {
      if (state !== KEPT || this.#states[index] !== ABSENT) continue;
      this.#states[index] = KEPT;
      this.#held += 1;
    }
  }

  /** Takes nothing for granted: every chunk that is here has to be verified before it counts. */
  doubt(): void {
    for (const index of this.#states.keys()) if (this.has(index)) this.#states[index] = WRITTEN;
  }

  /** Marks a chunk as written in the file while its bytes are on their way; `add` follows when they are there. */
  async note(index: number): Promise<void> {
    if (this.has(index)) this.#held -= 1;
    this.#coming.add(index);
    await this.#set(index, WRITTEN);
  }

  /** From now on the chunk is here. */
  add(index: number): void {
    if (this.#coming.delete(index)) this.#held += 1;
  }

  async clear(index: number): Promise<void> {
    if (this.has(index)) this.#held -= 1;
    this.#coming.delete(index);
    await this.#set(index, ABSENT);
  }

  /** Call only after the bytes of these chunks are on disk. */
  async markKept(indices: readonly number[]): Promise<void> {
    for (const index of indices) {
      if (this.#states[index] === WRITTEN && this.has(index)) this.#states[index] = KEPT;
    }
    await this.save();
  }

  async save(): Promise<void> {
    await this.#file.write(this.#states, 0, this.#states.length);
    await this.#file.sync();
  }

  async #set(index: number, state: number): Promise<void> {
    this.#states[index] = state;
    await this.#file.write(this.#states, index, 1);
  }

  #all(wanted: (index: number) => boolean): readonly number[] {
    return [...this.#states.keys()].filter(wanted);
  }
}
