import type { Selectable, Transaction } from 'kysely';
import type { HttpReply } from '#shared/contracts/http.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { Store } from '../store/Store.ts';
import type { Schema } from '../store/schema.ts';
import type { Access } from './Access.ts';
import type { AccessTokens } from './AccessTokens.ts';
import { hashSecret, newSecret } from './secrets.ts';

const REFRESH_LIFE = 90 * 86_400_000;
/** How long a used token may be repeated once, because the reply to it was lost. */
const REPEAT_WITHIN = 60_000;

type Refresh = Selectable<Schema['refresh']>;
type Tokens = Pick<HttpReply<'refresh'>, 'accessToken' | 'accessExpires' | 'refreshToken'>;
type Exchange =
  | { readonly kind: 'exchanged'; readonly next: string; readonly from: Refresh }
  | { readonly kind: 'expired' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'stolen'; readonly from: Refresh };

/** Signed-in devices: an access token for minutes, and a refresh token that changes with each use. */
export class Sessions {
  readonly #store: Store;
  readonly #access: Access;
  readonly #tokens: AccessTokens;
  readonly #now: () => number;

  constructor(store: Store, access: Access, tokens: AccessTokens, now: () => number = Date.now) {
    this.#store = store;
    this.#access = access;
    this.#tokens = tokens;
    this.#now = now;
  }

  async begin(accountId: string, deviceId: string): Promise<Tokens> {
    const refreshToken = await this.#store.transaction((sql) => this.#issue(sql, accountId, deviceId));
    return this.#reply(accountId, deviceId, refreshToken);
  }

  /**
   * Exchanges a refresh token. A used one that comes back revokes the device's tokens and ends its
   * sockets, because one of two has stolen it; only the first repeat within a minute, while its successor lies unused, is
   * taken for a lost reply. Throws `RefusedError` token-expired or token-forged.
   */
  async refresh(refreshToken: string): Promise<HttpReply<'refresh'>> {
    const exchange = await this.#store.transaction((sql) => this.#exchange(sql, hashSecret(refreshToken)));
    if (exchange.kind === 'expired') throw new RefusedError('token-expired');
    if (exchange.kind === 'unknown') throw new RefusedError('token-forged');
    const { account_id: accountId, device_id: deviceId } = exchange.from;
    if (exchange.kind === 'stolen') {
      this.#access.signedOut({ accountId, deviceId });
      throw new RefusedError('token-forged');
    }
    return {
      ...(await this.#reply(accountId, deviceId, exchange.next)),
      memberships: [...(await this.#access.memberships(accountId))],
    };
  }

  async #exchange(sql: Transaction<Schema>, hash: string): Promise<Exchange> {
    const now = this.#now();
    const found = await sql.selectFrom('refresh').selectAll().where('hash', '=', hash).executeTakeFirst();
    if (!found) return { kind: 'unknown' };
    if (found.expires <= now) return { kind: 'expired' };
    if (found.used !== null && !(await this.#mayRepeat(sql, found, found.used))) {
      await this.#revoke(sql, found.device_id);
      return { kind: 'stolen', from: found };
    }
    if (found.successor !== null) {
      await sql.deleteFrom('refresh').where('hash', '=', found.successor).execute();
    }
    const next = await this.#issue(sql, found.account_id, found.device_id);
    await sql
      .updateTable('refresh')
      .set({ used: found.used ?? now, repeated: found.used === null ? 0 : 1, successor: hashSecret(next) })
      .where('hash', '=', hash)
      .execute();
    return { kind: 'exchanged', next, from: found };
  }

  async #mayRepeat(sql: Transaction<Schema>, found: Refresh, used: number): Promise<boolean> {
    if (found.repeated !== 0 || this.#now() - used > REPEAT_WITHIN || found.successor === null) return false;
    const successor = await sql
      .selectFrom('refresh')
      .select('used')
      .where('hash', '=', found.successor)
      .executeTakeFirst();
    return successor !== undefined && successor.used === null;
  }

  async #revoke(sql: Transaction<Schema>, deviceId: string): Promise<void> {
    await sql.deleteFrom('refresh').where('device_id', '=', deviceId).execute();
    await sql.updateTable('device').set({ revoked: this.#now() }).where('id', '=', deviceId).execute();
  }

  async #issue(sql: Transaction<Schema>, accountId: string, deviceId: string): Promise<string> {
    const now = this.#now();
    const token = newSecret();
    await sql.deleteFrom('refresh').where('device_id', '=', deviceId).where('expires', '<=', now).execute();
    await sql
      .insertInto('refresh')
      .values({
        hash: hashSecret(token),
        account_id: accountId,
        device_id: deviceId,
        created: now,
        expires: now + REFRESH_LIFE,
        used: null,
        repeated: 0,
        successor: null,
      })
      .execute();
    return token;
  }

  async #reply(accountId: string, deviceId: string, refreshToken: string): Promise<Tokens> {
    const { token, expires } = await this.#tokens.issue(accountId, deviceId);
    return { accessToken: token, accessExpires: new Date(expires).toISOString(), refreshToken };
  }
}
