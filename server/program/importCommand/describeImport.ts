import { assertNever } from '#shared/assertNever.ts';
import type { ImportNote, ProgramDraft, Where } from '#shared/program/import/draft.ts';
import { noteWords } from '#shared/program/import/noteWords.ts';
import type { ImportPlan, PlannedRow } from '#shared/program/import/planImport.ts';

const SHOWN = 40;

const levels: Readonly<Record<ImportNote['level'], string>> = {
  'left-out': 'Left out',
  'not-understood': 'Not understood',
  assumed: 'Assumed',
  repaired: 'Repaired',
};

function place(where: Where): string {
  const at = 'line' in where ? `line ${where.line}` : where.path;
  return where.file === undefined ? at : `${where.file}, ${at}`;
}

const plural = (kind: string): string => (kind === 'person' ? 'people' : `${kind}s`);

function shown<T>(all: readonly T[], line: (one: T) => string): readonly string[] {
  const lines = all.slice(0, SHOWN).map((one) => `  ${line(one)}`);
  return all.length > SHOWN ? [...lines, `  and ${all.length - SHOWN} more`] : lines;
}

/** What was understood of a source, what was not and where, as lines for a terminal. */
export function describeDraft(draft: ProgramDraft, notes: readonly ImportNote[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { kind } of draft.rows) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const understood = [...counts]
    .map(([kind, count]) => `${count} ${count === 1 ? kind : plural(kind)}`)
    .join(', ');
  const lines = [`Read as ${draft.format}: ${understood}`];
  for (const [level, title] of Object.entries(levels)) {
    const own = notes.filter((note) => note.level === level);
    if (own.length === 0) continue;
    lines.push(`${title} (${own.length}):`);
    lines.push(
      ...shown(own, ({ where, reason, text }) => {
        const excerpt = text === '' ? '' : `: ${JSON.stringify(text)}`;
        return `${place(where)}: ${noteWords[reason]}${excerpt}`;
      }),
    );
  }
  return lines;
}

function actWord({ act }: PlannedRow): string {
  switch (act) {
    case 'add':
      return '+';
    case 'change':
      return '~';
    case 'remove':
      return '-';
    case 'cancel':
      return 'x';
    default:
      return assertNever(act);
  }
}

/** What a plan would change, a line for each row. */
export function describePlan(plan: ImportPlan): readonly string[] {
  if (plan.rows.length === 0) return [`Nothing differs from what the hub has (${plan.same} rows).`];
  return [
    `What would change (+ new, ~ changed, x cancelled, - removed; ${plan.same} stay as they are):`,
    ...shown(plan.rows, (row) => {
      const fields = row.act === 'change' ? ` (${row.fields.map(({ field }) => field).join(', ')})` : '';
      return `${actWord(row)} ${row.change.kind} ${JSON.stringify(row.title)}${fields}`;
    }),
  ];
}
