import { useSyncExternalStore } from 'react';
import type { SyncStatus } from './syncStatus.ts';
import { useNearConnection } from './useHubClock.ts';

export type { SyncStatus } from './syncStatus.ts';

const never = () => () => undefined;
const noHub: SyncStatus = { state: 'offline', at: null, reason: null };

/** How the base of the hub in scope stands (outside a scope: of the hub named, else of the first). */
export function useSyncStatus(fingerprint?: string): SyncStatus {
  const status = useNearConnection(fingerprint)?.status;
  return useSyncExternalStore(status?.subscribe ?? never, status?.get ?? (() => noHub));
}
