import { programKind } from '#shared/program/programKinds.ts';
import { applyProgramPending } from '#shared/sync/applyProgramPending.ts';
import { applyRecordingPending, isRecordingKind } from '#shared/sync/applyRecordingPending.ts';
import type { Row, RowKind } from '#shared/sync/rows.ts';
import type { HubDatabase } from './database.ts';
import { pendingCommands } from './pendingCommands.ts';
import { baseRow, baseRows } from './readBase.ts';

type Read<K extends RowKind> = () => Promise<readonly Row<K>[]>;

/** Base and outbox in one reading, so that nothing flickers (S7). `id`: only commands on this row count. */
function withPending<K extends RowKind>(
  database: HubDatabase,
  workshopId: string,
  kind: K,
  read: Read<K>,
  id: string | null,
): Promise<readonly Row<K>[]> {
  const isOfRecordings = isRecordingKind(kind);
  if (!isOfRecordings && !programKind.safeParse(kind).success) return read();
  const { base, bases, cursors, commands } = database;
  return database.transaction('r', base, bases, cursors, commands, async () => {
    const rows = await read();
    const entries = await pendingCommands(database, workshopId);
    const pending = entries.flatMap(({ state, command }) => {
      const isElsewhere = id !== null && 'id' in command.args && command.args.id !== id;
      return state === 'refused' || isElsewhere ? [] : [command];
    });
    if (isOfRecordings) return applyRecordingPending(rows, kind, pending, database.accountId);
    return applyProgramPending(rows, kind, pending);
  });
}

/** All rows of a kind as their reader sees them. */
export function readRows<K extends RowKind>(
  database: HubDatabase,
  workshopId: string,
  kind: K,
): Promise<readonly Row<K>[]> {
  return withPending(database, workshopId, kind, () => baseRows(database, workshopId, kind), null);
}

/** A row as its reader sees it, or `null` where there is none. */
export async function readRow<K extends RowKind>(
  database: HubDatabase,
  workshopId: string,
  kind: K,
  id: string,
): Promise<Row<K> | null> {
  const read = async () => {
    const row = await baseRow(database, workshopId, kind, id);
    return row ? [row] : [];
  };
  const [row] = await withPending(database, workshopId, kind, read, id);
  return row ?? null;
}
