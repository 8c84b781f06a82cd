import type { Standing } from '#shared/program/agendaChanges.ts';
import { roomIdOf, standingOf, type TalkRows } from '#shared/program/standing.ts';
import type { JournalEntry } from '#shared/sync/journal.ts';
import type { AgendaEntry, HubDatabase } from '../sync/database.ts';
import type { HubConnection } from '../sync/HubConnection.ts';
import { programTime } from '../sync/hubClock.ts';
import { baseRow } from '../sync/readBase.ts';

export type TalkOf = { readonly workshopId: string; readonly talkId: string };
type Connection = Pick<HubConnection, 'database' | 'clock' | 'keep'>;

/** A talk of the base with its session and room; `null` where the base has no such talk. */
export async function readTalkRows(
  database: HubDatabase,
  { workshopId, talkId }: TalkOf,
): Promise<TalkRows | null> {
  const talk = await baseRow(database, workshopId, 'talk', talkId);
  if (!talk) return null;
  const { sessionId } = talk.data;
  const session = sessionId === null ? null : await baseRow(database, workshopId, 'session', sessionId);
  const roomId = roomIdOf(talk, session);
  const room = roomId === null ? null : await baseRow(database, workshopId, 'room', roomId);
  return { talk, session, room };
}

/**
 * Whether the base can say that something is gone from a workshop. While it comes back, after the database was
 * reset or the hub began another epoch, it cannot (rule S11).
 */
export async function canTellGone(database: HubDatabase, workshopId: string): Promise<boolean> {
  const hub = await database.hub.get('hub');
  if (!hub || hub.at === null) return false;
  return (await database.cursors.get(workshopId))?.cursor !== null;
}

function starredEntry(connection: Connection, of: TalkOf, standing: Standing): JournalEntry {
  const at = programTime(connection.clock.get(), Date.now());
  return { type: 'agenda.starred', ...of, ...standing, at };
}

/**
 * Puts a talk into the agenda as it stands now, with the reminder (minutes before, `null` for none). Rejects
 * as `keep` does; a talk that the base has not is left out.
 */
export async function star(connection: Connection, of: TalkOf, reminder: number | null): Promise<void> {
  const rows = await readTalkRows(connection.database, of);
  if (!rows) return;
  await connection.keep([
    starredEntry(connection, of, standingOf(rows)),
    { type: 'agenda.reminder', ...of, minutes: reminder },
  ]);
}

export function unstar(connection: Connection, of: TalkOf): Promise<void> {
  return connection.keep([{ type: 'agenda.unstarred', ...of }]);
}

/** Takes an `unstar` back: what the agenda remembered of the talk, with its reminder. */
export function restar(connection: Connection, entry: AgendaEntry): Promise<void> {
  const { reminder, ...starred } = entry;
  const { workshopId, talkId } = entry;
  return connection.keep([
    { type: 'agenda.starred', ...starred },
    { type: 'agenda.reminder', workshopId, talkId, minutes: reminder },
  ]);
}

export function setReminder(connection: Connection, of: TalkOf, minutes: number | null): Promise<void> {
  return connection.keep([{ type: 'agenda.reminder', ...of, minutes }]);
}

/** The person has seen what changed: the agenda remembers the talk as it stands now, and forgets what is gone. */
export async function markSeen(connection: Connection, talks: readonly TalkOf[]): Promise<void> {
  const entries: JournalEntry[] = [];
  for (const of of talks) {
    const rows = await readTalkRows(connection.database, of);
    if (rows) entries.push(starredEntry(connection, of, standingOf(rows)));
    else if (await canTellGone(connection.database, of.workshopId)) {
      entries.push({ type: 'agenda.unstarred', ...of });
    }
  }
  if (entries.length > 0) await connection.keep(entries);
}
