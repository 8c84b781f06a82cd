import type { Transaction } from 'kysely';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { type Role, role } from '#shared/people/account.ts';
import type { Store } from '../store/Store.ts';
import type { Schema } from '../store/schema.ts';
import { hashSecret, newSecret } from './secrets.ts';

/** What an invite gives; `personId` links a speaker's membership to a person of the program. */
export type Grant = { readonly workshopId: string; readonly personId: string | null };

export type NewInvite = {
  readonly role: Role;
  readonly uses: number;
  /** In ms since 1970. */
  readonly expires: number;
  /** Of whom a personal invite is for. */
  readonly name: string | null;
  readonly grants: readonly Grant[];
};

export type FoundInvite = {
  readonly hash: string;
  readonly role: Role;
  readonly name: string | null;
  readonly expires: number;
  readonly spent: boolean;
};

/** Rule A1: an invite is kept as a hash, so that who reads the database cannot use one. */
export class Invites {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Returns the secret that goes into the link. */
  async create(invite: NewInvite, secret = newSecret()): Promise<string> {
    const hash = hashSecret(secret);
    await this.#store.transaction(async (sql) => {
      await sql
        .insertInto('invite')
        .values({
          hash,
          role: invite.role,
          uses: invite.uses,
          used: 0,
          expires: invite.expires,
          name: invite.name,
          created: Date.now(),
        })
        .execute();
      for (const { workshopId, personId } of invite.grants) {
        await sql
          .insertInto('invite_workshop')
          .values({ invite_hash: hash, workshop_id: workshopId, person_id: personId })
          .execute();
      }
    });
    return secret;
  }
}

/** Throws `RefusedError` invite-unknown. */
export async function findInvite(sql: Transaction<Schema>, secret: string): Promise<FoundInvite> {
  const found = await sql
    .selectFrom('invite')
    .selectAll()
    .where('hash', '=', hashSecret(secret))
    .executeTakeFirst();
  if (!found) throw new RefusedError('invite-unknown');
  return {
    hash: found.hash,
    role: role.parse(found.role),
    name: found.name,
    expires: found.expires,
    spent: found.used >= found.uses,
  };
}

/** Uses the invite up by one. Throws `RefusedError` invite-expired or invite-used-up. */
export async function spendInvite(sql: Transaction<Schema>, invite: FoundInvite, now: number): Promise<void> {
  if (invite.expires <= now) throw new RefusedError('invite-expired');
  if (invite.spent) throw new RefusedError('invite-used-up');
  await sql
    .updateTable('invite')
    .set((eb) => ({ used: eb('used', '+', 1) }))
    .where('hash', '=', invite.hash)
    .execute();
}
