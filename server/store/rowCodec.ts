import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { Audience, StoredRow } from '#shared/sync/audiences.ts';
import { type Change, change, type Row, type RowKind, rowKind } from '#shared/sync/rows.ts';
import type { Schema } from './schema.ts';

type StoredColumns = Selectable<Schema['row']>;
type ShownTo = StoredRow['shownTo'];

const audienceList = z.array(z.string()).transform((list) => list as readonly Audience[]);
const shown = z.record(z.string(), z.int().nonnegative());

function readAudiences(text: string): readonly Audience[] {
  return audienceList.parse(JSON.parse(text));
}

/** Everyone a row was ever for, with the rev that hid it from them, 0 while it is shown (rule S5). */
export function readShownTo(columns: Pick<StoredColumns, 'audiences' | 'shown_to' | 'rev'>): ShownTo {
  const read: unknown = JSON.parse(columns.shown_to);
  if (!Array.isArray(read)) return shown.parse(read) as ShownTo;
  // Hubs of before kept a list without revs: the last write is the latest that can have hidden the row.
  const now = new Set(readAudiences(columns.audiences));
  return Object.fromEntries(audienceList.parse(read).map((one) => [one, now.has(one) ? 0 : columns.rev]));
}

function readChange(columns: StoredColumns): Change {
  const kind = rowKind.parse(columns.kind);
  const base = { workshopId: columns.workshop_id, kind, id: columns.id, rev: columns.rev };
  if (columns.data === null) return { ...base, data: null };
  return { ...base, data: JSON.parse(columns.data) } as Row;
}

/** A row as the store has it. Its data was parsed when it was put, and is not parsed again. */
export function readStoredRow(columns: StoredColumns): StoredRow {
  return {
    change: readChange(columns),
    audiences: readAudiences(columns.audiences),
    shownTo: readShownTo(columns),
  };
}

/** The row, or `null` for a tombstone. */
export function readRow<K extends RowKind>(columns: StoredColumns): Row<K> | null {
  const read = readChange(columns);
  return read.data === null ? null : (read as Row<K>);
}

/** Parses what is to be put. Throws where it is not a row of its kind. */
export function parseRow(row: Row): Row {
  return change.parse(row) as Row;
}
