import type { Membership } from '#shared/people/account.ts';
import type { Reader } from '#shared/sync/audiences.ts';
import type { Store } from '../store/Store.ts';

/** The account as it reads the workshop of its membership, with the talks that it speaks in. */
export async function readerOf(store: Store, accountId: string, membership: Membership): Promise<Reader> {
  const { personId, workshopId, role } = membership;
  if (personId === null) return { accountId, role, talkIds: [] };
  const talks = await store.rows(workshopId, 'talk');
  const own = talks.filter((talk) => talk.data.speakers.some((speaker) => speaker.personId === personId));
  return { accountId, role, talkIds: own.map((talk) => talk.id) };
}
