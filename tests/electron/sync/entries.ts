import type { JournalEntry, Journaled } from '#shared/sync/journal.ts';
import { emptyFold, foldEntry, type JournalFold } from '#shared/sync/journalFold.ts';

export const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
export const owner = { hub: 'H'.repeat(43), accountId: uuid(1) };

export function progress(second: number, recording = 1): JournalEntry {
  const [workshopId, recordingId] = [uuid(100), uuid(200 + recording)];
  return { type: 'progress', workshopId, recordingId, second, finished: false, at: second };
}

export function added(n: number, after: number | null = null): JournalEntry {
  const command = {
    id: uuid(n),
    workshopId: uuid(100),
    name: 'question.vote' as const,
    args: { questionId: uuid(300) },
  };
  return { type: 'command.added', command, at: n, after: after === null ? null : uuid(after) };
}

export function starred(talk: number, title = 'A talk'): JournalEntry {
  return {
    type: 'agenda.starred',
    workshopId: uuid(100),
    talkId: uuid(400 + talk),
    title,
    start: { kind: 'unknown' },
    minutes: null,
    room: null,
    at: 0,
  };
}

export function mark(n: number, text = 'A sample note', second: number | null = n): JournalEntry {
  return {
    type: 'mark.kept',
    markId: uuid(500 + n),
    workshopId: uuid(100),
    recordingId: uuid(201),
    kind: second !== null && n % 2 === 1 ? 'bookmark' : 'note',
    second,
    text,
    at: n,
  };
}

/** One entry of any type, about few things, so that they concern each other. */
export function anyEntry(kind: number, about: number): JournalEntry {
  const id = uuid(about);
  const talk = { workshopId: uuid(100), talkId: uuid(400 + about) };
  const all: readonly JournalEntry[] = [
    added(about),
    { type: 'command.applied', id, rev: about + 1, at: 0 },
    { type: 'command.refused', id, reason: 'not-allowed', detail: null },
    { type: 'command.discarded', id },
    { type: 'command.resent', id },
    starred(about, `Talk ${kind}`),
    { type: 'agenda.unstarred', ...talk },
    { type: 'agenda.reminder', ...talk, minutes: kind },
    progress(kind, about),
    mark(about, `Sample ${kind}`),
    { type: 'mark.removed', markId: uuid(500 + about) },
  ];
  const one = all[kind % all.length];
  if (!one) throw new Error('no entry');
  return one;
}
export const ENTRY_TYPES = 11;

export function foldOf(entries: readonly Journaled[]): JournalFold {
  const fold = emptyFold();
  for (const one of entries) foldEntry(fold, one);
  return fold;
}
