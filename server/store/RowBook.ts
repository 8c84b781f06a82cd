import type { Selectable, Transaction } from 'kysely';
import { type Audience, audiencesOfRow } from '#shared/sync/audiences.ts';
import type { Row, RowKind } from '#shared/sync/rows.ts';
import { readShownTo } from './rowCodec.ts';
import type { Schema } from './schema.ts';

type Columns = Selectable<Schema['row']>;
type Changed = { readonly columns: Columns; readonly row: Row | null };

/** So many rows of a kind are looked up one by one; then the kind is read whole. */
const LOOKED_UP_SINGLY = 20;
/** Rows in one statement; a row takes seven of the 32,766 parameters that SQLite allows. */
const ROWS_AT_ONCE = 500;

const keyOf = (kind: RowKind, id: string): string => `${kind} ${id}`;

function* slices<T>(list: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < list.length; at += ROWS_AT_ONCE) yield list.slice(at, at + ROWS_AT_ONCE);
}

/** Rule S5: a row remembers everyone it was ever for, and at which rev it was hidden from them. */
function shownToAfter(
  before: Columns | null,
  audiences: readonly Audience[],
  rev: number,
): Record<string, number> {
  const shown: Record<string, number> = {};
  for (const [audience, hidden] of Object.entries(before ? readShownTo(before) : {}) as [
    Audience,
    number,
  ][]) {
    shown[audience] = hidden === 0 ? rev : hidden;
  }
  for (const audience of audiences) shown[audience] = 0;
  return shown;
}

/**
 * The rows of one write. What it changes is kept here and stored a few hundred rows to a statement. The
 * write holds the workshop's head, so nobody else changes a row that was read here.
 */
export class RowBook {
  readonly #workshopId: string;
  readonly #sql: Transaction<Schema>;
  readonly #stored = new Map<RowKind, Map<string, Columns | null>>();
  readonly #whole = new Set<RowKind>();
  readonly #changed = new Map<string, Changed>();

  constructor(workshopId: string, sql: Transaction<Schema>) {
    this.#workshopId = workshopId;
    this.#sql = sql;
  }

  /** The row as this write sees it; a tombstone has no data, `null` is no row at all. */
  async find(kind: RowKind, id: string): Promise<Columns | null> {
    const changed = this.#changed.get(keyOf(kind, id));
    if (changed) return changed.columns;
    const known = this.#storedOf(kind);
    if (!known.has(id) && !this.#whole.has(kind)) {
      if (known.size < LOOKED_UP_SINGLY) await this.#look(kind, [id]);
      else await this.#readWhole(kind);
    }
    return known.get(id) ?? null;
  }

  /** The rows of a kind as this write sees them, without tombstones, in rev order. */
  async list(kind: RowKind): Promise<readonly Columns[]> {
    await this.#readWhole(kind);
    const rows = new Map(this.#storedOf(kind));
    for (const { columns } of this.#changed.values()) {
      if (columns.kind === kind) rows.set(columns.id, columns);
    }
    return [...rows.values()]
      .filter((columns): columns is Columns => columns !== null && columns.data !== null)
      .toSorted((a, b) => a.rev - b.rev);
  }

  /** `row` is `null` to leave a tombstone. */
  set(kind: RowKind, id: string, rev: number, row: Row | null): void {
    const data = row ? JSON.stringify(row.data) : null;
    const columns = { workshop_id: this.#workshopId, kind, id, rev, data, audiences: '[]', shown_to: '[]' };
    this.#changed.set(keyOf(kind, id), { columns, row });
  }

  /** Stores what was changed. A row's author and whom it was shown to before are read now. */
  async store(): Promise<void> {
    const changed = [...this.#changed.values()];
    await this.#lookUpChanged(changed);
    const authors = await this.#authorsOf(
      changed.flatMap(({ row }) => (row?.kind === 'question' ? row.id : [])),
    );
    const authorOf = (questionId: string): string | null => authors.get(questionId) ?? null;
    const columns = changed.map((change) => this.#withAudiences(change, authorOf));
    for (const slice of slices(columns)) await this.#upsert(slice);
  }

  #storedOf(kind: RowKind): Map<string, Columns | null> {
    const known = this.#stored.get(kind) ?? new Map<string, Columns | null>();
    this.#stored.set(kind, known);
    return known;
  }

  #rowsOf(kind: RowKind) {
    return this.#sql
      .selectFrom('row')
      .selectAll()
      .where('workshop_id', '=', this.#workshopId)
      .where('kind', '=', kind);
  }

  async #look(kind: RowKind, ids: readonly string[]): Promise<void> {
    const known = this.#storedOf(kind);
    for (const id of ids) known.set(id, null);
    for (const columns of await this.#rowsOf(kind).where('id', 'in', ids).execute()) {
      known.set(columns.id, columns);
    }
  }

  async #readWhole(kind: RowKind): Promise<void> {
    if (this.#whole.has(kind)) return;
    const known = this.#storedOf(kind);
    for (const columns of await this.#rowsOf(kind).execute()) known.set(columns.id, columns);
    this.#whole.add(kind);
  }

  async #lookUpChanged(changed: readonly Changed[]): Promise<void> {
    const wanted = Map.groupBy(changed, ({ columns }) => columns.kind as RowKind);
    for (const [kind, ofKind] of wanted) {
      if (this.#whole.has(kind)) continue;
      const known = this.#storedOf(kind);
      const unknown = ofKind.map(({ columns }) => columns.id).filter((id) => !known.has(id));
      for (const slice of slices(unknown)) await this.#look(kind, slice);
    }
  }

  async #authorsOf(questionIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const authors = new Map<string, string>();
    for (const slice of slices(questionIds)) {
      const found = await this.#sql
        .selectFrom('question_author')
        .select(['question_id', 'account_id'])
        .where('workshop_id', '=', this.#workshopId)
        .where('question_id', 'in', slice)
        .execute();
      for (const one of found) authors.set(one.question_id, one.account_id);
    }
    return authors;
  }

  #withAudiences({ columns, row }: Changed, authorOf: (id: string) => string | null): Columns {
    const audiences = row ? audiencesOfRow(row, authorOf) : [];
    const before = this.#storedOf(columns.kind as RowKind).get(columns.id) ?? null;
    const shown = shownToAfter(before, audiences, columns.rev);
    return { ...columns, audiences: JSON.stringify(audiences), shown_to: JSON.stringify(shown) };
  }

  async #upsert(columns: readonly Columns[]): Promise<void> {
    await this.#sql
      .insertInto('row')
      .values(columns)
      .onConflict((conflict) =>
        conflict.columns(['workshop_id', 'kind', 'id']).doUpdateSet((eb) => ({
          rev: eb.ref('excluded.rev'),
          data: eb.ref('excluded.data'),
          audiences: eb.ref('excluded.audiences'),
          shown_to: eb.ref('excluded.shown_to'),
        })),
      )
      .execute();
  }
}
