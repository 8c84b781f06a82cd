import { Dexie } from 'dexie';
import type { Change } from '#shared/sync/rows.ts';
import { putChanges, unusedGeneration } from './base.ts';
import type { BaseKey, FillingRecord, HubDatabase } from './database.ts';
import { baseRows } from './readBase.ts';

/** Rows that are swept in one transaction: short enough that nothing else waits. */
const SWEEP = 500;

export type SnapshotPage = {
  readonly workshopId: string;
  readonly changes: readonly Change[];
  readonly cursor: string;
};

/**
 * Begins a generation beside the base with the first page of a snapshot; one that was begun before is dropped.
 * @returns what is being filled, or `null` where the workshop is not here any more
 */
export function beginFilling(database: HubDatabase, page: SnapshotPage): Promise<FillingRecord | null> {
  const { base, cursors, fillings } = database;
  return database.transaction('rw', base, cursors, fillings, async () => {
    const { workshopId, cursor, changes } = page;
    const known = await cursors.get(workshopId);
    if (!known) return null;
    const before = await fillings.get(workshopId);
    const unused = await unusedGeneration(database, workshopId);
    const generation = Math.max(unused, (before ?? known).generation + 1);
    const filling = { workshopId, generation, cursor };
    await putChanges(database, changes, filling.generation);
    await fillings.put(filling);
    return filling;
  });
}

/** A further page and its cursor; `null` where something else is being filled meanwhile. */
export function addToFilling(
  database: HubDatabase,
  filling: FillingRecord,
  page: SnapshotPage,
): Promise<FillingRecord | null> {
  const { base, fillings } = database;
  return database.transaction('rw', base, fillings, async () => {
    if (!(await isStill(database, filling))) return null;
    const { cursor, changes } = page;
    await putChanges(database, changes, filling.generation);
    const further = { ...filling, cursor };
    await fillings.put(further);
    return further;
  });
}

/**
 * Rule S3: a whole generation becomes the base, with its cursor, in one transaction.
 * @returns false where something else is being filled meanwhile
 */
export function flip(database: HubDatabase, filling: FillingRecord, reached: number): Promise<boolean> {
  const { bases, cursors, fillings } = database;
  return database.transaction('rw', bases, cursors, fillings, async () => {
    const { workshopId, generation, cursor } = filling;
    const known = await cursors.get(workshopId);
    if (!known || !(await isStill(database, filling))) return false;
    await cursors.put({ ...known, generation, cursor, reached });
    await bases.update(workshopId, { generation });
    await fillings.delete(workshopId);
    return true;
  });
}

async function isStill({ fillings }: HubDatabase, filling: FillingRecord): Promise<boolean> {
  const now = await fillings.get(filling.workshopId);
  return now?.generation === filling.generation && now.cursor === filling.cursor;
}

/** Recordings of the base that the generation beside it lacks (rule M8). */
export async function recordingsDropped(
  database: HubDatabase,
  { workshopId, generation }: FillingRecord,
): Promise<readonly string[]> {
  const held = await baseRows(database, workshopId, 'recordingContents');
  const next = held.map(({ id }): BaseKey => [workshopId, generation, 'recordingContents', id]);
  const found = await database.base.bulkGet(next);
  return held.filter((_, n) => found[n] === undefined).map((row) => row.data.recordingId);
}

/** Deletes the rows that are in no base and in nothing that is being filled, a few at a time. */
export async function sweep(database: HubDatabase): Promise<void> {
  for (;;) {
    const left = await leftOver(database);
    if (!left) return;
    const [workshopId, generation] = left;
    const rows = database.base
      .where(':id')
      .between([workshopId, generation, Dexie.minKey], [workshopId, generation, Dexie.maxKey]);
    const { base, cursors, fillings } = database;
    await database.transaction('rw', base, cursors, fillings, async () => {
      if (!(await isKept(database, workshopId, generation))) await rows.limit(SWEEP).delete();
    });
    await new Promise((later) => setTimeout(later));
  }
}

type Generation = readonly [workshopId: string, generation: number];

/** The first generation of a workshop that nothing reads any more. */
async function leftOver(database: HubDatabase): Promise<Generation | null> {
  let behind: unknown = Dexie.minKey;
  for (;;) {
    const [key] = await database.base.where(':id').above(behind).limit(1).primaryKeys();
    if (!key) return null;
    const [workshopId, generation] = key;
    if (!(await isKept(database, workshopId, generation))) return [workshopId, generation];
    behind = [workshopId, generation, Dexie.maxKey];
  }
}

async function isKept(database: HubDatabase, workshopId: string, generation: number): Promise<boolean> {
  const known = await database.cursors.get(workshopId);
  const filling = await database.fillings.get(workshopId);
  return known !== undefined && (known.generation === generation || filling?.generation === generation);
}

/** True where the base is whole at this cursor, and no snapshot is on its way to replace it. */
export async function isCurrent(
  { cursors, fillings }: HubDatabase,
  workshopId: string,
  cursor: string,
): Promise<boolean> {
  const known = await cursors.get(workshopId);
  return known?.cursor === cursor && (await fillings.get(workshopId)) === undefined;
}
