import { isDeepStrictEqual } from 'node:util';
import type { RowData, RowKind } from '#shared/sync/rows.ts';
import type { Store } from '../store/Store.ts';

/** A row that is not stored yet. */
export type NewRow = {
  readonly [K in RowKind]: { readonly kind: K; readonly id: string; readonly data: RowData<K> };
}[RowKind];

/** Stores a workshop's rows in one write; a row that is as it was before is left alone. */
export async function putRows(store: Store, workshopId: string, rows: readonly NewRow[]): Promise<void> {
  await store.write(workshopId, async (tx) => {
    for (const row of rows) {
      const before = await tx.row(row.kind, row.id);
      if (isDeepStrictEqual(before?.data, row.data)) continue;
      await tx.put(row.kind, row.id, row.data);
    }
  });
}
