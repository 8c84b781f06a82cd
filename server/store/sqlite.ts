import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { type DialectAdapter, Kysely, SqliteAdapter } from 'kysely';
import { GenericSqliteDialect, type IGenericSqlite } from 'kysely-generic-sqlite';
import { StartError } from '../StartError.ts';
import type { Database } from './Database.ts';
import type { Schema } from './schema.ts';

const STATEMENTS_KEPT = 200;
const SQLITE_BUSY = 5;

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

/** SQLite undoes changes of tables with their transaction, which Kysely does not count on by itself. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class SqliteDialect extends GenericSqliteDialect {
  override createAdapter = (): DialectAdapter => new TransactionalAdapter();
}

function open(file: string, pragmas: readonly string[]): Kysely<Schema> {
  return new Kysely<Schema>({
    dialect: new SqliteDialect(() => {
      const db = new DatabaseSync(file);
      for (const pragma of pragmas) db.exec(`PRAGMA ${pragma}`);
      return executor(db);
    }),
  });
}

/** Another process, a command beside the hub, writes at this moment. */
const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === SQLITE_BUSY;

/**
 * Locks a file beside the database for as long as this process lives: the operating system ends the
 * lock with the process, however that ends. Returns what ends it before.
 */
function lockBeside(file: string): () => void {
  const lock = new DatabaseSync(`${file}.lock`);
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (!isBusy(error)) throw error;
    throw new StartError(`Another hub is running on ${file}: stop that one, or give this one its own folder`);
  }
  return () => lock.close();
}

/**
 * Two connections to one file: what reads sees only what the other has committed. A commit is on disk
 * when it returns (`synchronous=FULL`), and readers wait for no writer (WAL).
 */
export async function openSqlite(file: string): Promise<Database> {
  let unlock = (): void => undefined;
  const shared = ['journal_mode=WAL', 'busy_timeout=5000', 'foreign_keys=ON'];
  const write = open(file, [...shared, 'synchronous=FULL']);
  await write.selectNoFrom((eb) => eb.lit(1).as('one')).execute();
  const read = open(file, [...shared, 'query_only=ON']);
  return {
    write,
    read,
    writesSideBySide: false,
    hold: async () => {
      unlock = lockBeside(file);
    },
    claim: async () => undefined,
    isPassing: isBusy,
    close: async () => {
      await read.destroy();
      await write.destroy();
      unlock();
    },
  };
}
