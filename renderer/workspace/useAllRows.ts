import { useLiveQuery } from 'dexie-react-hooks';
import type { Row, RowKind } from '#shared/sync/rows.ts';
import { useConnections } from '../sync/connectionsContext.ts';

/** Every row of a kind on this device, of all workshops and hubs; `undefined` while loading. */
export function useAllRows<K extends RowKind>(kind: K): readonly Row<K>[] | undefined {
  const connections = useConnections();
  return useLiveQuery(async () => {
    const lists = await Promise.all(
      connections.map(({ database }) => database.rows.filter((row) => row.kind === kind).toArray()),
    );
    return lists.flat() as Row<K>[];
  }, [connections, kind]);
}
