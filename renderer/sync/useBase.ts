import { useLiveQuery } from 'dexie-react-hooks';
import type { HubDatabase } from './database.ts';
import { useScope } from './scopeContext.ts';

/**
 * Reads the base of the workshop in scope, and again whenever what was read changes. `about` names
 * what is read: while it is being read for another one, the answer is `undefined`, never the old one's.
 */
export function useBase<T>(
  about: string,
  read: (database: HubDatabase, workshopId: string) => Promise<T>,
): T | undefined {
  const { entry, connection } = useScope();
  const key = `${entry.hub.fingerprint} ${entry.id} ${about}`;
  const found = useLiveQuery(async () => ({ key, value: await read(connection.database, entry.id) }), [key]);
  return found?.key === key ? found.value : undefined;
}
