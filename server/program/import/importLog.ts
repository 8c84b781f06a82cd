import { z } from 'zod';
import { programKind } from '#shared/program/programKinds.ts';
import type { WorkshopWrite } from '../../store/Store.ts';

/** What an import did to a row. `rev`: what it was written at; `null` where the import removed it. */
const loggedChange = z.object({
  kind: programKind,
  id: z.uuid(),
  before: z.record(z.string(), z.unknown()).nullable(),
  rev: z.int().positive().nullable(),
});
export type LoggedChange = z.infer<typeof loggedChange>;

export async function writeLog(
  tx: WorkshopWrite,
  importId: string,
  changes: readonly LoggedChange[],
): Promise<void> {
  await tx.sql
    .insertInto('import_log')
    .values({ workshop_id: tx.workshopId, import_id: importId, changes: JSON.stringify(changes) })
    .execute();
}

/** What an import did, in its order; `null` where there was no such import. */
export async function readLog(tx: WorkshopWrite, importId: string): Promise<readonly LoggedChange[] | null> {
  const found = await tx.sql
    .selectFrom('import_log')
    .select('changes')
    .where('workshop_id', '=', tx.workshopId)
    .where('import_id', '=', importId)
    .executeTakeFirst();
  return found ? z.array(loggedChange).parse(JSON.parse(found.changes)) : null;
}
