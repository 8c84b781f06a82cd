import type { PostgresPool, PostgresPoolClient } from 'kysely';
import { Pool, type PoolClient, type PoolConfig } from 'pg';
import type { Log } from '../../log.ts';
import { isLost, nameFault } from './faults.ts';

/** A pool of connections whose failures have a name, for those who ask and in the log. */
export class NamingPool implements PostgresPool {
  readonly options = {};
  readonly #pool: Pool;
  readonly #log: Log;

  constructor(config: PoolConfig, log: Log) {
    this.#log = log;
    this.#pool = new Pool(config);
    // Without a listener a connection that breaks while nothing is asked of it ends the process.
    this.#pool.on('error', (error) => this.#report(error));
    this.#pool.on('connect', (client) => {
      client.on('error', (error: Error) => this.#report(error));
    });
  }

  async connect(): Promise<PostgresPoolClient> {
    const client = await this.#named(this.#pool.connect());
    const { processID } = client as PoolClient & { processID?: number };
    // The dialect has no cursor, so it asks only with text and parameters.
    const query = ((sql: string, parameters: readonly unknown[]) =>
      this.#named(client.query(sql, [...parameters]))) as unknown as PostgresPoolClient['query'];
    return {
      ...(processID === undefined ? {} : { processID }),
      query,
      release: (destroy) => client.release(destroy),
    };
  }

  async end(): Promise<void> {
    await this.#pool.end();
  }

  async #named<T>(asked: Promise<T>): Promise<T> {
    try {
      return await asked;
    } catch (error) {
      if (isLost(error)) this.#report(error);
      throw nameFault(error);
    }
  }

  #report(error: unknown): void {
    const { message } = error as Error;
    this.#log.warn({ message }, 'a connection to the database failed');
  }
}
