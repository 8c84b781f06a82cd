import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Journal } from '#electron/sync/Journal.ts';
import type { JournalWire } from '#renderer/sync/journalWire.ts';
import { type Journaled, journalEntry } from '#shared/sync/journal.ts';
import { log, newFolder } from '#tests/electron/support/parts.ts';

/** Main's own journal in a folder of its own, with a wire to it as the windows have. */
export type RealJournal = {
  readonly wire: JournalWire;
  readonly path: string;
  readonly journal: () => Journal;
  /** Closes it and opens it again, as a new start of main does. */
  readonly reopen: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export async function realJournal(accountId: string): Promise<RealJournal> {
  const folder = await newFolder();
  const path = join(folder, 'sample.journal');
  const listeners = new Set<(entries: readonly Journaled[]) => void>();
  const onAppended = (entries: readonly Journaled[]) => {
    for (const listener of [...listeners]) listener(structuredClone(entries));
  };
  const owner = { hub: 'A'.repeat(43), accountId };
  const open = () => Journal.open({ path, owner, log, clock: Date.now, onAppended });
  let journal = await open();
  return {
    path,
    journal: () => journal,
    wire: {
      append: async (entries) => {
        await journal.append(entries.map((one) => journalEntry.parse(structuredClone(one))));
      },
      read: async (after) => structuredClone(journal.read(after)),
      onAppended: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    reopen: async () => {
      await journal.close();
      journal = await open();
    },
    close: async () => {
      await journal.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
