import { useLiveQuery } from 'dexie-react-hooks';
import { useConnections } from '../sync/connectionsContext.ts';
import { countBaseRows } from '../sync/readBase.ts';

/** How many talks each workshop on this device has, by its id; `undefined` while loading. */
export function useTalkCounts(): ReadonlyMap<string, number> | undefined {
  const connections = useConnections();
  return useLiveQuery(async () => {
    const counts = await Promise.all(connections.map(({ database }) => countBaseRows(database, 'talk')));
    return new Map(counts.flatMap((one) => [...one]));
  }, [connections]);
}
