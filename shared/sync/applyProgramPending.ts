import type { Command } from '../contracts/commands.ts';
import { type Row, type RowKind, rowKinds } from './rows.ts';

/**
 * Design rule S7, for the program: rows of one kind with the edits that wait for the hub on them, in their
 * order. A row that the base does not have yet has rev 0. What does not fit the model changes nothing here;
 * the hub refuses it.
 */
export function applyProgramPending<K extends RowKind>(
  rows: readonly Row<K>[],
  kind: K,
  pending: readonly Command[],
): readonly Row<K>[] {
  const edits = pending.filter(
    (one) => (one.name === 'program.put' || one.name === 'program.remove') && one.args.kind === kind,
  );
  if (edits.length === 0) return rows;
  const view = new Map(rows.map((row) => [row.id, row]));
  for (const { workshopId, name, args } of edits) {
    if (name === 'program.remove') view.delete(args.id);
    if (name !== 'program.put') continue;
    const read = rowKinds[kind].safeParse(args.data);
    if (!read.success) continue;
    const { id } = args;
    const rev = view.get(id)?.rev ?? 0;
    view.set(id, { workshopId, kind, id, rev, data: read.data } as unknown as Row<K>);
  }
  return [...view.values()];
}
