import type { Recording } from './recording.ts';

export type Withdrawal = Pick<Recording, 'withdrawn' | 'withdrawnBy'>;

/** Who withdraws a recording, or brings it back. */
export type Withdrawer = { readonly accountId: string; readonly isOrganizer: boolean };

/** Organizers bring back everything; a speaker of the talk what the same account withdrew. */
export function mayBringBack({ withdrawn, withdrawnBy }: Withdrawal, by: Withdrawer): boolean {
  return by.isOrganizer || !withdrawn || withdrawnBy === by.accountId;
}

/**
 * How a recording stands after somebody withdrew it (`true`) or brought it back; `undefined` changes nothing. An
 * organizer's withdrawal takes the place of a speaker's, and never the other way round.
 */
export function withdrawalAfter(
  before: Withdrawal,
  withdrawn: boolean | undefined,
  by: Withdrawer,
): Withdrawal {
  if (withdrawn === false) return { withdrawn: false, withdrawnBy: null };
  if (withdrawn === undefined || (before.withdrawn && !by.isOrganizer)) {
    return { withdrawn: before.withdrawn, withdrawnBy: before.withdrawnBy };
  }
  return { withdrawn: true, withdrawnBy: by.accountId };
}
