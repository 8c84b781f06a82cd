import type { Row, RowKind } from '#shared/sync/rows.ts';
import { readRow, readRows } from './readRows.ts';
import { useBase } from './useBase.ts';

/** All rows of a kind in the workshop in scope, in no particular order; `undefined` while loading. */
export function useRows<K extends RowKind>(kind: K): readonly Row<K>[] | undefined {
  return useBase(`rows ${kind}`, (database, workshopId) => readRows(database, workshopId, kind));
}

/** A row of the workshop in scope; `null` where there is none, `undefined` while loading. */
export function useRow<K extends RowKind>(kind: K, id: string): Row<K> | null | undefined {
  return useBase(`row ${kind} ${id}`, (database, workshopId) => readRow(database, workshopId, kind, id));
}
