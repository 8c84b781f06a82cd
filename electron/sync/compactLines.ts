import { type JournalEntry, journalEntry } from '#shared/sync/journal.ts';
import { agendaKey } from '#shared/sync/journalFold.ts';
import type { JournalLine } from './journalLines.ts';

/** So long an applied command is kept (rule S6). */
const APPLIED_MS = 30 * 24 * 60 * 60 * 1000;

type Read<T extends JournalEntry['type']> = {
  readonly line: JournalLine;
  readonly entry: Extract<JournalEntry, { readonly type: T }>;
};
type OfCommand = Read<Extract<JournalEntry['type'], `command.${string}`>>;
type OfAgenda = Read<Extract<JournalEntry['type'], `agenda.${string}`>>;

/**
 * The lines that come to the same as all of them: what waits or was refused, what was applied in the last 30
 * days, the agenda as it is, the last progress. Lines of a newer Lectern are all kept.
 * @param now main's clock, ms
 */
export function compactLines(lines: readonly JournalLine[], now: number): readonly JournalLine[] {
  const kept: JournalLine[] = [];
  const commands = new Map<string, OfCommand[]>();
  const agenda = new Map<string, OfAgenda[]>();
  const progress = new Map<string, JournalLine>();
  const marks = new Map<string, JournalLine>();
  let hasUnknown = false;
  for (const line of lines) {
    const read = journalEntry.safeParse(line.entry);
    if (!read.success) {
      hasUnknown = true;
      kept.push(line);
      continue;
    }
    const entry = read.data;
    if (entry.type === 'progress') progress.set(entry.recordingId, line);
    else if (entry.type === 'mark.kept') marks.set(entry.markId, line);
    else if (entry.type === 'mark.removed') marks.delete(entry.markId);
    else if (isOfAgenda(entry)) push(agenda, agendaKey(entry), { line, entry });
    else push(commands, entry.type === 'command.added' ? entry.command.id : entry.id, { line, entry });
  }
  for (const of of commands.values()) kept.push(...keptOfCommand(of, now, hasUnknown));
  for (const of of agenda.values()) kept.push(...keptOfTalk(of));
  kept.push(...progress.values(), ...marks.values());
  return kept.sort((a, b) => a.seq - b.seq);
}

function isOfAgenda(entry: JournalEntry): entry is OfAgenda['entry'] {
  return entry.type.startsWith('agenda.');
}

function push<T>(map: Map<string, T[]>, key: string, one: T): void {
  const list = map.get(key);
  if (list) list.push(one);
  else map.set(key, [one]);
}

/** `hasUnknown`: what a command without its beginning is about may be in a line that only a newer Lectern reads. */
function keptOfCommand(of: readonly OfCommand[], now: number, hasUnknown: boolean): readonly JournalLine[] {
  if (hasUnknown && !of.some(({ entry }) => entry.type === 'command.added'))
    return of.map(({ line }) => line);
  const gone = of.findLastIndex(({ entry }) => entry.type === 'command.discarded');
  const since = of.slice(gone + 1);
  const begin = since.findIndex(({ entry }) => entry.type === 'command.added');
  const added = since[begin];
  if (!added) return [];
  const last = since.slice(begin).findLast(({ entry }) => entry.type !== 'command.added');
  if (!last || last.entry.type === 'command.resent') return [added.line];
  const isOld = last.entry.type === 'command.applied' && last.line.time < now - APPLIED_MS;
  return isOld ? [] : [added.line, last.line];
}

/** A star that is set again renews what the talk was like and keeps the reminder, so the first one stays too. */
function keptOfTalk(of: readonly OfAgenda[]): readonly JournalLine[] {
  const left = of.findLastIndex(({ entry }) => entry.type === 'agenda.unstarred');
  const since = of.slice(left + 1);
  const first = since.find(({ entry }) => entry.type === 'agenda.starred');
  if (!first) return [];
  const starred = since.findLast(({ entry }) => entry.type === 'agenda.starred');
  const reminder = since.findLast(
    ({ line, entry }) => entry.type === 'agenda.reminder' && line.seq > first.line.seq,
  );
  return [...new Set([first, starred, reminder])].flatMap((one) => (one ? [one.line] : []));
}
