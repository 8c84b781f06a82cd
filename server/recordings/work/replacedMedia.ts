import type { Kysely } from 'kysely';
import type { Store } from '../../store/Store.ts';
import type { Schema } from '../../store/schema.ts';
import type { Renditions } from '../Renditions.ts';

/** Notes in a write what rows named before it, so that it is looked at when the write is committed. */
export async function noteReplaced(sql: Kysely<Schema>, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  await sql
    .insertInto('replaced_media')
    .values([...new Set(names)].map((name) => ({ name })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Removes what was replaced and is named by no row any more. */
export async function removeReplaced(store: Store, renditions: Renditions): Promise<void> {
  const noted = await store.read.selectFrom('replaced_media').select('name').execute();
  const names = noted.map(({ name }) => name);
  if (names.length === 0) return;
  await renditions.settle([], names);
  await store.transaction((sql) => sql.deleteFrom('replaced_media').where('name', 'in', names).execute());
}
