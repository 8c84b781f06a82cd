import { assertNever } from '../assertNever.ts';
import type { Command } from '../contracts/commands.ts';
import type { RefusalReason } from '../contracts/refusals.ts';
import type { Moment } from '../program/moment.ts';
import type { Journaled } from './journal.ts';

export type OutboxState = 'waiting' | 'applied' | 'refused';

/** A command in the order of its making (rule S6). `rev` is set once applied, `reason` once refused. */
export type OutboxEntry = {
  /** Its number in the journal. */
  readonly seq: number;
  readonly id: string;
  readonly workshopId: string;
  readonly command: Command;
  /** When it was made, ms on the program's clock. */
  readonly at: number;
  /** The command that must be applied before this one is pushed (rule S6). */
  readonly after: string | null;
  readonly state: OutboxState;
  readonly rev: number | null;
  /** When the hub's answer that it is applied was here, ms on the program's clock. */
  readonly appliedAt: number | null;
  readonly reason: RefusalReason | null;
};

/** A talk that the person put into the agenda, as it stood then (rule S11). */
export type AgendaEntry = {
  readonly workshopId: string;
  readonly talkId: string;
  readonly title: string;
  readonly start: Moment;
  readonly minutes: number | null;
  readonly room: string | null;
  readonly at: number;
  /** Minutes before the start; `null` is no reminder. */
  readonly reminder: number | null;
};

/** Where watching a recording goes on, in seconds (rule S11). */
export type ProgressEntry = {
  readonly workshopId: string;
  readonly recordingId: string;
  readonly second: number;
  readonly finished: boolean;
  readonly at: number;
};

/** A note or a bookmark of this person (rule S11). `second: null`: a note on the whole recording. */
export type MarkEntry = {
  readonly markId: string;
  readonly workshopId: string;
  readonly recordingId: string;
  readonly kind: 'note' | 'bookmark';
  readonly second: number | null;
  /** Markdown. */
  readonly text: string;
  readonly at: number;
};

/** What the entries of a journal come to. The agenda's keys are `agendaKey`s. */
export type JournalFold = {
  readonly commands: Map<string, OutboxEntry>;
  readonly agenda: Map<string, AgendaEntry>;
  readonly progress: Map<string, ProgressEntry>;
  readonly marks: Map<string, MarkEntry>;
};

export function emptyFold(): JournalFold {
  return { commands: new Map(), agenda: new Map(), progress: new Map(), marks: new Map() };
}

export function agendaKey(of: { readonly workshopId: string; readonly talkId: string }): string {
  return `${of.workshopId} ${of.talkId}`;
}

/** Takes one more entry into the fold; entries come in the order of their numbers. */
export function foldEntry(fold: JournalFold, { seq, entry }: Journaled): void {
  switch (entry.type) {
    case 'command.added': {
      const { command, at, after } = entry;
      const { id, workshopId } = command;
      if (fold.commands.has(id)) return;
      fold.commands.set(id, { seq, id, workshopId, command, at, after, ...waiting });
      return;
    }
    case 'command.applied': {
      const { rev, at: appliedAt } = entry;
      change(fold.commands, entry.id, { state: 'applied', rev, appliedAt, reason: null });
      return;
    }
    case 'command.refused':
      change(fold.commands, entry.id, { ...waiting, state: 'refused', reason: entry.reason });
      return;
    case 'command.resent':
      change(fold.commands, entry.id, waiting);
      return;
    case 'command.discarded':
      fold.commands.delete(entry.id);
      return;
    case 'agenda.starred': {
      const { type, ...starred } = entry;
      const key = agendaKey(entry);
      fold.agenda.set(key, { ...starred, reminder: fold.agenda.get(key)?.reminder ?? null });
      return;
    }
    case 'agenda.reminder':
      change(fold.agenda, agendaKey(entry), { reminder: entry.minutes });
      return;
    case 'agenda.unstarred':
      fold.agenda.delete(agendaKey(entry));
      return;
    case 'progress': {
      const { type, ...progress } = entry;
      fold.progress.set(entry.recordingId, progress);
      return;
    }
    case 'mark.kept': {
      const { type, ...mark } = entry;
      fold.marks.set(entry.markId, mark);
      return;
    }
    case 'mark.removed':
      fold.marks.delete(entry.markId);
      return;
    default:
      assertNever(entry);
  }
}

const waiting = { state: 'waiting', rev: null, appliedAt: null, reason: null } as const;

function change<T>(map: Map<string, T>, key: string, by: Partial<T>): void {
  const before = map.get(key);
  if (before !== undefined) map.set(key, { ...before, ...by });
}
