import { Kysely, PostgresDialect } from 'kysely';
import { Client, type ClientConfig, type PoolConfig, types } from 'pg';
import type { Log } from '../../log.ts';
import { StartError } from '../../StartError.ts';
import type { Database } from '../Database.ts';
import type { Schema } from '../schema.ts';
import { isPassing } from './faults.ts';
import { Lease } from './Lease.ts';
import { NamingPool } from './NamingPool.ts';
import { type DatabaseTarget, readDatabaseUrl } from './readDatabaseUrl.ts';
import { startFault } from './startFault.ts';

/** The oldest PostgreSQL that its makers still care for, and that the tests' statements run on. */
const OLDEST = 14;
const INT8 = 20;
const NUMERIC = 1700;

/** PostgreSQL's wide numbers as numbers. Throws where JavaScript would round one. */
function readNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new RangeError(`a number of the database is too large: ${text}`);
  return number;
}

const parsers: ClientConfig['types'] = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === INT8 || oid === NUMERIC ? readNumber : types.getTypeParser(oid, format as 'text'),
};

/** Refusals of a server that the hub cannot run on. */
async function checkServer(client: Client, target: DatabaseTarget, oldest: number): Promise<void> {
  const { rows } = await client.query<{ version: string; encoding: string }>(
    "select current_setting('server_version_num') as version, current_setting('server_encoding') as encoding",
  );
  const major = Math.floor(Number(rows[0]?.version) / 10_000);
  if (!(major >= oldest)) {
    throw new StartError(
      `PostgreSQL at ${target.server} is version ${major}: the hub needs ${oldest} or newer`,
    );
  }
  if (rows[0]?.encoding !== 'UTF8') {
    throw new StartError(
      `The database ${target.database} at ${target.server} does not keep text as UTF8: create one that does`,
    );
  }
}

function settings({ connection }: DatabaseTarget): ClientConfig {
  return {
    ...connection,
    application_name: 'lectern hub',
    types: parsers,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    lock_timeout: 10_000,
    statement_timeout: 60_000,
    // Longer than the server's own, so that it speaks first wherever it still can.
    query_timeout: 70_000,
    idle_in_transaction_session_timeout: 60_000,
  };
}

const withOptions = (config: PoolConfig, options: string): PoolConfig => ({
  ...config,
  options: config.options ? `${config.options} ${options}` : options,
});

function open(config: PoolConfig, log: Log): Kysely<Schema> {
  return new Kysely<Schema>({
    dialect: new PostgresDialect({ pool: async () => new NamingPool(config, log) }),
  });
}

async function probe(config: ClientConfig, target: DatabaseTarget, oldest: number): Promise<void> {
  const client = new Client(config);
  // What breaks is told by the query that is under way.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await checkServer(client, target, oldest);
  } catch (error) {
    throw startFault(error, target);
  } finally {
    await client.end().catch(() => undefined);
  }
}

// Each statement of a write sees what was committed before it, the head's lock included (rule S1).
const committed = '-c default_transaction_isolation=read\\ committed';
const readOnly = `${committed} -c default_transaction_read_only=on`;

/**
 * The database at a `DATABASE_URL`. Writers of different workshops go side by side; what reads has
 * connections of its own, so that it waits for no writer. Throws `StartError`, one sentence without the
 * password, where the server is not there or too old, and `hold` where another hub has the database,
 * after `patience` ms.
 */
export async function openPostgres(
  url: string,
  log: Log,
  { oldest = OLDEST, patience }: { oldest?: number; patience?: number } = {},
): Promise<Database> {
  const target = readDatabaseUrl(url);
  const config = settings(target);
  await probe(config, target, oldest);
  const write = open(withOptions({ ...config, max: 8 }, committed), log);
  const read = open(withOptions({ ...config, max: 8 }, readOnly), log);
  let lease: Lease | null = null;
  return {
    write,
    read,
    writesSideBySide: true,
    hold: async () => {
      lease = await Lease.take(config, log, patience).catch((error: unknown) => {
        throw startFault(error, target);
      });
    },
    claim: async () => lease?.claim(),
    isPassing,
    close: async () => {
      await read.destroy();
      await write.destroy();
      await lease?.release();
    },
  };
}
