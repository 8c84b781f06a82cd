import { RefusedError } from '#shared/contracts/refusals.ts';
import { planImport } from '#shared/program/import/planImport.ts';
import { readImport } from '#shared/program/import/readImport.ts';
import { importIdOf } from '#shared/program/import/sendImport.ts';
import { sha256Of } from './hash.ts';
import type { ImportJob, ImportReading } from './importWire.ts';

/** Reads the files and plans what they would change; what cannot be read is a reason, not an exception. */
export async function readJob({ files, rows, workshopId, slug }: ImportJob): Promise<ImportReading> {
  try {
    const draft = readImport(files);
    const newId = async (kind: string, key: string) =>
      importIdOf(await sha256Of(`${workshopId} ${kind} ${key}`));
    return { ok: true, draft, plan: await planImport(draft, rows, { workshopId, slug, newId }) };
  } catch (error) {
    if (error instanceof RefusedError) return { ok: false, reason: error.reason, detail: error.detail ?? '' };
    return { ok: false, reason: 'malformed', detail: error instanceof Error ? error.message : String(error) };
  }
}
