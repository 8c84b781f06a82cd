import { useContext, useSyncExternalStore } from 'react';
import { useConnections } from './connectionsContext.ts';
import type { HubConnection } from './HubConnection.ts';
import { type HubClock, unknownHubClock } from './hubClock.ts';
import { ScopeContext } from './scopeContext.ts';

const never = () => () => undefined;

/** The connection in scope; outside of one that of the given hub, else the first. */
export function useNearConnection(fingerprint?: string): HubConnection | undefined {
  const scope = useContext(ScopeContext);
  const connections = useConnections();
  const named = connections.find((c) => c.hub.fingerprint === fingerprint);
  return named ?? scope?.connection ?? connections[0];
}

/** The clock of the hub in scope (or the named one), as last measured; it is known offline too (rule S9). */
export function useHubClock(fingerprint?: string): HubClock {
  const clock = useNearConnection(fingerprint)?.clock;
  return useSyncExternalStore(clock?.subscribe ?? never, clock?.get ?? (() => unknownHubClock));
}
