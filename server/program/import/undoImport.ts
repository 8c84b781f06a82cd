import type { CommandArgs } from '#shared/contracts/commands.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { referencesOf } from '#shared/program/references.ts';
import type { Row } from '#shared/sync/rows.ts';
import type { WorkshopWrite } from '../../store/Store.ts';
import type { Effect } from '../../sync/CommandActor.ts';
import { linkedRows, nameOf } from '../edit/checkProgram.ts';
import { type LoggedChange, readLog } from './importLog.ts';

type Undo = LoggedChange & { readonly now: Row | null };

const keyOf = ({ kind, id }: Pick<LoggedChange, 'kind' | 'id'>): string => nameOf(kind, id);

const rowAfter = (tx: WorkshopWrite, { kind, id, before }: Undo): Row | null =>
  before === null ? null : ({ workshopId: tx.workshopId, kind, id, rev: 0, data: before } as unknown as Row);

/**
 * Leaves out of an undo what would make another row name one that is not there: an added talk about
 * which somebody has asked stays, and so do its speakers.
 */
async function withoutNeeded(tx: WorkshopWrite, wanted: readonly Undo[]): Promise<readonly Undo[]> {
  const rows = await linkedRows(tx);
  let undone = [...wanted];
  for (;;) {
    const after = new Map<string, Row | null>(rows);
    for (const undo of undone) after.set(keyOf(undo), rowAfter(tx, undo));
    const broken = new Set<string>();
    for (const [name, row] of after) {
      for (const { kind, id } of row ? referencesOf(row) : []) {
        if (after.get(nameOf(kind, id))) continue;
        broken.add(nameOf(kind, id));
        broken.add(name);
      }
    }
    const left = undone.filter((undo) => !broken.has(keyOf(undo)));
    if (left.length === undone.length) return undone;
    undone = left;
  }
}

async function revert(tx: WorkshopWrite, { kind, id, before }: Undo): Promise<void> {
  if (before === null) await tx.remove(kind, id);
  else await tx.put(kind, id, before as never);
}

function titleOf(row: Row): string {
  const data = row.data as { title?: string; name?: string; label?: string; committee?: string };
  return data.title ?? data.name ?? data.label ?? data.committee ?? row.id;
}

/** Reverts what nobody has edited since, and names the rest in the `import` row. */
export async function undoImport(
  { tx }: Effect,
  { importId }: CommandArgs<'program.undoImport'>,
): Promise<void> {
  const log = await readLog(tx, importId);
  const record = await tx.row('import', importId);
  if (!log || !record) throw new RefusedError('not-found', 'import');
  if (record.data.state === 'undone') throw new RefusedError('already-done', 'import');
  const all: Undo[] = [];
  for (const change of log) all.push({ ...change, now: await tx.row(change.kind, change.id) });
  // The workshop itself stays, also where the import was the first to describe it: an app shows no workshop without it.
  const untouched = all.filter(
    ({ kind, before, now, rev }) => (now?.rev ?? null) === rev && !(kind === 'workshop' && before === null),
  );
  const undone = await withoutNeeded(tx, untouched);
  const done = new Set(undone.map(keyOf));
  for (const undo of undone.toReversed()) await revert(tx, undo);
  const kept = all.flatMap((undo) => {
    const row = undo.now ?? rowAfter(tx, undo);
    return row && !done.has(keyOf(undo)) ? [{ kind: undo.kind, id: undo.id, title: titleOf(row) }] : [];
  });
  await tx.put('import', importId, { ...record.data, state: 'undone', kept });
}
