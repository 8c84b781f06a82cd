import { randomUUID } from 'node:crypto';
import type { JournalWire } from '#renderer/sync/journalWire.ts';
import { type JournalEntry, type Journaled, journalEntry } from '#shared/sync/journal.ts';

/** A journal in memory: it outlives whatever happens to the database of its device. */
export class MemoryJournal implements JournalWire {
  readonly entries: Journaled[] = [];
  readonly #generation = randomUUID();
  readonly #listeners = new Set<(entries: readonly Journaled[]) => void>();

  readonly append: JournalWire['append'] = async (entries: readonly JournalEntry[]) => {
    const before = this.entries.length;
    for (const entry of entries) {
      this.entries.push({ seq: this.entries.length + 1, entry: journalEntry.parse(structuredClone(entry)) });
    }
    for (const listener of [...this.#listeners]) listener(structuredClone(this.entries.slice(before)));
  };

  readonly read: JournalWire['read'] = async (after) => ({
    generation: this.#generation,
    entries: structuredClone(this.entries.slice(after, after + 50)),
    last: this.entries.length,
    damaged: 0,
  });

  readonly onAppended: JournalWire['onAppended'] = (listener) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}
