import type { RenditionRef } from '#shared/contracts/ipcDownloads.ts';

type Removal = { readonly ref: RenditionRef; readonly done: Promise<void> };

/** Renditions that are being deleted: none of them is opened meanwhile, and each is deleted once. */
export class Removals {
  readonly #running = new Map<string, Removal>();

  has(key: string): boolean {
    return this.#running.has(key);
  }

  /** Resolves when it is not being deleted any more, whether that went well or not. */
  async ended(key: string): Promise<void> {
    await this.#running.get(key)?.done.catch(() => undefined);
  }

  /** Resolves when these are deleted. Throws what the deletion throws. */
  async ofAll(which: (ref: RenditionRef) => boolean): Promise<void> {
    const running = [...this.#running.values()].filter(({ ref }) => which(ref));
    await Promise.all(running.map(({ done }) => done));
  }

  /** Deletes one; who comes while that is under way waits for it. */
  run(key: string, ref: RenditionRef, act: () => Promise<void>): Promise<void> {
    const running = this.#running.get(key);
    if (running) return running.done;
    const done = act().finally(() => this.#running.delete(key));
    this.#running.set(key, { ref, done });
    return done;
  }
}
