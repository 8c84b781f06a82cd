import { randomInt } from 'node:crypto';
import type { Transaction } from 'kysely';
import { type Membership, type Role, role } from '#shared/people/account.ts';
import type { Schema } from '../store/schema.ts';
import type { FoundInvite } from './Invites.ts';

const strength: Readonly<Record<Role, number>> = { attendee: 0, speaker: 1, moderator: 2, organizer: 3 };

/** The role that may do more: a second invite never takes something away. */
export function strongerRole(a: Role, b: Role): Role {
  return strength[a] >= strength[b] ? a : b;
}

/** For a membership that is given or changed. */
export function newStamp(): number {
  return randomInt(2 ** 47);
}

/** Makes the account a member of every workshop of the invite; returns what it is there now. */
export async function grantMemberships(
  sql: Transaction<Schema>,
  invite: FoundInvite,
  accountId: string,
): Promise<readonly Membership[]> {
  const given: Membership[] = [];
  const grants = await sql
    .selectFrom('invite_workshop')
    .selectAll()
    .where('invite_hash', '=', invite.hash)
    .execute();
  for (const grant of grants) {
    const before = await sql
      .selectFrom('membership')
      .selectAll()
      .where('account_id', '=', accountId)
      .where('workshop_id', '=', grant.workshop_id)
      .executeTakeFirst();
    const columns = {
      role: before ? strongerRole(role.parse(before.role), invite.role) : invite.role,
      person_id: grant.person_id ?? before?.person_id ?? null,
      stamp: newStamp(),
    };
    await sql
      .insertInto('membership')
      .values({ account_id: accountId, workshop_id: grant.workshop_id, ...columns })
      .onConflict((conflict) => conflict.columns(['account_id', 'workshop_id']).doUpdateSet(columns))
      .execute();
    given.push({ workshopId: grant.workshop_id, role: columns.role, personId: columns.person_id });
  }
  return given;
}
