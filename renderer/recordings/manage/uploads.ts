import { useEffect, useSyncExternalStore } from 'react';
import type { Upload } from '#shared/contracts/ipcUploads.ts';
import { ask, listen } from '../../hub/ipc.ts';
import { reasonOf } from '../../i18n/useRefusal.ts';

const none: readonly Upload[] = [];

/** What main says about uploads, kept for the window. It starts with its first listener. */
class UploadStore {
  #uploads: readonly Upload[] | undefined;
  readonly #listeners = new Set<() => void>();
  #started = false;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    if (!this.#started) this.#start();
    return () => this.#listeners.delete(listener);
  };

  /** In the order in which they were begun; `undefined` until main has told. */
  readonly get = (): readonly Upload[] | undefined => this.#uploads;

  #start(): void {
    this.#started = true;
    const heard = new Set<string>();
    listen('uploads.changed', ({ uploadId, upload }) => {
      heard.add(uploadId);
      this.#put(uploadId, upload);
    });
    this.#load(heard).catch((error: unknown) => {
      this.#started = false;
      console.error('the list of uploads could not be read', error);
    });
  }

  async #load(heard: ReadonlySet<string>): Promise<void> {
    const hubs = await ask('hubs.list', {});
    const lists = await Promise.all(hubs.map(({ fingerprint: hub }) => ask('uploads.list', { hub })));
    const known = lists.flat().filter(({ uploadId }) => !heard.has(uploadId));
    this.#set([...known, ...(this.#uploads ?? none)]);
  }

  #put(uploadId: string, upload: Upload | null): void {
    const before = this.#uploads ?? none;
    if (upload === null) this.#set(before.filter((one) => one.uploadId !== uploadId));
    else if (!before.some((one) => one.uploadId === uploadId)) this.#set([...before, upload]);
    else this.#set(before.map((one) => (one.uploadId === uploadId ? upload : one)));
  }

  #set(uploads: readonly Upload[]): void {
    this.#uploads = uploads;
    for (const listener of this.#listeners) listener();
  }
}

const store = new UploadStore();

/** What this device sends, to all hubs; `undefined` until that is known. */
export function useUploads(): readonly Upload[] | undefined {
  return useSyncExternalStore(store.subscribe, store.get);
}

/** An upload that the hub has a job for is the hub's, and leaves the list of this device. */
export function useForgetDone(uploads: readonly Upload[], jobIds: ReadonlySet<string>): void {
  useEffect(() => {
    for (const { hub, uploadId, state } of uploads) {
      if (state === 'done' && jobIds.has(uploadId)) {
        ask('uploads.cancel', { hub, uploadId }).catch((error: unknown) => reasonOf(error));
      }
    }
  }, [uploads, jobIds]);
}
