import type { IpcNotice } from '#shared/contracts/ipc.ts';
import type { RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { packParts } from '#shared/packs/pack.ts';
import type { BlobCache } from '../recordings/BlobCache.ts';
import type { Room } from '../recordings/downloads/Room.ts';
import type { MediaCache } from '../recordings/MediaCache.ts';
import type { MediaGrants } from '../recordings/MediaGrants.ts';
import { type OpenedPack, openPack } from './openPack.ts';
import type { Job } from './PackJobs.ts';
import { allowedBlobs, allowedRefs, packRights, type RightsParts } from './packRights.ts';
import { type PackedRef, type PackStore, type TakingRendition, takeOver } from './takeOver.ts';

export type ImportParts = RightsParts & {
  readonly cache: Pick<MediaCache, 'adopt' | 'list'>;
  readonly blobs: Pick<BlobCache, 'stored' | 'put'>;
  readonly grants: Pick<MediaGrants, 'holds' | 'mayStore'>;
  readonly space: Pick<Room, 'hasFor'>;
  readonly downloads: { readonly remove: (which: (ref: RenditionRef) => boolean) => Promise<unknown> };
  readonly onTaken: (notice: IpcNotice<'downloads.changed'>) => void;
};

/**
 * Takes over the recordings and pictures of a pack. Its file is closed afterwards. Throws as `takeOver`; `disk-full`
 * before anything is taken, where there is no room for all of it.
 */
export async function importPack(parts: ImportParts, from: OpenedPack | string, job: Job): Promise<void> {
  const pack = typeof from === 'string' ? await openPack(from) : from;
  try {
    const renditions = await allowedRefs(parts, pack);
    const blobs = allowedBlobs(pack, await packRights(parts, pack));
    const media = renditions.reduce((sum, { ref }) => sum + ref.rendition.size, 0);
    const pictures = blobs.reduce((sum, hash) => sum + pack.file.sizeOf(packParts.blob(hash)), 0);
    job.plan({ total: media + pictures });
    await assertRoom(parts, renditions);
    await takeOver({
      ...{ pack, renditions, blobs, store: storeOf(parts, pack) },
      signal: job.signal,
      onBytes: job.add,
      onDamage: job.damage,
    });
  } finally {
    await pack.file.close();
  }
}

async function assertRoom({ cache, space }: ImportParts, renditions: readonly PackedRef[]): Promise<void> {
  const held = new Map(
    (await cache.list()).map(({ ref, file }) => [`${ref.hub} ${ref.rendition.id}`, file.heldBytes()]),
  );
  const missing = renditions.map(
    ({ ref }) => ref.rendition.size - (held.get(`${ref.hub} ${ref.rendition.id}`) ?? 0),
  );
  const bytes = missing.reduce((sum, one) => sum + one, 0);
  if (bytes > 0 && !(await space.hasFor(bytes))) throw new RefusedError('disk-full', `${bytes} bytes`);
}

function storeOf(parts: ImportParts, pack: OpenedPack): PackStore {
  const { cache, blobs, grants, downloads, onTaken } = parts;
  const isSame = (one: RenditionRef, ref: RenditionRef): boolean =>
    one.hub === ref.hub && one.rendition.id === ref.rendition.id;
  return {
    adopt: (ref, signed) => cache.adopt(ref, signed),
    hasBlob: async (hash) => (await blobs.stored(hash)) !== null,
    putBlob: (hash, bytes) => blobs.put(hash, bytes),
    mayTake: async (ref) => (await packRights(parts, pack)).mayKeep(ref),
    drop: async (ref) => {
      const mayStay = (one: RenditionRef): boolean => grants.holds(one) && grants.mayStore(one);
      await downloads.remove((one) => isSame(one, ref) && !mayStay(one));
    },
    onTaken: (rendition) => onTaken(stateOf(rendition)),
  };
}

function stateOf({ ref, file, manifest }: TakingRendition): IpcNotice<'downloads.changed'> {
  const bytes = file.heldBytes();
  if (bytes === manifest.size) return { ref, download: { state: 'complete' } };
  return { ref, download: bytes > 0 ? { state: 'partial', bytes } : { state: 'absent' } };
}
