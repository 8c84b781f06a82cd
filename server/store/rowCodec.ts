import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { Audience, StoredRow } from '#shared/sync/audiences.ts';
import { type Change, change, type Row, type RowKind, rowKind } from '#shared/sync/rows.ts';
import type { Schema } from './schema.ts';

type StoredColumns = Selectable<Schema['row']>;

const audienceList = z.array(z.string()).transform((list) => list as readonly Audience[]);

export function readAudiences(text: string): readonly Audience[] {
  return audienceList.parse(JSON.parse(text));
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
    shownTo: readAudiences(columns.shown_to),
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
