import { liveQuery } from 'dexie';
import { useSyncExternalStore } from 'react';
import { agendaKey } from '#shared/sync/journalFold.ts';
import type { AgendaEntry } from '../sync/database.ts';
import type { HubConnection } from '../sync/HubConnection.ts';

/** By `agendaKey`; `null` while it is being read. */
export type AgendaMap = ReadonlyMap<string, AgendaEntry> | null;

type Store = {
  readonly get: () => AgendaMap;
  readonly subscribe: (listener: () => void) => () => void;
};

const stores = new WeakMap<HubConnection, Store>();

/** One query for all the stars of a page: a program has thousands of talks. */
function storeOf(connection: HubConnection): Store {
  const known = stores.get(connection);
  if (known) return known;
  const made = createStore(connection);
  stores.set(connection, made);
  return made;
}

function createStore({ database }: HubConnection): Store {
  const listeners = new Set<() => void>();
  let value: AgendaMap = null;
  let stop: (() => void) | null = null;
  const start = () => {
    const query = liveQuery(() => database.agenda.toArray()).subscribe(
      (entries) => {
        value = new Map(entries.map((entry) => [agendaKey(entry), entry]));
        for (const listener of [...listeners]) listener();
      },
      (error: unknown) => console.error('the agenda could not be read', error),
    );
    return () => query.unsubscribe();
  };
  return {
    get: () => value,
    subscribe: (listener) => {
      listeners.add(listener);
      stop ??= start();
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        stop?.();
        stop = null;
      };
    },
  };
}

/** A talk's entry in the agenda; `null` where it is in none, `undefined` while that is being read. */
export function useAgendaEntry(
  connection: HubConnection,
  workshopId: string,
  talkId: string,
): AgendaEntry | null | undefined {
  const { get, subscribe } = storeOf(connection);
  return useSyncExternalStore(subscribe, () => {
    const map = get();
    return map ? (map.get(agendaKey({ workshopId, talkId })) ?? null) : undefined;
  });
}
