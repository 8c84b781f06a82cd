import type { HttpReply } from '#shared/contracts/http.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { Membership } from '#shared/people/account.ts';
import { rowDataFrom } from '#shared/program/import/newRowData.ts';
import type { RowInput } from '#shared/sync/rows.ts';
import type { Access } from '../people/Access.ts';
import type { Store } from '../store/Store.ts';

type NewWorkshop = { readonly id: string; readonly slug: string; readonly title: string };
type Parts = { readonly store: Store; readonly access: Access };

/** A workshop of which only the name is known. */
function bareWorkshop({ slug, title }: NewWorkshop): RowInput<'workshop'> {
  const read = rowDataFrom('workshop', null, { slug, title });
  if (!read.ok) throw new RefusedError('malformed', read.why);
  return read.data;
}

/**
 * Makes a workshop whose organizer is who asks; whoever organizes one on this hub may. Asked again by the
 * same organizer with the same id and slug it answers the same. Throws `RefusedError` not-allowed, or
 * already-done where id or slug are taken.
 */
export async function createWorkshop(
  { store, access }: Parts,
  accountId: string,
  asked: NewWorkshop,
): Promise<HttpReply<'createWorkshop'>> {
  const { id, slug } = asked;
  const organized = (await access.memberships(accountId)).filter((one) => one.role === 'organizer');
  if (organized.length === 0) throw new RefusedError('not-allowed');
  const membership: Membership = { workshopId: id, role: 'organizer', personId: null };
  const isNew = await store.transaction(async (sql) => {
    const taken = await sql
      .selectFrom('workshop')
      .select(['id', 'slug'])
      .where((eb) => eb.or([eb('id', '=', id), eb('slug', '=', slug)]))
      .execute();
    if (taken.length > 0) {
      const isOwn = organized.some((one) => one.workshopId === id);
      if (isOwn && taken.every((one) => one.id === id && one.slug === slug)) return false;
      throw new RefusedError('already-done', 'a workshop of that short name');
    }
    await sql.insertInto('workshop').values({ id, slug, head: 0 }).execute();
    const columns = { account_id: accountId, workshop_id: id, role: 'organizer', person_id: null };
    await sql.insertInto('membership').values(columns).execute();
    return true;
  });
  const head = await store.write(id, async (tx) => {
    if (!(await tx.row('workshop', id))) await tx.put('workshop', id, bareWorkshop(asked));
    return tx.rev;
  });
  if (isNew) access.membershipChanged({ accountId, workshopId: id, membership });
  return { id, slug, head, membership };
}
