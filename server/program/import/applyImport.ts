import type { CommandArgs } from '#shared/contracts/commands.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { type ImportChange, importChanges } from '#shared/program/import/importChange.ts';
import type { WorkshopWrite } from '../../store/Store.ts';
import type { Effect } from '../../sync/CommandActor.ts';
import { checkProgram } from '../edit/checkProgram.ts';
import { expectRev } from '../edit/programRows.ts';
import { settleExpiry } from '../edit/settleExpiry.ts';
import { dropParts, joinParts } from './ImportParts.ts';
import { type LoggedChange, readLog, writeLog } from './importLog.ts';

function parseChanges(text: string): readonly ImportChange[] {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    throw new RefusedError('malformed', 'the parts of the import are not JSON');
  }
  const read = importChanges.safeParse(raw);
  if (!read.success) throw new RefusedError('malformed', read.error.issues[0]?.message);
  return read.data;
}

async function checkChanges(tx: WorkshopWrite, changes: readonly ImportChange[]): Promise<void> {
  const seen = new Set<string>();
  for (const { kind, id, expectedRev } of changes) {
    const name = `${kind} ${id}`;
    if (seen.has(name)) throw new RefusedError('malformed', `${name} is there twice`);
    seen.add(name);
    await expectRev(tx, kind, id, expectedRev);
  }
  await checkProgram(tx, changes);
}

async function writeChange(tx: WorkshopWrite, { kind, id, data }: ImportChange): Promise<LoggedChange> {
  const before = (await tx.row(kind, id))?.data ?? null;
  if (data === null) {
    await tx.remove(kind, id);
    return { kind, id, before, rev: null };
  }
  await tx.put(kind, id, await settleExpiry(tx, kind, id, data));
  return { kind, id, before, rev: tx.rev };
}

/** Applies an import whole, or refuses it whole; what it did is logged so that it can be undone. */
export async function applyImport(effect: Effect, args: CommandArgs<'program.import'>): Promise<void> {
  const { tx, actor, now } = effect;
  const { importId, format, source } = args;
  if ((await readLog(tx, importId)) !== null) throw new RefusedError('already-done', 'import');
  const key = { workshopId: tx.workshopId, importId, accountId: actor.reader.accountId };
  const changes = parseChanges(await joinParts(tx.sql, key, args.parts, args.sha256));
  await checkChanges(tx, changes);
  const logged: LoggedChange[] = [];
  for (const change of changes) logged.push(await writeChange(tx, change));
  await writeLog(tx, importId, logged);
  await dropParts(tx.sql, key);
  await tx.put('import', importId, {
    format,
    source,
    at: now.toISOString(),
    by: actor.name,
    added: logged.filter(({ before }) => before === null).length,
    changed: logged.filter(({ before, rev }) => before !== null && rev !== null).length,
    removed: logged.filter(({ rev }) => rev === null).length,
    state: 'applied',
    kept: [],
  });
}
