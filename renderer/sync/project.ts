import type { Journaled } from '#shared/sync/journal.ts';
import { agendaKey, emptyFold, foldEntry, type JournalFold } from '#shared/sync/journalFold.ts';
import type { HubDatabase } from './database.ts';

/** Entries of one generation of the journal, `after` a number up to `last`. */
export type JournalBatch = {
  readonly generation: string;
  readonly after: number;
  readonly entries: readonly Journaled[];
  readonly last: number;
};

const tablesOf = ({ commands, agenda, progress, marks, projection }: HubDatabase) =>
  [commands, agenda, progress, marks, projection] as const;

/**
 * Rule S11: takes a batch over, with its last number, in one transaction.
 * @returns false where the projection is not at the batch's `after`; then nothing is taken over
 */
export function project(database: HubDatabase, batch: JournalBatch): Promise<boolean> {
  const { generation, after, entries, last } = batch;
  return database.transaction('rw', tablesOf(database), async () => {
    const known = await database.projection.get('journal');
    if (known?.generation !== generation || known.seq !== after) return false;
    const touched = touchedBy(entries);
    const fold = await readFold(database, touched);
    for (const one of entries) foldEntry(fold, one);
    await writeFold(database, touched, fold);
    await database.projection.put({ key: 'journal', generation, seq: last });
    return true;
  });
}

/** Makes the projection anew from a whole journal. */
export function projectAnew(database: HubDatabase, batch: Omit<JournalBatch, 'after'>): Promise<void> {
  const { generation, entries, last } = batch;
  const fold = emptyFold();
  for (const one of entries) foldEntry(fold, one);
  return database.transaction('rw', tablesOf(database), async () => {
    const { commands, agenda, progress, marks, projection } = database;
    await Promise.all([commands.clear(), agenda.clear(), progress.clear(), marks.clear()]);
    await commands.bulkAdd([...fold.commands.values()]);
    await agenda.bulkAdd([...fold.agenda.values()]);
    await progress.bulkAdd([...fold.progress.values()]);
    await marks.bulkAdd([...fold.marks.values()]);
    await projection.put({ key: 'journal', generation, seq: last });
  });
}

type Touched = {
  readonly commands: readonly string[];
  readonly talks: readonly { readonly workshopId: string; readonly talkId: string }[];
  readonly recordings: readonly string[];
  readonly marks: readonly string[];
};

function touchedBy(entries: readonly Journaled[]): Touched {
  const commands = new Set<string>();
  const talks = new Map<string, { workshopId: string; talkId: string }>();
  const recordings = new Set<string>();
  const marks = new Set<string>();
  for (const { entry } of entries) {
    if (entry.type === 'command.added') commands.add(entry.command.id);
    else if ('id' in entry) commands.add(entry.id);
    else if ('markId' in entry) marks.add(entry.markId);
    else if (entry.type === 'progress') recordings.add(entry.recordingId);
    else talks.set(agendaKey(entry), { workshopId: entry.workshopId, talkId: entry.talkId });
  }
  return {
    commands: [...commands],
    talks: [...talks.values()],
    recordings: [...recordings],
    marks: [...marks],
  };
}

async function readFold(database: HubDatabase, touched: Touched): Promise<JournalFold> {
  const fold = emptyFold();
  const { commands, agenda, progress, marks } = database;
  for (const one of await marks.bulkGet([...touched.marks])) if (one) fold.marks.set(one.markId, one);
  for (const one of await commands.bulkGet([...touched.commands])) if (one) fold.commands.set(one.id, one);
  const keys = touched.talks.map(({ workshopId, talkId }): [string, string] => [workshopId, talkId]);
  for (const one of await agenda.bulkGet(keys)) if (one) fold.agenda.set(agendaKey(one), one);
  for (const one of await progress.bulkGet([...touched.recordings])) {
    if (one) fold.progress.set(one.recordingId, one);
  }
  return fold;
}

async function writeFold(database: HubDatabase, touched: Touched, fold: JournalFold): Promise<void> {
  const { commands, agenda, progress, marks } = database;
  await marks.bulkPut([...fold.marks.values()]);
  await marks.bulkDelete(touched.marks.filter((id) => !fold.marks.has(id)));
  await commands.bulkPut([...fold.commands.values()]);
  await commands.bulkDelete(touched.commands.filter((id) => !fold.commands.has(id)));
  await agenda.bulkPut([...fold.agenda.values()]);
  const left = touched.talks.filter((talk) => !fold.agenda.has(agendaKey(talk)));
  await agenda.bulkDelete(left.map(({ workshopId, talkId }): [string, string] => [workshopId, talkId]));
  await progress.bulkPut([...fold.progress.values()]);
}
