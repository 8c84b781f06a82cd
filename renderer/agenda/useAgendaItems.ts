import { useLiveQuery } from 'dexie-react-hooks';
import { useConnections } from '../sync/connectionsContext.ts';
import type { AgendaEntry } from '../sync/database.ts';
import type { HubConnection } from '../sync/HubConnection.ts';
import { baseRow } from '../sync/readBase.ts';
import { readWorkshops } from '../sync/useWorkshops.ts';
import { type AgendaItem, agendaItem, byTime } from './agendaItems.ts';
import { canTellGone, readTalkRows } from './keepAgenda.ts';

/** The agenda of every workshop on this device, by time, as the programs stand now; `undefined` while loading. */
export function useAgendaItems(): readonly AgendaItem[] | undefined {
  const connections = useConnections();
  return useLiveQuery(async () => {
    const lists = await Promise.all(connections.map(readItems));
    return lists.flat().sort(byTime);
  }, [connections]);
}

export async function readItems(
  connection: Pick<HubConnection, 'hub' | 'database'>,
): Promise<readonly AgendaItem[]> {
  const { hub, database } = connection;
  const entries = await database.agenda.toArray();
  const workshops = new Map((await readWorkshops(connection)).map((entry) => [entry.id, entry]));
  return Promise.all(
    entries.map(async (entry: AgendaEntry) => {
      const workshop = workshops.get(entry.workshopId) ?? null;
      const rows = workshop ? await readTalkRows(database, entry) : null;
      const people = await Promise.all(
        (rows?.talk.data.speakers ?? []).map(({ personId }) =>
          baseRow(database, entry.workshopId, 'person', personId),
        ),
      );
      const speakers = people.flatMap((person) => person?.data.name ?? []);
      const parts = { hub: hub.fingerprint, entry, workshop, rows, speakers };
      if (rows) return agendaItem(parts);
      return agendaItem({ ...parts, canTellGone: await canTellGone(database, entry.workshopId) });
    }),
  );
}
