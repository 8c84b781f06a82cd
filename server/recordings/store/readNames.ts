import { setImmediate } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { Store } from '../../store/Store.ts';
import type { Schema } from '../../store/schema.ts';

const ROWS_AT_ONCE = 100;
const NAME = /\b[0-9a-f]{64}\b/g;

/** A workshop's rows up to a rev have been looked through. */
type Seen = ReadonlyMap<string, number>;

/** Everything that looks like the id of a rendition or the hash of a blob, wherever in a row it stands. */
export type Names = { readonly names: ReadonlySet<string>; readonly seen: Seen };

function gather(names: Set<string>, text: string | null): void {
  for (const [name] of text?.matchAll(NAME) ?? []) names.add(name);
}

/** Adds what the rows after a rev name; what reads waits between pages, so that the hub goes on meanwhile. */
async function gatherRows(sql: Kysely<Schema>, workshopId: string, after: number, names: Set<string>) {
  let last = after;
  for (;;) {
    const rows = await sql
      .selectFrom('row')
      .select(['rev', 'data'])
      .where('workshop_id', '=', workshopId)
      .where('rev', '>', last)
      .orderBy('rev')
      .limit(ROWS_AT_ONCE)
      .execute();
    for (const { rev, data } of rows) {
      gather(names, data);
      last = rev;
    }
    if (rows.length < ROWS_AT_ONCE) return last;
    await setImmediate();
  }
}

/** What rows name, and what the undoing of an import would bring back. */
export async function readNames({ read }: Pick<Store, 'read'>): Promise<Names> {
  const names = new Set<string>();
  const seen = new Map<string, number>();
  for (const { id } of await read.selectFrom('workshop').select('id').execute()) {
    seen.set(id, await gatherRows(read, id, 0, names));
    const logs = await read
      .selectFrom('import_log')
      .select('changes')
      .where('workshop_id', '=', id)
      .execute();
    for (const { changes } of logs) gather(names, changes);
  }
  return { names, seen };
}

/** What rows name that were written since; in a transaction nobody writes another meanwhile. */
export async function namesSince(sql: Kysely<Schema>, seen: Seen): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  for (const { id } of await sql.selectFrom('workshop').select('id').execute()) {
    await gatherRows(sql, id, seen.get(id) ?? 0, names);
  }
  return names;
}
