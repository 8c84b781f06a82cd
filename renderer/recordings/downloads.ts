import { useMemo, useSyncExternalStore } from 'react';
import type { DownloadState, RenditionRef } from '#shared/contracts/ipc.ts';
import { ask, listen } from '../hub/ipc.ts';

/** Two hubs may have the same video, with the same id. */
const keyOf = (hub: string, renditionId: string): string => `${hub} ${renditionId}`;

const absent: DownloadState = { state: 'absent' };

/** What main says about downloads, kept for the window. It starts with its first listener. */
class DownloadStore {
  readonly #states = new Map<string, DownloadState>();
  readonly #listeners = new Set<() => void>();
  #started = false;
  #loaded = false;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    if (!this.#started) this.#start();
    return () => this.#listeners.delete(listener);
  };

  /** `undefined` until main has told what it holds. */
  get({ hub, rendition }: RenditionRef): DownloadState | undefined {
    return this.#states.get(keyOf(hub, rendition.id)) ?? (this.#loaded ? absent : undefined);
  }

  #start(): void {
    this.#started = true;
    const heard = new Set<string>();
    listen('downloads.changed', ({ hub, renditionId, download }) => {
      heard.add(keyOf(hub, renditionId));
      this.#states.set(keyOf(hub, renditionId), download);
      this.#emit();
    });
    this.#load(heard).catch((error: unknown) => {
      this.#started = false;
      console.error('the list of downloads could not be read', error);
    });
  }

  async #load(heard: ReadonlySet<string>): Promise<void> {
    const hubs = await ask('hubs.list', {});
    await Promise.all(
      hubs.map(async ({ fingerprint: hub }) => {
        for (const { renditionId, download } of await ask('downloads.list', { hub })) {
          const key = keyOf(hub, renditionId);
          if (!heard.has(key)) this.#states.set(key, download);
        }
      }),
    );
    this.#loaded = true;
    this.#emit();
  }

  #emit(): void {
    for (const listener of this.#listeners) listener();
  }
}

export const downloads = new DownloadStore();

/** Where a rendition stands on this computer; `undefined` while that is not known, or for `null`. */
export function useDownload(ref: RenditionRef | null): DownloadState | undefined {
  return useSyncExternalStore(downloads.subscribe, () => (ref === null ? undefined : downloads.get(ref)));
}

export type DownloadActions = {
  readonly start: (ref: RenditionRef) => Promise<void>;
  readonly stop: (ref: RenditionRef) => Promise<void>;
  readonly remove: (ref: RenditionRef) => Promise<void>;
};

/** Each throws RefusedError where main refuses, `disk-full` for example. */
export function useDownloadActions(): DownloadActions {
  return useMemo(
    () => ({
      start: async (ref) => {
        await ask('downloads.start', ref);
      },
      stop: async ({ hub, rendition }) => {
        await ask('downloads.stop', { hub, renditionId: rendition.id });
      },
      remove: async ({ hub, rendition }) => {
        await ask('downloads.remove', { hub, renditionId: rendition.id });
      },
    }),
    [],
  );
}
