import type { Row } from '../../sync/rows.ts';
import { programKind } from '../programKinds.ts';
import { referencesOf } from '../references.ts';
import type { DraftRow, ImportNote, ProgramDraft, Where } from './draft.ts';
import type { ImportChange } from './importChange.ts';
import { type Matches, matchKey, matchRows, type ProgramRow, titleOfRow } from './matchRows.ts';
import { type Fields, rowDataFrom } from './newRowData.ts';
import { resolveKeys } from './resolveKeys.ts';

/** A field that an import would change; values as JSON has them. */
export type FieldChange = { readonly field: string; readonly before: unknown; readonly after: unknown };

/** What an import would do to one row. `cancel`: it is gone from the source, but others here need it. */
export type PlannedRow = {
  readonly act: 'add' | 'change' | 'remove' | 'cancel';
  readonly title: string;
  readonly fields: readonly FieldChange[];
  readonly change: ImportChange;
  readonly where: Where | null;
};

export type ImportPlan = {
  readonly rows: readonly PlannedRow[];
  /** Rows that are at the hub as the source has them. */
  readonly same: number;
  readonly notes: readonly ImportNote[];
};

export type PlanOptions = {
  readonly workshopId: string;
  /** Ids of new rows, the same for the same kind and key, so that a plan made again is the same plan. */
  readonly newId: (kind: string, key: string) => Promise<string>;
  /** Short name of the workshop. */
  readonly slug: string;
};

/** Marks a row that was here before an import knew it by its title: no import removes it (rule I3). */
const ADOPTED = 'import:adopted';
/** Marks a row that an import cancelled, since it was gone from its source: it is planned again when it comes back. */
const CANCELLED = 'import:cancelled';

const isProgramRow = (row: Row): row is ProgramRow => programKind.safeParse(row.kind).success;

const nameOf = ({ kind, id }: { readonly kind: string; readonly id: string }): string => `${kind} ${id}`;

const sourceOf = (externalId: string): string => externalId.slice(0, externalId.indexOf(':') + 1);

function differences(before: Fields, after: Fields): readonly FieldChange[] {
  return Object.keys(after).flatMap((field) => {
    const same = JSON.stringify(before[field]) === JSON.stringify(after[field]);
    return same ? [] : [{ field, before: before[field], after: after[field] }];
  });
}

/** A key whose row was found under another key meanwhile (a talk that came back) is a new row's, with an id of its own. */
async function idsOf(
  drafts: readonly DraftRow[],
  matches: Matches,
  rows: readonly Row[],
  { workshopId, newId }: PlanOptions,
): Promise<Map<string, string>> {
  const taken = new Set(rows.map(nameOf));
  const freeId = async (kind: string, key: string): Promise<string> => {
    const id = await newId(kind, key);
    return taken.has(nameOf({ kind, id })) ? freeId(kind, `${key}+`) : id;
  };
  const ids = drafts.map(async ({ kind, key }): Promise<[string, string]> => {
    const name = matchKey(kind, key);
    if (kind === 'workshop') return [name, workshopId];
    return [name, matches.get(name)?.id ?? (await freeId(kind, key))];
  });
  return new Map(await Promise.all(ids));
}

type Planned = { readonly row: PlannedRow | null; readonly note: ImportNote | null };

function planRow(
  draft: DraftRow,
  order: number,
  known: ProgramRow | null,
  ids: ReadonlyMap<string, string>,
  slug: string,
): Planned {
  const { kind, key, externalIds, where } = draft;
  const before: Fields | null = known ? known.data : null;
  const said = resolveKeys(draft, ids);
  const ordered = known || kind === 'workshop' || kind === 'announcement' ? {} : { order };
  // A row is found by its own id anyway, so that our own file changes nothing where it came from.
  const itself = known && `lectern:${kind}/${known.id}`;
  const held = known?.data.externalIds ?? [];
  const isAdopted = known !== null && !externalIds.some((id) => id === itself || held.includes(id));
  const named = new Set([...held, ...externalIds, ...(isAdopted ? [ADOPTED] : [])]);
  const all = [...named].filter((name) => name !== itself && name !== CANCELLED).slice(0, 20);
  const kept = kind === 'workshop' ? { slug } : held.includes(CANCELLED) ? { state: 'planned', ...said } : {};
  const read = rowDataFrom(kind, before, { ...ordered, ...said, ...kept, externalIds: all });
  if (!read.ok) {
    const text = `${kind} ${key}: ${read.why}`.slice(0, 200);
    return { row: null, note: { level: 'left-out', reason: 'bad-row', where, text } };
  }
  const fields = differences(before ?? {}, read.data);
  if (known && fields.length === 0) return { row: null, note: null };
  const id = ids.get(matchKey(kind, key)) ?? '';
  const change: ImportChange = { kind, id, expectedRev: known?.rev ?? null, data: read.data };
  const title = titleOfRow({ ...change, data: read.data } as ProgramRow & ImportChange);
  return { row: { act: known ? 'change' : 'add', title, fields, change, where }, note: null };
}

