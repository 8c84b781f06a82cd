import { useSyncExternalStore } from 'react';
import type { DownloadState, RenditionAtHub, RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import { ask, listen } from '../hub/ipc.ts';

/** Two hubs may have the same video, with the same id. */
const keyOf = (hub: string, renditionId: string): string => `${hub} ${renditionId}`;

const absent: DownloadState = { state: 'absent' };

export type KnownDownload = { readonly ref: RenditionRef; readonly download: DownloadState };

export const atHub = ({ hub, rendition }: RenditionRef): RenditionAtHub => ({
  hub,
  renditionId: rendition.id,
});

/** What main says about downloads, kept for the window. It starts with its first listener. */
class DownloadStore {
  readonly #known = new Map<string, KnownDownload>();
  #order: readonly RenditionAtHub[] = [];
  #queue: readonly KnownDownload[] = [];
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
    return this.#known.get(keyOf(hub, rendition.id))?.download ?? (this.#loaded ? absent : undefined);
  }

  /** What is wanted, of all hubs, in the order in which it is downloaded; the same array while nothing changes. */
  readonly queue = (): readonly KnownDownload[] => this.#queue;

  #start(): void {
    this.#started = true;
    const heard = new Set<string>();
    listen('downloads.changed', ({ ref, download }) => {
      heard.add(keyOf(ref.hub, ref.rendition.id));
      this.#known.set(keyOf(ref.hub, ref.rendition.id), { ref, download });
      this.#emit();
    });
    listen('downloads.ordered', ({ order }) => {
      heard.add('order');
      this.#order = order;
      this.#emit();
    });
    window.addEventListener('online', () => void tellReached());
    this.#load(heard).catch((error: unknown) => {
      this.#started = false;
      console.error('the list of downloads could not be read', error);
    });
  }

  async #load(heard: ReadonlySet<string>): Promise<void> {
    const hubs = await ask('hubs.list', {});
    await Promise.all(
      hubs.map(async ({ fingerprint: hub }) => {
        for (const { ref, download } of await ask('downloads.list', { hub })) {
          const key = keyOf(hub, ref.rendition.id);
          if (!heard.has(key)) this.#known.set(key, { ref, download });
        }
      }),
    );
    const { order } = await ask('downloads.order', {});
    if (!heard.has('order')) this.#order = order;
    this.#loaded = true;
    this.#emit();
  }

  #emit(): void {
    this.#queue = this.#order.flatMap(
      ({ hub, renditionId }) => this.#known.get(keyOf(hub, renditionId)) ?? [],
    );
    for (const listener of this.#listeners) listener();
  }
}

export const downloads = new DownloadStore();

/** Where a rendition stands on this computer; `undefined` while that is not known, or for `null`. */
export function useDownload(ref: RenditionRef | null): DownloadState | undefined {
  return useSyncExternalStore(downloads.subscribe, () => (ref === null ? undefined : downloads.get(ref)));
}

/** What is wanted, in order. */
export function useDownloadQueue(): readonly KnownDownload[] {
  return useSyncExternalStore(downloads.subscribe, downloads.queue);
}

/** The network is back: main, which has no such event, hears of each hub that a window asks for. */
async function tellReached(): Promise<void> {
  for (const { fingerprint, guest } of await ask('hubs.list', {})) {
    if (guest) continue;
    await ask('hubs.accessToken', { hub: fingerprint, renew: false }).catch((error: unknown) => {
      console.info('the network is back, but not this hub', error);
    });
  }
}
