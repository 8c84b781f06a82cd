import { Dexie } from 'dexie';
import type { Row, RowKind } from '#shared/sync/rows.ts';
import type { HubDatabase } from './database.ts';

/** All rows of a kind in a workshop's base, in no particular order; none where the workshop is not here. */
export async function baseRows<K extends RowKind>(
  database: HubDatabase,
  workshopId: string,
  kind: K,
): Promise<readonly Row<K>[]> {
  const { base, bases } = database;
  return database.transaction('r', base, bases, async () => {
    const known = await bases.get(workshopId);
    if (!known) return [];
    const { generation } = known;
    const rows = await base
      .where(':id')
      .between([workshopId, generation, kind, Dexie.minKey], [workshopId, generation, kind, Dexie.maxKey])
      .toArray();
    return rows as unknown as Row<K>[];
  });
}

/** A row of a workshop's base, or `null` where there is none. */
export async function baseRow<K extends RowKind>(
  database: HubDatabase,
  workshopId: string,
  kind: K,
  id: string,
): Promise<Row<K> | null> {
  const { base, bases } = database;
  return database.transaction('r', base, bases, async () => {
    const known = await bases.get(workshopId);
    if (!known) return null;
    const row = await base.get([workshopId, known.generation, kind, id]);
    return (row as unknown as Row<K> | undefined) ?? null;
  });
}

/** All rows of a kind on this device, of every workshop of the hub. */
export async function allBaseRows<K extends RowKind>(
  database: HubDatabase,
  kind: K,
): Promise<readonly Row<K>[]> {
  const { base, bases } = database;
  return database.transaction('r', base, bases, async () => {
    const known = await bases.toArray();
    const lists = await Promise.all(known.map(({ workshopId }) => baseRows(database, workshopId, kind)));
    return lists.flat();
  });
}

/** Every row of a workshop's base, and the rev that the base has reached. */
export async function allRowsOf(
  database: HubDatabase,
  workshopId: string,
): Promise<{ readonly rows: readonly Row[]; readonly reached: number }> {
  const { base, cursors } = database;
  return database.transaction('r', base, cursors, async () => {
    const known = await cursors.get(workshopId);
    if (!known) return { rows: [], reached: 0 };
    const { generation, reached } = known;
    const rows = await base
      .where(':id')
      .between([workshopId, generation, Dexie.minKey], [workshopId, generation, Dexie.maxKey])
      .toArray();
    return { rows, reached };
  });
}

/** How many rows of a kind each workshop of the hub has in its base, by its id, without reading them. */
export async function countBaseRows(
  database: HubDatabase,
  kind: RowKind,
): Promise<ReadonlyMap<string, number>> {
  const { base, bases } = database;
  return database.transaction('r', base, bases, async () => {
    const counts = new Map<string, number>();
    for (const { workshopId, generation } of await bases.toArray()) {
      const from = [workshopId, generation, kind, Dexie.minKey];
      const until = [workshopId, generation, kind, Dexie.maxKey];
      counts.set(workshopId, await base.where(':id').between(from, until).count());
    }
    return counts;
  });
}
