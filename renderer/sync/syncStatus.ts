import type { RefusalReason } from '#shared/contracts/refusals.ts';

/** `at`: when the base was last known to be whole, ms since the epoch; `reason` where refused. */
export type SyncStatus = {
  readonly state: 'synced' | 'syncing' | 'offline' | 'refused';
  readonly at: number | null;
  readonly reason: RefusalReason | null;
};
