import type { JournalEntry } from './journal.ts';
import type { AgendaEntry, MarkEntry, OutboxEntry, ProgressEntry } from './journalFold.ts';

type KeptCommand = Pick<OutboxEntry, 'command' | 'at' | 'state' | 'rev' | 'reason'> & Partial<OutboxEntry>;

/** What comes to these commands when it is journaled; they are given in the order of their making. */
export function entriesOfCommands(commands: readonly KeptCommand[]): readonly JournalEntry[] {
  return commands.flatMap((one): JournalEntry[] => {
    const { command, at, state, rev, reason } = one;
    const { id } = command;
    const added: JournalEntry = { type: 'command.added', command, at, after: one.after ?? null };
    if (state === 'applied' && rev !== null) {
      return [added, { type: 'command.applied', id, rev, at: one.appliedAt ?? at }];
    }
    if (state !== 'refused') return [added];
    return [added, { type: 'command.refused', id, reason: reason ?? 'hub-error', detail: null }];
  });
}

export function entriesOfAgenda(agenda: readonly AgendaEntry[]): readonly JournalEntry[] {
  return agenda.flatMap(({ reminder, ...starred }): JournalEntry[] => {
    const { workshopId, talkId } = starred;
    const star: JournalEntry = { type: 'agenda.starred', ...starred };
    if (reminder === null) return [star];
    return [star, { type: 'agenda.reminder', workshopId, talkId, minutes: reminder }];
  });
}

export function entriesOfProgress(progress: readonly ProgressEntry[]): readonly JournalEntry[] {
  return progress.map((one) => ({ type: 'progress', ...one }));
}

export function entriesOfMarks(marks: readonly MarkEntry[]): readonly JournalEntry[] {
  return marks.map((one) => ({ type: 'mark.kept', ...one }));
}
