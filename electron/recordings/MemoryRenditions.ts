import type { RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import type { Manifest } from '#shared/recordings/manifest.ts';
import { MemoryChunks } from './MemoryChunks.ts';
import { Rendition, type RenditionParts } from './Rendition.ts';

/** Renditions held at a time. */
const MOST = 3;
/** Bytes fetched ahead of what plays from memory. */
const AHEAD = 12 * 1024 * 1024;

/** What is played without a folder to keep it in. */
export class MemoryRenditions {
  readonly #manifestOf: (ref: RenditionRef) => Promise<Manifest>;
  readonly #parts: RenditionParts;
  readonly #held = new Map<string, Promise<Rendition>>();

  constructor(manifestOf: (ref: RenditionRef) => Promise<Manifest>, parts: RenditionParts) {
    this.#manifestOf = manifestOf;
    const readAhead = { ...parts.readAhead, bytes: Math.min(AHEAD, parts.readAhead.bytes) };
    this.#parts = { ...parts, readAhead, room: async () => true };
  }

  get(key: string, ref: RenditionRef): Promise<Rendition> {
    const held = this.#held.get(key) ?? this.#make(ref);
    this.#held.delete(key);
    this.#held.set(key, held);
    held.catch(() => {
      if (this.#held.get(key) === held) this.#held.delete(key);
    });
    const [oldest] = this.#held.keys();
    if (oldest !== undefined && this.#held.size > MOST) this.#held.delete(oldest);
    return held;
  }

  async find(key: string): Promise<Rendition | null> {
    return (await this.#held.get(key)?.catch(() => null)) ?? null;
  }

  async remove(which: (ref: RenditionRef) => boolean): Promise<void> {
    for (const [key, making] of this.#held) {
      const [made] = await Promise.allSettled([making]);
      if (made.status === 'rejected' || !which(made.value.ref)) continue;
      this.#held.delete(key);
      await made.value.close();
    }
  }

  async #make(ref: RenditionRef): Promise<Rendition> {
    return new Rendition(ref, new MemoryChunks(await this.#manifestOf(ref)), this.#parts);
  }
}
