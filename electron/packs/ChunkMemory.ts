import { CHUNK_SIZE } from '#shared/recordings/manifest.ts';
import { sharedMemory } from '../recordings/hashChunk.ts';

/** Memory of chunks that is used again: fresh memory for each costs as much as hashing it. */
export class ChunkMemory {
  readonly #spare: Buffer[] = [];
  readonly #lent = new WeakSet<ArrayBufferLike>();

  /** Memory of one chunk; nobody else has it until it is given back. */
  take(): Buffer {
    const memory = this.#spare.pop() ?? sharedMemory(CHUNK_SIZE);
    this.#lent.add(memory.buffer);
    return memory;
  }

  /** Gives back memory, or any part of it, that nobody reads any more. What is not from here is left alone. */
  give({ buffer }: Uint8Array): void {
    if (this.#lent.delete(buffer)) this.#spare.push(Buffer.from(buffer));
  }
}
