import type { Transaction } from 'kysely';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { Row, RowInput, RowKind } from '#shared/sync/rows.ts';
import { RowBook } from './RowBook.ts';
import { parseRow, readRow } from './rowCodec.ts';
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
  readonly #book: RowBook;
  #rev: number;

  private constructor(workshopId: string, sql: Transaction<Schema>, before: number) {
    this.workshopId = workshopId;
    this.sql = sql;
    this.#book = new RowBook(workshopId, sql);
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

  async row<K extends RowKind>(kind: K, id: string): Promise<Row<K> | null> {
    const found = await this.#book.find(kind, id);
    return found ? readRow<K>(found) : null;
  }

  async rows<K extends RowKind>(kind: K): Promise<readonly Row<K>[]> {
    const found = await this.#book.list(kind);
    return found.map((columns) => readRow<K>(columns)).filter((row) => row !== null);
  }

  async put<K extends RowKind>(kind: K, id: string, data: RowInput<K>): Promise<void> {
    const rev = this.#rev + 1;
    const row = parseRow({ workshopId: this.workshopId, kind, id, rev, data } as unknown as Row);
    this.#rev = rev;
    this.#book.set(row.kind, row.id, rev, row);
  }

  async remove(kind: RowKind, id: string): Promise<void> {
    const found = await this.#book.find(kind, id);
    if (!found || found.data === null) return;
    this.#rev += 1;
    this.#book.set(kind, id, this.#rev, null);
  }

  /** Stores the rows, and leaves the head at the last of them. */
  async finish(): Promise<void> {
    await this.#book.store();
    await this.sql
      .updateTable('workshop')
      .set({ head: this.#rev })
      .where('id', '=', this.workshopId)
      .execute();
  }
}
