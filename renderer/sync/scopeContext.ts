import { createContext, useContext } from 'react';
import type { HubConnection } from './HubConnection.ts';
import type { WorkshopEntry } from './useWorkshops.ts';

export type Scope = { readonly entry: WorkshopEntry; readonly connection: HubConnection };

export const ScopeContext = createContext<Scope | null>(null);

export function useScope(): Scope {
  const scope = useContext(ScopeContext);
  if (!scope) throw new Error('this needs a WorkshopScope around it');
  return scope;
}

/** The workshop of the route. */
export function useWorkshop(): WorkshopEntry {
  return useScope().entry;
}
