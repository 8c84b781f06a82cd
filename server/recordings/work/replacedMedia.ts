import type { Kysely } from 'kysely';
import type { Schema } from '../../store/schema.ts';

/**
 * Notes what may be named by no row any more, or not yet: what rows named before a write, in that write, and bytes
 * that come in, before they do. It is looked at until it is named or its bytes are gone, by the next hub too.
 */
export async function noteReplaced(sql: Kysely<Schema>, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  await sql
    .insertInto('replaced_media')
    .values([...new Set(names)].map((name) => ({ name })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function readReplaced(sql: Kysely<Schema>): Promise<readonly string[]> {
  const noted = await sql.selectFrom('replaced_media').select('name').execute();
  return noted.map(({ name }) => name);
}

export async function forgetReplaced(sql: Kysely<Schema>, names: readonly string[]): Promise<void> {
  if (names.length > 0) await sql.deleteFrom('replaced_media').where('name', 'in', names).execute();
}
