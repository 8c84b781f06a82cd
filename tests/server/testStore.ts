import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { newId } from '#server/store/newId.ts';
import { SqlStore } from '#server/store/SqlStore.ts';
import { openSqlite } from '#server/store/sqlite.ts';
import { Heads } from '#server/sync/Heads.ts';

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A real store in a folder of its own, with one empty workshop; closed when the test ends. */
export async function openTestStore() {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-test-'));
  const heads = new Heads();
  const store = await SqlStore.open(await openSqlite(join(folder, 'hub.db')), heads);
  onTestFinished(async () => {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });
  const workshopId = newId();
  await store.createWorkshop(workshopId, 'sample');
  return { store, heads, workshopId, folder };
}
