import type { Transaction } from 'kysely';
import type { z } from 'zod';
import type { HttpReply, http } from '#shared/contracts/http.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { Membership } from '#shared/people/account.ts';
import { newId } from '../store/newId.ts';
import type { Store } from '../store/Store.ts';
import type { Schema } from '../store/schema.ts';
import type { Access } from './Access.ts';
import { grantMemberships } from './grantMemberships.ts';
import { type FoundInvite, findInvite, spendInvite } from './Invites.ts';
import type { Sessions } from './Sessions.ts';
import { hashSecret, isSecret } from './secrets.ts';

type JoinRequest = z.output<(typeof http)['join']['request']>;

type KnownDevice = { readonly accountId: string; readonly signedOut: boolean };

async function knownDevice(
  sql: Transaction<Schema>,
  device: JoinRequest['device'],
): Promise<KnownDevice | null> {
  const found = await sql
    .selectFrom('device')
    .select(['account_id', 'secret_hash', 'revoked'])
    .where('id', '=', device.id)
    .executeTakeFirst();
  if (!found) return null;
  if (!isSecret(device.secret, found.secret_hash)) throw new RefusedError('token-forged', 'device');
  return { accountId: found.account_id, signedOut: found.revoked !== null };
}

async function hasMemberships(sql: Transaction<Schema>, accountId: string): Promise<boolean> {
  const found = await sql
    .selectFrom('membership')
    .select('workshop_id')
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return found !== undefined;
}

/** A device that was signed out because its token was stolen stays out; a removed person is asked back. */
async function takeBack(sql: Transaction<Schema>, { accountId }: KnownDevice, id: string): Promise<void> {
  if (await hasMemberships(sql, accountId))
    throw new RefusedError('not-allowed', 'the device was signed out');
  await sql.updateTable('device').set({ revoked: null }).where('id', '=', id).execute();
}

async function createAccount(
  sql: Transaction<Schema>,
  invite: FoundInvite,
  request: JoinRequest,
  now: number,
): Promise<string> {
  const id = newId(now);
  const name = request.name ?? invite.name ?? 'Guest';
  await sql.insertInto('account').values({ id, name, created: now }).execute();
  const { device } = request;
  await sql
    .insertInto('device')
    .values({
      id: device.id,
      account_id: id,
      secret_hash: hashSecret(device.secret),
      label: device.label,
      created: now,
      revoked: null,
    })
    .execute();
  return id;
}

/** Opens invite links (rule A1). */
export class Joining {
  readonly #store: Store;
  readonly #access: Access;
  readonly #sessions: Sessions;

  constructor(store: Store, access: Access, sessions: Sessions) {
    this.#store = store;
    this.#access = access;
    this.#sessions = sessions;
  }

  /**
   * A new device gets a new account. A known one keeps its own: the same link restores it and is not
   * used up again, another link adds to what the account may do. Who was removed from every workshop comes
   * back by a link that this device has not opened before. Throws `RefusedError` invite-unknown,
   * invite-expired, invite-used-up, token-forged for a wrong device secret, or not-allowed for a device that
   * was signed out as stolen, which no link brings back.
   */
  async join(request: JoinRequest): Promise<HttpReply<'join'>> {
    const { device } = request;
    const { accountId, given } = await this.#store.transaction((sql) => this.#account(sql, request));
    for (const membership of given) {
      this.#access.membershipChanged({ accountId, workshopId: membership.workshopId, membership });
    }
    const tokens = await this.#sessions.begin(accountId, device.id);
    return {
      ...tokens,
      account: await this.#access.account(accountId),
      memberships: [...(await this.#access.memberships(accountId))],
    };
  }

  async #account(
    sql: Transaction<Schema>,
    request: JoinRequest,
  ): Promise<{ readonly accountId: string; readonly given: readonly Membership[] }> {
    const now = Date.now();
    const { device } = request;
    const invite = await findInvite(sql, request.invite);
    const known = await knownDevice(sql, device);
    const redeemed = await sql
      .selectFrom('redemption')
      .select('account_id')
      .where('invite_hash', '=', invite.hash)
      .where('device_id', '=', device.id)
      .executeTakeFirst();
    if (known?.signedOut) {
      if (redeemed) throw new RefusedError('not-allowed', 'the device was signed out');
      await takeBack(sql, known, device.id);
    }
    if (known && redeemed) return { accountId: known.accountId, given: [] };
    await spendInvite(sql, invite, now);
    const accountId = known?.accountId ?? (await createAccount(sql, invite, request, now));
    const given = await grantMemberships(sql, invite, accountId);
    await sql
      .insertInto('redemption')
      .values({ invite_hash: invite.hash, device_id: device.id, account_id: accountId, at: now })
      .execute();
    return { accountId, given };
  }
}
