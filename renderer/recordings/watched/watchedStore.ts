import { liveQuery } from 'dexie';
import { useSyncExternalStore } from 'react';
import type { ProgressEntry } from '#shared/sync/journalFold.ts';
import { useConnections } from '../../sync/connectionsContext.ts';
import type { HubDatabase } from '../../sync/database.ts';

type Known = ReadonlyMap<string, ProgressEntry>;
const nothing: Known = new Map();

/** How far everything of one hub was watched: read once for all rows that show it, while any does. */
class WatchedStore {
  readonly #database: HubDatabase;
  readonly #listeners = new Set<() => void>();
  #known: Known = nothing;
  #stop: (() => void) | null = null;

  constructor(database: HubDatabase) {
    this.#database = database;
  }

  readonly get = (): Known => this.#known;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    this.#stop ??= this.#start();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#stop?.();
      this.#stop = null;
    };
  };

  #start(): () => void {
    const query = liveQuery(() => this.#database.progress.toArray()).subscribe({
      next: (entries) => {
        this.#known = new Map(entries.map((entry) => [entry.recordingId, entry]));
        for (const listener of this.#listeners) listener();
      },
      error: (error: unknown) => console.error('what was watched could not be read', error),
    });
    return () => query.unsubscribe();
  }
}

const stores = new WeakMap<HubDatabase, WatchedStore>();

function storeOf(database: HubDatabase): WatchedStore {
  const known = stores.get(database) ?? new WatchedStore(database);
  stores.set(database, known);
  return known;
}

const never = () => () => undefined;

/** How far a recording was watched; `undefined` for what was never begun, and while that is read. */
export function useProgressOf(hub: string, recordingId: string | null): ProgressEntry | undefined {
  const database = useConnections().find((one) => one.hub.fingerprint === hub)?.database;
  const store = database ? storeOf(database) : null;
  return useSyncExternalStore(store?.subscribe ?? never, () =>
    recordingId === null ? undefined : store?.get().get(recordingId),
  );
}
