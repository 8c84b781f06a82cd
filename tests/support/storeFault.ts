import { sql } from 'kysely';
import type { Store } from '#server/store/Store.ts';

/**
 * Has the database refuse what `on` says, as `UPDATE ON take` or `INSERT ON take WHEN NEW.state = 'open'`, as where
 * the disk is full. Resolves to what mends it.
 */
export async function storeFault(store: Store, on: string): Promise<() => Promise<void>> {
  const trigger = sql.raw(
    `CREATE TRIGGER fault BEFORE ${on} BEGIN SELECT RAISE(ABORT, 'a fault of the test'); END`,
  );
  await store.transaction((tx) => trigger.execute(tx));
  return async () => {
    await store.transaction((tx) => sql.raw('DROP TRIGGER fault').execute(tx));
  };
}
