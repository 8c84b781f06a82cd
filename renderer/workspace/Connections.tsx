import type { ReactNode } from 'react';
import { HubProvider } from '../sync/HubProvider.tsx';
import { HubsProvider } from './HubsContext.tsx';

/** The joined hubs and their bases, for everything inside. */
export function Connections({ children }: { readonly children: ReactNode }) {
  return (
    <HubsProvider>
      <HubProvider>{children}</HubProvider>
    </HubsProvider>
  );
}
