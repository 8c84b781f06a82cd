import { Client, type ClientConfig } from 'pg';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { Log } from '../../log.ts';
import { StartError } from '../../StartError.ts';
import { nameFault } from './faults.ts';

/** How long a hub that starts waits for one that ends, in ms. */
const PATIENCE = 5_000;
const STEP = 100;
/** Any number that is not another program's: "lect". */
const LOCK_SPACE = 0x6c656374;

/** The connection is idle for as long as the hub runs; a dead hub's is ended after 20 s. */
const sessionSettings = {
  idle_session_timeout: 0,
  tcp_keepalives_idle: 10,
  tcp_keepalives_interval: 5,
  tcp_keepalives_count: 2,
};

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

type Taken = { readonly client: Client; readonly mine: boolean };

/** Whether this connection now has the lock of its schema. */
async function lock(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ mine: boolean }>(
    'select pg_try_advisory_lock($1, hashtext(current_schema())) as mine',
    [LOCK_SPACE],
  );
  return rows[0]?.mine === true;
}

/**
 * One hub per database: stages, tallies and notices live in the hub's memory. The lease is a lock that
 * one connection holds, so PostgreSQL ends it when this process, its machine or the network between
 * ends. A lease that was lost is taken again before the next
 * write. Rows are safe without it: writers are kept apart by the head's row lock (rule S1).
 */
export class Lease {
  readonly #config: ClientConfig;
  readonly #log: Log;
  #client: Client | null;
  #taking: Promise<void> | null = null;

  private constructor(config: ClientConfig, log: Log, client: Client) {
    this.#config = config;
    this.#log = log;
    this.#client = client;
    this.#watch(client);
  }

  /** Throws `StartError` where another hub has the database, `patience` ms after it was asked for. */
  static async take(config: ClientConfig, log: Log, patience = PATIENCE): Promise<Lease> {
    const { client, mine } = await Lease.#connect(config, patience);
    if (mine) return new Lease(config, log, client);
    await client.end();
    throw new StartError('Another hub is running on the database of DATABASE_URL: stop that one first');
  }

  static async #connect(config: ClientConfig, patience: number): Promise<Taken> {
    const client = new Client(config);
    // What breaks is told by the query that is under way, or by `#watch`.
    client.on('error', () => undefined);
    try {
      await client.connect();
      for (const [name, value] of Object.entries(sessionSettings)) {
        await client.query(`set ${name} = ${value}`);
      }
      let mine = await lock(client);
      for (let waited = 0; !mine && waited < patience; waited += STEP) {
        await pause(STEP);
        mine = await lock(client);
      }
      return { client, mine };
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
  }

  #watch(client: Client): void {
    client.once('end', () => {
      if (this.#client !== client) return;
      this.#client = null;
      this.#log.warn('the lease of the database was lost; it is taken again before the next write');
    });
  }

  /** Resolves while the lease is held. Throws `RefusedError` hub-error where it cannot be had. */
  async claim(): Promise<void> {
    if (this.#client) return;
    this.#taking ??= this.#takeAgain().finally(() => {
      this.#taking = null;
    });
    await this.#taking;
  }

  async #takeAgain(): Promise<void> {
    const taken = await Lease.#connect(this.#config, 0).catch((error: unknown) => {
      throw nameFault(error);
    });
    if (!taken.mine) {
      await taken.client.end();
      throw new RefusedError('hub-error', 'another hub has the database');
    }
    this.#client = taken.client;
    this.#watch(taken.client);
    this.#log.info('the lease of the database is held again');
  }

  async release(): Promise<void> {
    await this.#taking?.catch(() => undefined);
    const client = this.#client;
    this.#client = null;
    await client?.end();
  }
}
