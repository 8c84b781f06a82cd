import { useSyncExternalStore } from 'react';
import type { PackWork } from '#shared/contracts/ipcPacks.ts';
import { ask, listen } from '../hub/ipc.ts';

/** What main says of packs at work, kept for the window. It starts with its first listener. */
class PackWorks {
  #known: readonly PackWork[] = [];
  readonly #listeners = new Set<() => void>();
  #started = false;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    if (!this.#started) this.#start();
    return () => this.#listeners.delete(listener);
  };

  readonly get = (): readonly PackWork[] => this.#known;

  put(work: PackWork): void {
    const isKnown = this.#known.some((one) => one.packId === work.packId);
    const replaced = this.#known.map((one) => (one.packId === work.packId ? work : one));
    this.#set(isKnown ? replaced : [...this.#known, work]);
  }

  /** Takes work that has ended off the list, here and in main. */
  async dismiss(packId: string): Promise<void> {
    await ask('packs.dismiss', { packId });
    this.#set(this.#known.filter((one) => one.packId !== packId));
  }

  #start(): void {
    this.#started = true;
    const heard = new Set<string>();
    listen('packs.changed', (work) => {
      heard.add(work.packId);
      this.put(work);
    });
    ask('packs.list', {}).then(
      (works) => {
        for (const work of works) if (!heard.has(work.packId)) this.put(work);
      },
      (error: unknown) => console.error('the list of packs could not be read', error),
    );
  }

  #set(works: readonly PackWork[]): void {
    this.#known = works;
    for (const listener of this.#listeners) listener();
  }
}

export const packWorks = new PackWorks();

export function usePackWorks(): readonly PackWork[] {
  return useSyncExternalStore(packWorks.subscribe, packWorks.get);
}
