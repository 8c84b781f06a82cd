import { useLiveQuery } from 'dexie-react-hooks';
import type { JoinedHub } from '#shared/contracts/ipc.ts';
import type { Membership } from '#shared/people/account.ts';
import type { Workshop } from '#shared/program/workshop.ts';
import { useConnections } from './connectionsContext.ts';
import type { HubConnection } from './HubConnection.ts';
import { baseRow } from './readBase.ts';

export type WorkshopEntry = {
  readonly hub: JoinedHub;
  readonly id: string;
  readonly data: Workshop;
  readonly membership: Membership;
  /** It came in a pack, and the account is not in it: nothing is asked of the hub. */
  readonly fromPack: boolean;
};

/** Every workshop on this device, of all hubs; `undefined` while loading. */
export function useWorkshops(): readonly WorkshopEntry[] | undefined {
  const connections = useConnections();
  return useLiveQuery(async () => (await Promise.all(connections.map(readWorkshops))).flat(), [connections]);
}

/** The workshops of one hub whose base is here. */
export async function readWorkshops(
  connection: Pick<HubConnection, 'hub' | 'database'>,
): Promise<readonly WorkshopEntry[]> {
  const { hub, database } = connection;
  const bases = await database.bases.toArray();
  const found = await Promise.all(
    bases.map(async ({ workshopId, membership, fromPack = false }): Promise<WorkshopEntry[]> => {
      const row = await baseRow(database, workshopId, 'workshop', workshopId);
      return row ? [{ hub, id: workshopId, data: row.data, membership, fromPack }] : [];
    }),
  );
  return found.flat();
}
