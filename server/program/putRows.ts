import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { type Row, type RowData, type RowInput, type RowKind, rowKinds } from '#shared/sync/rows.ts';
import type { Store } from '../store/Store.ts';

/** A row that is not stored yet. */
export type NewRow = {
  readonly [K in RowKind]: { readonly kind: K; readonly id: string; readonly data: RowInput<K> };
}[RowKind];

const putBefore = z.record(z.string(), z.string());

/** What no file says of a recording: that it is open (rule S4), and what its organizers decided here. */
function saidByHub(before: Row | null): Partial<RowData<'recordingContents' | 'recording'>> {
  if (before?.kind === 'recordingContents') {
    return { released: before.data.released, withdrawn: before.data.withdrawn };
  }
  if (before?.kind !== 'recording') return {};
  const { withdrawn, withdrawnBy, mayBeKept } = before.data;
  return { withdrawn, withdrawnBy, mayBeKept };
}

/**
 * Stores the rows of a workshop's own files in one write. A row whose file is as it was at the last time
 * is left as it is now, whoever has edited it since; one that is as its file says is left alone.
 */
export async function putRows(store: Store, workshopId: string, rows: readonly NewRow[]): Promise<void> {
  const key = `files:${workshopId}`;
  const known = putBefore.parse(JSON.parse((await store.meta(key)) ?? '{}'));
  const now: Record<string, string> = {};
  await store.write(workshopId, async (tx) => {
    for (const { kind, id, data } of rows) {
      const read: unknown = rowKinds[kind].parse(data);
      const name = `${kind} ${id}`;
      const hash = createHash('sha256').update(JSON.stringify(read)).digest('base64url');
      now[name] = hash;
      if (known[name] === hash) continue;
      const before = await tx.row(kind, id);
      const next = { ...data, ...saidByHub(before) };
      const isSame = isDeepStrictEqual(before?.data, rowKinds[kind].parse(next));
      if (!isSame) await tx.put(kind, id, next as RowInput<RowKind>);
    }
  });
  await store.setMeta(key, JSON.stringify({ ...known, ...now }));
}
