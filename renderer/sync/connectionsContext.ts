import { createContext, useContext } from 'react';
import type { HubConnection } from './HubConnection.ts';

export const ConnectionsContext = createContext<readonly HubConnection[] | null>(null);

/** One connection for each hub joined, in the order of joining. */
export function useConnections(): readonly HubConnection[] {
  const connections = useContext(ConnectionsContext);
  if (!connections) throw new Error('useConnections needs a HubProvider around it');
  return connections;
}
