import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { Store } from '../../store/Store.ts';
import type { Schema } from '../../store/schema.ts';

export type ImportKey = {
  readonly workshopId: string;
  readonly importId: string;
  readonly accountId: string;
};

const PARTS_AT_MOST = 10_000;
/** Characters of parts that one account may have waiting (rule A5). */
const WAITING_AT_MOST = 100 * 1024 * 1024;

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
/** Parts that came before this (ms since 1970) are forgotten. */
const forgotten = (): number => Date.now() - WEEK_MS;

const ofImport = (sql: Kysely<Schema>, { workshopId, importId, accountId }: ImportKey) =>
  sql
    .selectFrom('import_part')
    .where('workshop_id', '=', workshopId)
    .where('import_id', '=', importId)
    .where('account_id', '=', accountId);

/** The numbers of the parts that are here, ascending. */
export async function partsHere(store: Store, key: ImportKey): Promise<readonly number[]> {
  const found = await ofImport(store.read, key).select('part').orderBy('part').execute();
  return found.map(({ part }) => part);
}

/** Throws `RefusedError` too-many where the account has too much waiting already. */
async function checkWaiting(sql: Kysely<Schema>, accountId: string, length: number): Promise<void> {
  const { waiting } = await sql
    .selectFrom('import_part')
    .select((eb) => eb.fn.sum<number | string | null>(eb.fn('length', ['text'])).as('waiting'))
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  if (Number(waiting ?? 0) + length > WAITING_AT_MOST) {
    throw new RefusedError(
      'too-many',
      'parts of imports that were not finished; the hub forgets them after a week',
    );
  }
}

/** Keeps a part; the same one again replaces it. Throws `RefusedError` malformed or too-many. */
export async function keepPart(store: Store, key: ImportKey, part: number, text: string): Promise<void> {
  if (!Number.isInteger(part) || part < 0 || part >= PARTS_AT_MOST) {
    throw new RefusedError('malformed', `part ${part}`);
  }
  const { workshopId, importId, accountId } = key;
  await store.transaction((sql) => sql.deleteFrom('import_part').where('at', '<', forgotten()).execute());
  await checkWaiting(store.read, accountId, text.length);
  await store.transaction((sql) =>
    sql
      .insertInto('import_part')
      .values({
        workshop_id: workshopId,
        import_id: importId,
        account_id: accountId,
        part,
        text,
        at: Date.now(),
      })
      .onConflict((conflict) =>
        conflict.columns(['workshop_id', 'import_id', 'account_id', 'part']).doUpdateSet({ text }),
      )
      .execute(),
  );
}

/** The text that the parts make up. Throws `RefusedError` not-found or damaged. */
export async function joinParts(
  sql: Kysely<Schema>,
  key: ImportKey,
  parts: number,
  sha256: string,
): Promise<string> {
  const found = await ofImport(sql, key).select(['part', 'text']).orderBy('part').execute();
  if (found.length !== parts || found.some(({ part }, i) => part !== i)) {
    throw new RefusedError('not-found', `${found.length} of ${parts} parts of the import are here`);
  }
  const text = found.map((one) => one.text).join('');
  const hash = createHash('sha256').update(text).digest('hex');
  if (hash !== sha256) throw new RefusedError('damaged', 'the parts of the import');
  return text;
}

/** Forgets the parts of an import that was applied. */
export async function dropParts(sql: Kysely<Schema>, { workshopId, importId }: ImportKey): Promise<void> {
  await sql
    .deleteFrom('import_part')
    .where('workshop_id', '=', workshopId)
    .where('import_id', '=', importId)
    .execute();
}
