import type { Row } from '../../sync/rows.ts';
import { referencesOf } from '../references.ts';
import type { ImportChange } from './importChange.ts';
import type { ImportPlan, PlannedRow } from './planImport.ts';

/** What a planned row is known by in its plan. */
export const plannedKey = ({ change }: PlannedRow): string => `${change.kind} ${change.id}`;

export type Accepted = {
  readonly changes: readonly ImportChange[];
  /** New rows that were left out by the person, but that an accepted one names: they come along. */
  readonly needed: readonly PlannedRow[];
  /** Removals that cannot be made, since a row that stays names what they would remove. */
  readonly held: readonly PlannedRow[];
};

/**
 * The changes of a plan without those that the person left out (`plannedKey`), made whole: nothing that
 * is sent names a row that would not be there. `rows`: the workshop's rows that the plan was made from.
 */
export function acceptedChanges(
  plan: ImportPlan,
  rows: readonly Row[],
  leftOut: ReadonlySet<string>,
): Accepted {
  const byKey = new Map(plan.rows.map((row) => [plannedKey(row), row]));
  const chosen = new Set([...byKey.keys()].filter((key) => !leftOut.has(key)));
  const needed = new Set<PlannedRow>();
  const held = new Set<PlannedRow>();
  const before = new Map(rows.map((row) => [`${row.kind} ${row.id}`, row]));
  const after = (key: string): Pick<Row, 'kind' | 'data'> | null => {
    const planned = chosen.has(key) ? byKey.get(key) : undefined;
    if (!planned) return before.get(key) ?? null;
    return planned.change.data === null ? null : (planned.change as Pick<Row, 'kind' | 'data'>);
  };
  const open = [...before.keys(), ...chosen];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    const row = after(key);
    for (const reference of row ? referencesOf(row) : []) {
      const named = `${reference.kind} ${reference.id}`;
      const planned = byKey.get(named);
      if (!planned || after(named)) continue;
      if (planned.change.data === null) {
        chosen.delete(named);
        held.add(planned);
      } else {
        chosen.add(named);
        needed.add(planned);
      }
      open.push(named);
    }
  }
  const changes = plan.rows.filter((row) => chosen.has(plannedKey(row))).map(({ change }) => change);
  return { changes, needed: [...needed], held: [...held] };
}
