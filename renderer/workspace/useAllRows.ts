import { useLiveQuery } from 'dexie-react-hooks';
import type { Row, RowKind } from '#shared/sync/rows.ts';
import { useConnections } from '../sync/connectionsContext.ts';
import { allBaseRows } from '../sync/readBase.ts';

/** Every row of a kind on this device, of all workshops and hubs; `undefined` while loading. */
export function useAllRows<K extends RowKind>(kind: K): readonly Row<K>[] | undefined {
  const connections = useConnections();
  return useLiveQuery(async () => {
    const lists = await Promise.all(connections.map(({ database }) => allBaseRows(database, kind)));
    return lists.flat();
  }, [connections, kind]);
}
