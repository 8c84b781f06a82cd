import { RefusedError } from '#shared/contracts/refusals.ts';
import { type Account, type Membership, membership } from '#shared/people/account.ts';
import type { Store } from '../store/Store.ts';
import type { AccessTokens } from './AccessTokens.ts';

/** Who speaks, by an access token that the hub signed. */
export type Caller = {
  readonly accountId: string;
  readonly deviceId: string;
  /** When the token stops working, in ms since 1970. */
  readonly expires: number;
};

/** One device of an account. */
export type Device = Pick<Caller, 'accountId' | 'deviceId'>;

/** What an account is in a workshop from now on; `null` where it is nothing there any more. */
export type MembershipChange = {
  readonly accountId: string;
  readonly workshopId: string;
  readonly membership: Membership | null;
};

/** Who an account is and what it is in a workshop. */
export class Access {
  readonly #store: Store;
  readonly #tokens: AccessTokens;
  readonly #removed = new Set<(accountId: string) => void>();
  readonly #signedOut = new Set<(device: Device) => void>();
  readonly #changed = new Set<(change: MembershipChange) => void>();

  constructor(store: Store, tokens: AccessTokens) {
    this.#store = store;
    this.#tokens = tokens;
  }

  /** Throws `RefusedError` token-missing, token-expired or token-forged. */
  async verifyAccess(token: string): Promise<Caller> {
    const caller = await this.#tokens.verify(token);
    const device = await this.#store.read
      .selectFrom('device')
      .select(['account_id', 'revoked'])
      .where('id', '=', caller.deviceId)
      .executeTakeFirst();
    if (device?.account_id !== caller.accountId || device.revoked !== null) {
      throw new RefusedError('token-forged', 'the device was signed out');
    }
    return caller;
  }

  /** Throws `RefusedError` not-a-member. */
  async membership(accountId: string, workshopId: string): Promise<Membership> {
    const found = (await this.memberships(accountId)).find((one) => one.workshopId === workshopId);
    if (!found) throw new RefusedError('not-a-member');
    return found;
  }

  async memberships(accountId: string): Promise<readonly Membership[]> {
    const rows = await this.#store.read
      .selectFrom('membership')
      .selectAll()
      .where('account_id', '=', accountId)
      .orderBy('workshop_id')
      .execute();
    return rows.map((row) =>
      membership.parse({ workshopId: row.workshop_id, role: row.role, personId: row.person_id }),
    );
  }

  /** Throws `RefusedError` not-found. */
  async account(id: string): Promise<Account> {
    const row = await this.#store.read
      .selectFrom('account')
      .select(['id', 'name'])
      .where('id', '=', id)
      .executeTakeFirst();
    if (!row) throw new RefusedError('not-found', 'account');
    return row;
  }

  /** Ends an account's memberships, devices and refresh tokens; its sockets follow (rule A4). */
  async remove(accountId: string): Promise<void> {
    await this.#store.transaction(async (sql) => {
      await sql.deleteFrom('membership').where('account_id', '=', accountId).execute();
      await sql.deleteFrom('refresh').where('account_id', '=', accountId).execute();
      await sql
        .updateTable('device')
        .set({ revoked: Date.now() })
        .where('account_id', '=', accountId)
        .execute();
    });
    for (const listener of this.#removed) listener(accountId);
  }

  /** Returns what ends the listening. */
  onRemoved(listener: (accountId: string) => void): () => void {
    this.#removed.add(listener);
    return () => {
      this.#removed.delete(listener);
    };
  }

  /** Tells who listens that the hub has signed one device out; the account's others go on. */
  signedOut(device: Device): void {
    for (const listener of this.#signedOut) listener(device);
  }

  /** Returns what ends the listening. */
  onSignedOut(listener: (device: Device) => void): () => void {
    this.#signedOut.add(listener);
    return () => {
      this.#signedOut.delete(listener);
    };
  }

  /** Tells who listens that a membership was given, changed or ended; after it is committed. */
  membershipChanged(change: MembershipChange): void {
    for (const listener of this.#changed) listener(change);
  }

  /** Returns what ends the listening. */
  onMembership(listener: (change: MembershipChange) => void): () => void {
    this.#changed.add(listener);
    return () => {
      this.#changed.delete(listener);
    };
  }
}