/** A new row that is left out is named by no other: the rest is planned once more without its id. */
function planRows(
  drafts: readonly DraftRow[],
  matches: Matches,
  ids: Map<string, string>,
  slug: string,
): readonly Planned[] {
  const orders = new Map<string, number>();
  const planned = drafts.map((one) => {
    const order = orders.get(one.kind) ?? 0;
    orders.set(one.kind, order + 1);
    return planRow(one, order, matches.get(matchKey(one.kind, one.key)) ?? null, ids, slug);
  });
  const names = drafts.map(({ kind, key }) => matchKey(kind, key));
  const lost = names.filter((name, i) => planned[i]?.note && !matches.has(name) && ids.has(name));
  for (const name of lost) ids.delete(name);
  return lost.length === 0 ? planned : planRows(drafts, matches, ids, slug);
}

/** A seat is told by who sits in it. */
function withPerson(
  row: PlannedRow,
  draft: DraftRow | undefined,
  names: ReadonlyMap<string, string>,
): PlannedRow {
  const name = draft?.kind === 'seat' ? names.get(draft.data.personId ?? '') : undefined;
  return name === undefined ? row : { ...row, title: `${row.title}: ${name}` };
}

type Gone = { readonly remove: readonly ProgramRow[]; readonly cancel: readonly ProgramRow[] };

/**
 * Rows of the same source that it does not have any more. What somebody still needs (a talk that was asked
 * about, and its speakers) stays, and a talk or session among it is cancelled.
 */
function findGone(
  planned: readonly PlannedRow[],
  matches: Matches,
  draft: ProgramDraft,
  rows: readonly Row[],
): Gone {
  const sources = new Set(draft.rows.flatMap(({ externalIds }) => externalIds.map(sourceOf)));
  const stays = new Set(matches.values());
  const missing = rows.filter(isProgramRow).filter((row) => {
    const { externalIds } = row.data;
    const ofSource = externalIds.some((id) => sources.has(sourceOf(id))) && !externalIds.includes(ADOPTED);
    return ofSource && row.kind !== 'workshop' && !stays.has(row);
  });
  const after = new Map(rows.map((row) => [nameOf(row), row]));
  for (const { change } of planned) after.set(nameOf(change), { ...change, workshopId: '', rev: 0 } as Row);
  for (const row of missing) after.delete(nameOf(row));
  const byName = new Map(missing.map((row) => [nameOf(row), row]));
  const open = [...after.values()];
  const needed = new Set<ProgramRow>();
  for (let row = open.pop(); row; row = open.pop()) {
    for (const reference of referencesOf(row)) {
      const found = byName.get(nameOf(reference));
      if (!found || needed.has(found)) continue;
      needed.add(found);
      open.push(found);
    }
  }
  return { remove: missing.filter((row) => !needed.has(row)), cancel: [...needed] };
}

function planGone({ remove, cancel }: Gone): readonly PlannedRow[] {
  return [
    ...remove.map((row): PlannedRow => {
      const { kind, id, rev } = row;
      const change: ImportChange = { kind, id, expectedRev: rev, data: null };
      return { act: 'remove', title: titleOfRow(row), fields: [], change, where: null };
    }),
    ...cancel.flatMap((row): PlannedRow[] => {
      if (row.kind !== 'talk' && row.kind !== 'session') return [];
      if (row.data.state === 'cancelled') return [];
      const { kind, id, rev, data } = row;
      const fields = [{ field: 'state', before: data.state, after: 'cancelled' }];
      const externalIds = [CANCELLED, ...data.externalIds].slice(0, 20);
      const change: ImportChange = {
        kind,
        id,
        expectedRev: rev,
        data: { ...data, state: 'cancelled', externalIds },
      };
      return [{ act: 'cancel', title: titleOfRow(row), fields, change, where: null }];
    }),
  ];
}

/**
 * What a draft would change in a workshop. `rows`: all rows of the workshop that the importing person
 * sees. Nothing is changed; what does not fit the model is left out, with a note.
 */
export async function planImport(
  draft: ProgramDraft,
  rows: readonly Row[],
  options: PlanOptions,
): Promise<ImportPlan> {
  const matches = matchRows(draft.rows, rows.filter(isProgramRow));
  const ids = await idsOf(draft.rows, matches, rows, options);
  const planned = planRows(draft.rows, matches, ids, options.slug);
  const names = new Map(
    draft.rows.flatMap((row) => (row.kind === 'person' ? [[row.key, titleOfRow(row)] as const] : [])),
  );
  const written = planned.flatMap(({ row }, i) => (row ? [withPerson(row, draft.rows[i], names)] : []));
  const notes = [...draft.notes, ...planned.flatMap(({ note }) => (note ? [note] : []))];
  return {
    rows: [...written, ...planGone(findGone(written, matches, draft, rows))],
    same: planned.filter(({ row, note }) => !row && !note).length,
    notes,
  };
}
