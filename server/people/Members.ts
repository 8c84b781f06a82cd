import type { HttpReply } from '#shared/contracts/http.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { type Membership, membership, type Role } from '#shared/people/account.ts';
import { may } from '#shared/people/permissions.ts';
import type { Store, WorkshopWrite } from '../store/Store.ts';
import type { Access } from './Access.ts';
import { newStamp } from './grantMemberships.ts';
import { operatorAccount } from './Operator.ts';

/** Which member of which workshop. */
export type MemberKey = { readonly workshopId: string; readonly accountId: string };

function ofWorkshop(tx: WorkshopWrite) {
  return tx.sql.selectFrom('membership').where('workshop_id', '=', tx.workshopId);
}

async function memberIn(tx: WorkshopWrite, accountId: string): Promise<Membership | null> {
  const found = await ofWorkshop(tx).selectAll().where('account_id', '=', accountId).executeTakeFirst();
  if (!found) return null;
  return membership.parse({ workshopId: tx.workshopId, role: found.role, personId: found.person_id });
}

async function assertOtherOrganizer(tx: WorkshopWrite, accountId: string): Promise<void> {
  const operator = (await operatorAccount(tx.sql)) ?? '';
  const other = await ofWorkshop(tx)
    .select('account_id')
    .where('role', '=', 'organizer')
    .where('account_id', 'not in', [accountId, operator])
    .executeTakeFirst();
  if (!other) throw new RefusedError('wrong-state', 'the last organizer stays');
}

async function getMember(tx: WorkshopWrite, accountId: string): Promise<Membership> {
  const found = await memberIn(tx, accountId);
  if (!found) throw new RefusedError('not-found', 'member');
  return found;
}

/**
 * Who belongs to a workshop, and as what. Every change holds the workshop's lock, so that of two
 * organizers who demote each other one stays, and a command is of before or after it.
 */
export class Members {
  readonly #store: Store;
  readonly #access: Access;

  constructor(store: Store, access: Access) {
    this.#store = store;
    this.#access = access;
  }

  /** Throws `RefusedError` not-a-member or not-allowed. */
  async list(callerId: string, workshopId: string): Promise<HttpReply<'members'>> {
    const { role } = await this.#access.membership(callerId, workshopId);
    if (!may(role, 'member.manage')) throw new RefusedError('not-allowed');
    const rows = await this.#store.read
      .selectFrom('membership')
      .innerJoin('account', 'account.id', 'membership.account_id')
      .select(['account.id', 'account.name', 'membership.role', 'membership.person_id'])
      .where('membership.workshop_id', '=', workshopId)
      .orderBy('account.name')
      .orderBy('account.id')
      .execute();
    const members = rows.map(({ id, name, role: as, person_id }) => ({
      account: { id, name },
      membership: membership.parse({ workshopId, role: as, personId: person_id }),
    }));
    return { members };
  }

  /**
   * Changes what a member is; who is none has to open an invite link. Throws `RefusedError`
   * not-a-member, not-allowed, not-found (no such member or person), wrong-state (the last organizer).
   */
  async set(
    callerId: string,
    { workshopId, accountId }: MemberKey,
    next: { readonly role: Role; readonly personId: string | null },
  ): Promise<void> {
    await this.#access.membership(callerId, workshopId);
    const changed = await this.#store.write(workshopId, async (tx) => {
      await this.#assertManages(tx, callerId);
      const before = await getMember(tx, accountId);
      if (before.role === next.role && before.personId === next.personId) return false;
      if (next.personId !== null && !(await tx.row('person', next.personId))) {
        throw new RefusedError('not-found', 'person');
      }
      if (before.role === 'organizer' && next.role !== 'organizer') await assertOtherOrganizer(tx, accountId);
      await tx.sql
        .updateTable('membership')
        .set({ role: next.role, person_id: next.personId, stamp: newStamp() })
        .where('workshop_id', '=', workshopId)
        .where('account_id', '=', accountId)
        .execute();
      return true;
    });
    if (changed) {
      this.#access.membershipChanged({ accountId, workshopId, membership: { workshopId, ...next } });
    }
  }

  /**
   * Ends a membership (rule A4): organizers may end each, everyone the own. Its places end at once, and
   * no request or notice of this workshop is for the account any more. Sockets and refresh tokens belong
   * to the account on this hub, not to one of its workshops: they end with its last membership, and go on
   * where it has others. A link that was opened before does not bring a removed person back; a new one
   * does. Throws `RefusedError` not-a-member, not-allowed, not-found, wrong-state (the last organizer).
   */
  async remove(callerId: string, { workshopId, accountId }: MemberKey): Promise<void> {
    await this.#access.membership(callerId, workshopId);
    await this.#store.write(workshopId, async (tx) => {
      if (callerId !== accountId) await this.#assertManages(tx, callerId);
      const { role } = await getMember(tx, accountId);
      if (role === 'organizer') await assertOtherOrganizer(tx, accountId);
      await tx.sql
        .deleteFrom('membership')
        .where('workshop_id', '=', workshopId)
        .where('account_id', '=', accountId)
        .execute();
    });
    this.#access.membershipChanged({ accountId, workshopId, membership: null });
    if ((await this.#access.memberships(accountId)).length === 0) await this.#access.remove(accountId);
  }

  async #assertManages(tx: WorkshopWrite, callerId: string): Promise<void> {
    const caller = await memberIn(tx, callerId);
    if (!caller) throw new RefusedError('not-a-member');
    if (!may(caller.role, 'member.manage')) throw new RefusedError('not-allowed');
  }
}
