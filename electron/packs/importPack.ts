import { createReadStream } from 'node:fs';
import type { IpcNotice } from '#shared/contracts/ipc.ts';
import type { HubRegistry } from '../people/HubRegistry.ts';
import type { BlobCache } from '../recordings/BlobCache.ts';
import type { MediaCache } from '../recordings/MediaCache.ts';
import type { MediaGrants } from '../recordings/MediaGrants.ts';
import { isMember } from './guestHub.ts';
import { type OpenedPack, openPack } from './openPack.ts';
import type { Job } from './PackJobs.ts';
import type { AtHub, PackShelf } from './PackShelf.ts';
import { readSnapshotRows } from './SnapshotRows.ts';
import { type PackedRef, packedRefs, type TakingRendition, takeOver } from './takeOver.ts';

export type ImportParts = {
  readonly registry: Pick<HubRegistry, 'get'>;
  readonly cache: Pick<MediaCache, 'adopt' | 'list'>;
  readonly blobs: Pick<BlobCache, 'stored' | 'put'>;
  readonly grants: Pick<MediaGrants, 'find' | 'knows'>;
  readonly shelf: PackShelf;
  readonly onTaken: (notice: IpcNotice<'downloads.changed'>) => void;
};

/** The workshop that a pack is of. */
export function placeOf({ head }: OpenedPack): AtHub {
  return { hub: head.hub.fingerprint, workshopId: head.snapshot.workshopId };
}

/**
 * The renditions of a pack that this computer may have. What its snapshot allows was so on the day of the pack:
 * where the base of a member, or a newer snapshot, has taken a recording back since, it stays out (rule M8).
 */
export async function allowedRefs(parts: ImportParts, pack: OpenedPack): Promise<readonly PackedRef[]> {
  const at = placeOf(pack);
  const { registry, grants, shelf } = parts;
  const refs = packedRefs(pack, at);
  if (isMember(registry.get(at.hub), at.workshopId)) {
    // A base that was never whole says nothing yet.
    if (!grants.knows(at.hub, at.workshopId)) return refs;
    return refs.filter(({ ref }) => grants.find(at.hub, at.workshopId, ref.recordingId, ref.rendition.id));
  }
  const newest = await shelf.find(at);
  if (!newest || newest.signed.sha256 === pack.head.snapshot.sha256) return refs;
  const { recordings } = await readSnapshotRows(createReadStream(newest.path), at.workshopId);
  const allowed = new Set(
    recordings.flatMap((one) => (one.mayBeKept ? one.renditions.map(({ id }) => id) : [])),
  );
  return refs.filter(({ ref }) => allowed.has(ref.rendition.id));
}

/** Takes over the recordings and pictures of a pack. Its file is closed afterwards. Throws as `takeOver`. */
export async function importPack(parts: ImportParts, from: OpenedPack | string, job: Job): Promise<void> {
  const pack = typeof from === 'string' ? await openPack(from) : from;
  const { cache, blobs, onTaken } = parts;
  try {
    const renditions = await allowedRefs(parts, pack);
    const media = renditions.reduce((sum, { ref }) => sum + ref.rendition.size, 0);
    const pictures = pack.head.blobs.reduce((sum, hash) => sum + pack.file.sizeOf(`blobs/${hash}`), 0);
    job.plan({ total: media + pictures });
    await takeOver({
      pack,
      renditions,
      store: {
        adopt: (ref, signed) => cache.adopt(ref, signed),
        hasBlob: async (hash) => (await blobs.stored(hash)) !== null,
        putBlob: (hash, bytes) => blobs.put(hash, bytes),
        onTaken: (rendition) => onTaken(stateOf(rendition)),
      },
      signal: job.signal,
      onBytes: job.add,
      onDamage: job.damage,
    });
  } finally {
    await pack.file.close();
  }
}

function stateOf({ ref, file, manifest }: TakingRendition): IpcNotice<'downloads.changed'> {
  const bytes = file.heldBytes();
  if (bytes === manifest.size) return { ref, download: { state: 'complete' } };
  return { ref, download: bytes > 0 ? { state: 'partial', bytes } : { state: 'absent' } };
}
