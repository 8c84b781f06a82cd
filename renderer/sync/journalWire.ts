import type { IpcReply } from '#shared/contracts/ipc.ts';
import type { JournalEntry, Journaled } from '#shared/sync/journal.ts';

/** The journal of one hub and account (rule S11), as main keeps it. Rejects with RefusedError. */
export type JournalWire = {
  /** Resolves once the entries are on the disk. */
  readonly append: (entries: readonly JournalEntry[]) => Promise<void>;
  /** Entries after a number, at most 1,000. */
  readonly read: (after: number) => Promise<IpcReply<'journal.read'>>;
  /** What was appended, here or in another window, in its order. Returns how to stop. */
  readonly onAppended: (listener: (entries: readonly Journaled[]) => void) => () => void;
};
