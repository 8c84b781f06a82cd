import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { GenericSqliteDialect, type IGenericSqlite } from 'kysely-generic-sqlite';
import type { Schema } from './schema.ts';

const STATEMENTS_KEPT = 200;

function prepareOnce(db: DatabaseSync): (sql: string) => StatementSync {
  const prepared = new Map<string, StatementSync>();
  return (sql) => {
    const known = prepared.get(sql);
    if (known) return known;
    if (prepared.size >= STATEMENTS_KEPT) prepared.clear();
    const statement = db.prepare(sql);
    prepared.set(sql, statement);
    return statement;
  };
}

function executor(db: DatabaseSync): IGenericSqlite<DatabaseSync> {
  const prepare = prepareOnce(db);
  return {
    db,
    query: (_isSelect, sql, parameters) => {
      const statement = prepare(sql);
      const values = parameters as readonly SQLInputValue[];
      if (statement.columns().length > 0) return { rows: statement.all(...values) };
      const { changes, lastInsertRowid } = statement.run(...values);
      return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
    },
    close: () => db.close(),
  };
}

function open(file: string, pragmas: readonly string[]): Kysely<Schema> {
  return new Kysely<Schema>({
    dialect: new GenericSqliteDialect(() => {
      const db = new DatabaseSync(file);
      for (const pragma of pragmas) db.exec(`PRAGMA ${pragma}`);
      return executor(db);
    }),
  });
}

/** Two connections to one database: what reads sees only what the other has committed. */
export type Connections = { readonly write: Kysely<Schema>; readonly read: Kysely<Schema> };

/** A commit is on disk when it returns (`synchronous=FULL`), and readers wait for no writer (WAL). */
export async function openSqlite(file: string): Promise<Connections> {
  const shared = ['journal_mode=WAL', 'busy_timeout=5000', 'foreign_keys=ON'];
  const write = open(file, [...shared, 'synchronous=FULL']);
  await write.selectNoFrom((eb) => eb.lit(1).as('one')).execute();
  return { write, read: open(file, [...shared, 'query_only=ON']) };
}
