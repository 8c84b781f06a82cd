import type { Kysely, Transaction } from 'kysely';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { type StagePhase, stagePhase } from '#shared/live/stage.ts';
import type { StoredRow } from '#shared/sync/audiences.ts';
import type { Row, RowKind } from '#shared/sync/rows.ts';
import { KeyedQueue } from '../live/KeyedQueue.ts';
import type { Heads } from '../sync/Heads.ts';
import type { Database } from './Database.ts';
import { migrate } from './migrations.ts';
import { readRow, readStoredRow } from './rowCodec.ts';
import { SqlWorkshopWrite } from './SqlWorkshopWrite.ts';
import type { Store, StoredStage, WorkshopEntry, WorkshopWrite } from './Store.ts';
import type { Schema } from './schema.ts';

/** How often a transaction is run that others made fail, by a deadlock for one. */
const ATTEMPTS = 5;
/** The longest pause before the second run, in ms; it doubles with each. */
const FIRST_PAUSE = 20;
/** The queue of writes that belong to no workshop, and on SQLite of all. */
const COMMON = '';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The store on a database that Kysely speaks to. */
export class SqlStore implements Store {
  readonly read: Kysely<Schema>;
  readonly #database: Database;
  readonly #heads: Heads;
  /** Rule S1 is held by the head's row lock; the queues keep those who wait for it from holding connections. */
  readonly #writers = new KeyedQueue();
  #closing: Promise<void> | null = null;

  private constructor(database: Database, heads: Heads) {
    this.read = database.read;
    this.#database = database;
    this.#heads = heads;
  }

  /** Opens, and brings the tables to the newest version. Throws `StartError` where that cannot be. */
  static async open(database: Database, heads: Heads): Promise<SqlStore> {
    await migrate(database.write);
    return new SqlStore(database, heads);
  }

  hold(): Promise<void> {
    return this.#database.hold();
  }

  transaction<T>(work: (sql: Transaction<Schema>) => Promise<T>): Promise<T> {
    return this.#queue(COMMON, work);
  }

  #queue<T>(name: string, work: (sql: Transaction<Schema>) => Promise<T>): Promise<T> {
    if (this.#closing) return Promise.reject(new Error('the store is closed'));
    const queue = this.#database.writesSideBySide ? name : COMMON;
    return this.#writers.run(queue, () => this.#attempt(work));
  }

  async #attempt<T>(work: (sql: Transaction<Schema>) => Promise<T>): Promise<T> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      await this.#database.claim();
      try {
        return await this.#database.write.transaction().execute(work);
      } catch (error) {
        if (!this.#database.isPassing(error)) throw error;
      }
      await pause(Math.random() * FIRST_PAUSE * 2 ** (attempt - 1));
    }
    throw new RefusedError('hub-error', 'the database is busy');
  }

  async write<T>(workshopId: string, work: (tx: WorkshopWrite) => Promise<T>): Promise<T> {
    const { result, tx } = await this.#queue(workshopId, async (sql) => {
      const tx = await SqlWorkshopWrite.take(workshopId, sql);
      const result = await work(tx);
      await tx.finish();
      return { result, tx };
    });
    if (tx.moved) this.#heads.moved(workshopId, tx.rev);
    return result;
  }

  async createWorkshop(id: string, slug: string): Promise<void> {
    await this.transaction((sql) => sql.insertInto('workshop').values({ id, slug, head: 0 }).execute());
  }

  async workshops(): Promise<readonly WorkshopEntry[]> {
    const all = await this.read.selectFrom('workshop').selectAll().execute();
    // Not by the database, whose order of text depends on its locale.
    return all.toSorted((a, b) => (a.slug < b.slug ? -1 : 1));
  }

  async workshop(workshopId: string): Promise<WorkshopEntry | null> {
    const found = await this.read
      .selectFrom('workshop')
      .selectAll()
      .where('id', '=', workshopId)
      .executeTakeFirst();
    return found ?? null;
  }

  #rowColumns(workshopId: string, kind: RowKind, id: string) {
    return this.read
      .selectFrom('row')
      .selectAll()
      .where('workshop_id', '=', workshopId)
      .where('kind', '=', kind)
      .where('id', '=', id)
      .executeTakeFirst();
  }

  async row<K extends RowKind>(workshopId: string, kind: K, id: string): Promise<Row<K> | null> {
    const found = await this.#rowColumns(workshopId, kind, id);
    return found ? readRow<K>(found) : null;
  }

  async storedRow(workshopId: string, kind: RowKind, id: string): Promise<StoredRow | null> {
    const found = await this.#rowColumns(workshopId, kind, id);
    return found ? readStoredRow(found) : null;
  }

  async rows<K extends RowKind>(workshopId: string, kind: K): Promise<readonly Row<K>[]> {
    const found = await this.read
      .selectFrom('row')
      .selectAll()
      .where('workshop_id', '=', workshopId)
      .where('kind', '=', kind)
      .where('data', 'is not', null)
      .orderBy('rev')
      .execute();
    return found.map((columns) => readRow<K>(columns)).filter((row) => row !== null);
  }

  async page(workshopId: string, after: number, upTo: number, limit: number): Promise<readonly StoredRow[]> {
    const found = await this.read
      .selectFrom('row')
      .selectAll()
      .where('workshop_id', '=', workshopId)
      .where('rev', '>', after)
      .where('rev', '<=', upTo)
      .orderBy('rev')
      .limit(limit)
      .execute();
    return found.map(readStoredRow);
  }

  async readStage(sessionId: string): Promise<StoredStage | null> {
    const found = await this.read
      .selectFrom('stage')
      .selectAll()
      .where('session_id', '=', sessionId)
      .executeTakeFirst();
    if (!found) return null;
    const { workshop_id: workshopId, seq, phase, body } = found;
    return { workshopId, seq, phase: stagePhase.parse(phase), body: JSON.parse(body) };
  }

  async writeStage(
    workshopId: string,
    sessionId: string,
    seq: number,
    phase: StagePhase,
    body: unknown,
    also?: (tx: WorkshopWrite) => Promise<void>,
  ): Promise<void> {
    const columns = { workshop_id: workshopId, seq, phase, body: JSON.stringify(body ?? null) };
    await this.write(workshopId, async (tx) => {
      await tx.sql
        .insertInto('stage')
        .values({ session_id: sessionId, ...columns })
        .onConflict((conflict) => conflict.column('session_id').doUpdateSet(columns))
        .execute();
      const shown = await tx.row('stage', sessionId);
      if (shown?.data.phase !== phase) await tx.put('stage', sessionId, { sessionId, phase });
      await also?.(tx);
    });
  }

  async meta(key: string): Promise<string | null> {
    const found = await this.read
      .selectFrom('meta')
      .select('value')
      .where('key', '=', key)
      .executeTakeFirst();
    return found?.value ?? null;
  }

  async setMeta(key: string, value: string): Promise<void> {
    await this.transaction((sql) =>
      sql
        .insertInto('meta')
        .values({ key, value })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
        .execute(),
    );
  }

  close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  async #end(): Promise<void> {
    await this.#writers.idle();
    await this.#database.close();
  }
}
