import type { MarkEntry } from '../sync/database.ts';
import type { HubConnection } from '../sync/HubConnection.ts';
import { programTime } from '../sync/hubClock.ts';

type Connection = Pick<HubConnection, 'clock' | 'keep'>;

export type NewMark = Pick<MarkEntry, 'workshopId' | 'recordingId' | 'kind' | 'second' | 'text'>;

/** The most characters of a note. */
export const NOTE_MAX_LENGTH = 20_000;

/** Resolves once the mark is in the journal (rule S11); rejects with RefusedError, and then nothing is kept. */
export async function makeMark(connection: Connection, mark: NewMark): Promise<MarkEntry> {
  const at = programTime(connection.clock.get(), Date.now());
  const made = { ...mark, markId: crypto.randomUUID(), at };
  await keepMark(connection, made);
  return made;
}

/** Keeps a mark in place of what it was before, or again after it was removed. */
export function keepMark(connection: Connection, mark: MarkEntry): Promise<void> {
  const { markId, workshopId, recordingId, kind, second, text, at } = mark;
  return connection.keep([{ type: 'mark.kept', markId, workshopId, recordingId, kind, second, text, at }]);
}

export function removeMark(connection: Connection, { markId }: MarkEntry): Promise<void> {
  return connection.keep([{ type: 'mark.removed', markId }]);
}
