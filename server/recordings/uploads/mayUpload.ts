import { assertNever } from '#shared/assertNever.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { Membership } from '#shared/people/account.ts';
import { may } from '#shared/people/permissions.ts';
import type { UploadTarget } from '#shared/recordings/upload.ts';
import type { Store } from '../../store/Store.ts';
import type { Readers } from '../../sync/Readers.ts';

type Deps = { readonly store: Store; readonly readers: Readers };

/** What a target belongs to: a talk, a person, or what only organizers add to. */
type Owner =
  | { readonly kind: 'talk'; readonly talkId: string }
  | { readonly kind: 'person'; readonly personId: string }
  | { readonly kind: 'organizers' };

async function ownerOf(store: Store, workshopId: string, target: UploadTarget): Promise<Owner> {
  const assertThere = async (kind: 'talk' | 'session' | 'person', id: string): Promise<void> => {
    if (!(await store.row(workshopId, kind, id))) throw new RefusedError('not-found', kind);
  };
  const ofRecorded = (of: Extract<UploadTarget, { what: 'recording' }>['of']): Owner =>
    of.kind === 'talk' ? of : { kind: 'organizers' };
  switch (target.what) {
    case 'recording':
      if (target.of.kind === 'talk') await assertThere('talk', target.of.talkId);
      else await assertThere('session', target.of.sessionId);
      return ofRecorded(target.of);
    case 'captions':
    case 'slides': {
      const recording = await store.row(workshopId, 'recording', target.recordingId);
      if (!recording) throw new RefusedError('not-found', 'recording');
      return ofRecorded(recording.data.of);
    }
    case 'photo':
      await assertThere('person', target.personId);
      return { kind: 'person', personId: target.personId };
    default:
      return assertNever(target);
  }
}

/**
 * Organizers upload anything, a speaker what belongs to the own talks and the own photo (act `recording.upload`).
 * Throws `RefusedError` not-allowed, or not-found where the workshop has no such thing.
 */
export async function assertMayUpload(
  { store, readers }: Deps,
  accountId: string,
  membership: Membership,
  { target }: { readonly target: UploadTarget },
): Promise<void> {
  const { workshopId, role, personId } = membership;
  if (!may(role, 'recording.upload')) throw new RefusedError('not-allowed');
  const owner = await ownerOf(store, workshopId, target);
  if (may(role, 'recording.manage')) return;
  const { talkIds } = await readers.of(accountId, membership);
  const isOwn =
    (owner.kind === 'talk' && talkIds.includes(owner.talkId)) ||
    (owner.kind === 'person' && owner.personId === personId);
  if (!isOwn) throw new RefusedError('not-allowed');
}
