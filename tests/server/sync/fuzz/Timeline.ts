import { type Kysely, sql } from 'kysely';
import type { SqlStore } from '#server/store/SqlStore.ts';
import type { Schema } from '#server/store/schema.ts';

/** What happened in a hub's database, in its order: its own triggers write it down. */
export type Happened =
  | {
      readonly what: 'row';
      readonly workshopId: string;
      readonly kind: string;
      readonly id: string;
      readonly rev: number;
      readonly data: Readonly<Record<string, unknown>> | null;
    }
  | {
      readonly what: 'member';
      readonly workshopId: string;
      readonly accountId: string;
      readonly role: string | null;
      readonly personId: string | null;
    }
  /** A hub begins on what there was at `parent`; its rows and members follow anew. */
  | { readonly what: 'life'; readonly parent: number };

const rowSeen = (event: string) => `CREATE TRIGGER seen_row_${event} AFTER ${event} ON "row" BEGIN
  INSERT INTO seen (entry) VALUES (json_object('what', 'row', 'workshopId', new.workshop_id,
    'kind', new.kind, 'id', new.id, 'rev', new.rev, 'data', json(new.data))); END`;

const memberSeen = (
  event: string,
  from: 'new' | 'old',
) => `CREATE TRIGGER seen_member_${event} AFTER ${event} ON membership BEGIN
  INSERT INTO seen (entry) VALUES (json_object('what', 'member', 'workshopId', ${from}.workshop_id,
    'accountId', ${from}.account_id, 'role', ${from === 'new' ? 'new.role' : 'NULL'},
    'personId', ${from}.person_id)); END`;

/**
 * The history of a hub over all its lives, kept by SQLite itself and so by none of the code under test.
 * A position counts what happened before it.
 */
export class Timeline {
  readonly happened: Happened[] = [];
  #store: SqlStore | null = null;
  #taken = 0;

  /** Begins to write down what happens in an empty database, which goes on from a position. */
  async begin(store: SqlStore, parent: number): Promise<void> {
    await store.transaction(async (trx) => {
      await sql`CREATE TABLE seen (n INTEGER PRIMARY KEY AUTOINCREMENT, entry TEXT NOT NULL)`.execute(trx);
      const triggers = [
        rowSeen('INSERT'),
        rowSeen('UPDATE'),
        memberSeen('INSERT', 'new'),
        memberSeen('UPDATE', 'new'),
        memberSeen('DELETE', 'old'),
      ];
      for (const trigger of triggers) await sql.raw(trigger).execute(trx);
    });
    this.happened.push({ what: 'life', parent });
    this.#store = store;
    this.#taken = 0;
  }

  /** Takes over what happened since; returns the position. `reading`: from within a transaction. */
  async position(reading: Kysely<Schema> | null = this.#store?.read ?? null): Promise<number> {
    if (!reading) return this.happened.length;
    const { rows } = await sql<{
      n: number;
      entry: string;
    }>`SELECT n, entry FROM seen WHERE n > ${this.#taken} ORDER BY n`.execute(reading);
    for (const { n, entry } of rows) {
      if (n <= this.#taken) continue;
      this.#taken = n;
      this.happened.push(JSON.parse(entry) as Happened);
    }
    return this.happened.length;
  }

  /** What led to where the hub is now: without what was undone by going back to a backup. */
  lineage(): readonly Happened[] {
    const parts: Happened[][] = [];
    for (let end = this.happened.length; end > 0; ) {
      const start = this.happened.slice(0, end).findLastIndex(({ what }) => what === 'life');
      const life = this.happened[start];
      parts.unshift(this.happened.slice(start, end));
      end = life?.what === 'life' ? life.parent : 0;
    }
    return parts.flat();
  }

  /** The hub's database is about to be closed. */
  async end(): Promise<void> {
    await this.position();
    this.#store = null;
  }
}
