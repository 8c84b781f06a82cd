import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, inject, onTestFinished } from 'vitest';
import { createLog } from '#server/log.ts';
import type { Database } from '#server/store/Database.ts';
import { newId } from '#server/store/newId.ts';
import { openPostgres } from '#server/store/postgres/openPostgres.ts';
import { SqlStore } from '#server/store/SqlStore.ts';
import { openSqlite } from '#server/store/sqlite.ts';
import { Heads } from '#server/sync/Heads.ts';
import { serverUrl } from '#tests/support/postgres/sharedCluster.ts';
import { createTestDatabase } from '#tests/support/postgres/testDatabase.ts';

/** Opens one and the same empty database, as often as it is called. */
export type OpenDatabase = () => Promise<Database>;

async function sqlite(): Promise<OpenDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-store-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return () => openSqlite(join(folder, 'hub.db'));
}

async function postgres(): Promise<OpenDatabase> {
  const url = await createTestDatabase();
  return () => openPostgres(url, createLog('silent'), { patience: 3_000 });
}

/** Every database that a hub can run on: the contract's cases run on each. */
export const databases = [
  { name: 'SQLite', prepare: sqlite },
  { name: 'PostgreSQL', prepare: postgres },
] as const;

export type Prepare = (typeof databases)[number]['prepare'];

/** Starts the server before the first case, whose time it would take otherwise. */
export function startServerFirst(name: string): void {
  beforeAll(async () => {
    if (name === 'PostgreSQL') await serverUrl(inject('clusterFolder'));
  }, 120_000);
}

/** A store that is closed when the test ends. */
export async function openStore(open: OpenDatabase) {
  const heads = new Heads();
  const database = await open();
  const store = await SqlStore.open(database, heads);
  onTestFinished(() => store.close());
  return { store, heads, database };
}

/** A store on an empty database with one workshop; `open` opens the same database again. */
export async function prepareStore(prepare: Prepare) {
  const open = await prepare();
  const opened = await openStore(open);
  const workshopId = newId();
  await opened.store.createWorkshop(workshopId, 'sample');
  return { ...opened, open, workshopId };
}

/**
 * A second connection to the same database, as a command beside the hub has one. On SQLite it is the
 * first again: two connections in one process would wait for one another's locks without an end.
 */
export async function openSecond(open: OpenDatabase, first: SqlStore): Promise<SqlStore> {
  const database = await open();
  if (!database.writesSideBySide) {
    await database.close();
    return first;
  }
  await database.close();
  return (await openStore(open)).store;
}

/** A promise that the test itself resolves. */
export function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: () => resolve() };
}
