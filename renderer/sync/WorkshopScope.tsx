import { type ReactNode, useMemo } from 'react';
import { HubSocketContext } from '../hub/socket.ts';
import { useConnections } from './connectionsContext.ts';
import { ScopeContext } from './scopeContext.ts';
import { useWorkshops } from './useWorkshops.ts';

export { useWorkshop } from './scopeContext.ts';

type Props = {
  /** The first characters of the hub's fingerprint, as the route has them. */
  readonly hub: string;
  readonly slug: string;
  readonly children: ReactNode;
  /** Shown while the base is being read. */
  readonly loading?: ReactNode;
  /** Shown where this device holds no such workshop. */
  readonly missing?: ReactNode;
};

/** Everything inside reads and writes the workshop that the route names. */
export function WorkshopScope({ hub, slug, children, loading = null, missing = null }: Props) {
  const connections = useConnections();
  const workshops = useWorkshops();
  const entry = workshops?.find((w) => w.hub.fingerprint.startsWith(hub) && w.data.slug === slug);
  const connection = connections.find((c) => c.hub.fingerprint === entry?.hub.fingerprint);
  const scope = useMemo(() => (entry && connection ? { entry, connection } : null), [entry, connection]);
  if (!workshops) return loading;
  if (!scope) return missing;
  return (
    <ScopeContext value={scope}>
      <HubSocketContext value={scope.connection.socket}>{children}</HubSocketContext>
    </ScopeContext>
  );
}
