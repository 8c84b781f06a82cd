import { Dexie } from 'dexie';
import { useLiveQuery } from 'dexie-react-hooks';
import type { JoinedHub } from '#shared/contracts/ipc.ts';
import { useConnections } from './connectionsContext.ts';
import type { AgendaEntry } from './database.ts';
import { useBase } from './useBase.ts';

export type { AgendaEntry } from './database.ts';

/** The talks of the workshop in scope that are in the person's agenda; `undefined` while loading. */
export function useAgenda(): readonly AgendaEntry[] | undefined {
  return useBase('agenda', (database, workshopId) =>
    database.agenda.where(':id').between([workshopId, Dexie.minKey], [workshopId, Dexie.maxKey]).toArray(),
  );
}

export type AgendaOfHub = { readonly hub: JoinedHub; readonly entries: readonly AgendaEntry[] };

/** The agenda of every workshop on this device, by hub; `undefined` while loading. */
export function useAllAgenda(): readonly AgendaOfHub[] | undefined {
  const connections = useConnections();
  return useLiveQuery(
    () =>
      Promise.all(
        connections.map(async ({ hub, database }) => ({ hub, entries: await database.agenda.toArray() })),
      ),
    [connections],
  );
}
