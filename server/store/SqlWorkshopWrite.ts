import type { Transaction } from 'kysely';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { type Audience, audiencesOfRow } from '#shared/sync/audiences.ts';
import type { Row, RowData, RowKind } from '#shared/sync/rows.ts';
import { parseRow, readAudiences, readRow } from './rowCodec.ts';
import type { WorkshopWrite } from './Store.ts';
import type { Schema } from './schema.ts';

/**
 * Rule S1. The head is taken first and its row stays locked to the commit; every row that is put has
 * a rev of its own, so that a page may end after any of them.
 */
export class SqlWorkshopWrite implements WorkshopWrite {
  readonly workshopId: string;
  readonly sql: Transaction<Schema>;
  readonly #before: number;
  #rev: number;

  private constructor(workshopId: string, sql: Transaction<Schema>, before: number) {
    this.workshopId = workshopId;
    this.sql = sql;
    this.#before = before;
    this.#rev = before;
  }

  static async take(workshopId: string, sql: Transaction<Schema>): Promise<SqlWorkshopWrite> {
    const taken = await sql
      .updateTable('workshop')
      .set((eb) => ({ head: eb('head', '+', 1) }))
      .where('id', '=', workshopId)
      .returning('head')
      .executeTakeFirst();
    if (!taken) throw new RefusedError('not-found', 'workshop');
    return new SqlWorkshopWrite(workshopId, sql, taken.head - 1);
  }

  get rev(): number {
    return this.#rev;
  }

  get moved(): boolean {
    return this.#rev > this.#before;
  }

  #find(kind: RowKind, id: string) {
    return this.sql
      .selectFrom('row')
      .selectAll()
      .where('workshop_id', '=', this.workshopId)
      .where('kind', '=', kind)
      .where('id', '=', id)
      .executeTakeFirst();
  }

  async row<K extends RowKind>(kind: K, id: string): Promise<Row<K> | null> {
    const found = await this.#find(kind, id);
    return found ? readRow<K>(found) : null;
  }

  async rows<K extends RowKind>(kind: K): Promise<readonly Row<K>[]> {
    const found = await this.sql
      .selectFrom('row')
      .selectAll()
      .where('workshop_id', '=', this.workshopId)
      .where('kind', '=', kind)
      .where('data', 'is not', null)
      .orderBy('rev')
      .execute();
    return found.map((columns) => readRow<K>(columns)).filter((row) => row !== null);
  }

  async put<K extends RowKind>(kind: K, id: string, data: RowData<K>): Promise<void> {
    const rev = this.#rev + 1;
    const row = parseRow({ workshopId: this.workshopId, kind, id, rev, data } as unknown as Row);
    const author = kind === 'question' ? await this.#authorOf(id) : null;
    await this.#store(
      row.kind,
      row.id,
      JSON.stringify(row.data),
      audiencesOfRow(row, () => author),
    );
  }

  async remove(kind: RowKind, id: string): Promise<void> {
    const found = await this.#find(kind, id);
    if (found && found.data !== null) await this.#store(kind, id, null, []);
  }

  async #authorOf(questionId: string): Promise<string | null> {
    const found = await this.sql
      .selectFrom('question_author')
      .select('account_id')
      .where('workshop_id', '=', this.workshopId)
      .where('question_id', '=', questionId)
      .executeTakeFirst();
    return found?.account_id ?? null;
  }

  async #store(
    kind: RowKind,
    id: string,
    data: string | null,
    audiences: readonly Audience[],
  ): Promise<void> {
    const before = await this.#find(kind, id);
    const shownBefore = before ? readAudiences(before.shown_to) : [];
    this.#rev += 1;
    const columns = {
      rev: this.#rev,
      data,
      audiences: JSON.stringify(audiences),
      shown_to: JSON.stringify([...new Set([...shownBefore, ...audiences])]),
    };
    await this.sql
      .insertInto('row')
      .values({ workshop_id: this.workshopId, kind, id, ...columns })
      .onConflict((conflict) => conflict.columns(['workshop_id', 'kind', 'id']).doUpdateSet(columns))
      .execute();
  }

  /** Leaves the head at the last row that was put. */
  async finish(): Promise<void> {
    await this.sql
      .updateTable('workshop')
      .set({ head: this.#rev })
      .where('id', '=', this.workshopId)
      .execute();
  }
}
