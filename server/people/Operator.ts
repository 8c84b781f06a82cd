import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Store } from '../store/Store.ts';
import type { Schema } from '../store/schema.ts';
import type { AccessTokens } from './AccessTokens.ts';

const META = 'operator';
const NAME = 'Operator of the hub';

/** The account of the hub's command line, which is nobody's; `null` where it was never needed. */
export async function operatorAccount(sql: Kysely<Schema>): Promise<string | null> {
  const found = await sql.selectFrom('meta').select('value').where('key', '=', META).executeTakeFirst();
  return found?.value.split(' ')[0] ?? null;
}

/**
 * Who acts from the hub's own command line: an account without an invite. It is an organizer of a
 * workshop only while a command runs; whoever can write the hub's database can be it.
 */
export class Operator {
  readonly accountId: string;
  readonly #deviceId: string;
  readonly #store: Store;

  private constructor(store: Store, accountId: string, deviceId: string) {
    this.#store = store;
    this.accountId = accountId;
    this.#deviceId = deviceId;
  }

  static async open(store: Store): Promise<Operator> {
    const known = await store.meta(META);
    if (known !== null) {
      const [accountId = '', deviceId = ''] = known.split(' ');
      return new Operator(store, accountId, deviceId);
    }
    const accountId = randomUUID();
    const deviceId = randomUUID();
    const created = Date.now();
    await store.transaction(async (sql) => {
      await sql.insertInto('account').values({ id: accountId, name: NAME, created }).execute();
      await sql
        .insertInto('device')
        .values({ id: deviceId, account_id: accountId, secret_hash: '', label: NAME, created, revoked: null })
        .execute();
    });
    await store.setMeta(META, `${accountId} ${deviceId}`);
    return new Operator(store, accountId, deviceId);
  }

  async token(tokens: AccessTokens): Promise<string> {
    return (await tokens.issue(this.accountId, this.#deviceId)).token;
  }

  /** Runs `work` as an organizer of the workshop, and is none afterwards. */
  async asOrganizer<T>(workshopId: string, work: () => Promise<T>): Promise<T> {
    const columns = { account_id: this.accountId, workshop_id: workshopId };
    await this.#store.transaction((sql) =>
      sql
        .insertInto('membership')
        .values({ ...columns, role: 'organizer', person_id: null })
        .onConflict((conflict) => conflict.columns(['account_id', 'workshop_id']).doNothing())
        .execute(),
    );
    try {
      return await work();
    } finally {
      await this.#store.transaction((sql) =>
        sql
          .deleteFrom('membership')
          .where('account_id', '=', this.accountId)
          .where('workshop_id', '=', workshopId)
          .execute(),
      );
    }
  }
}
