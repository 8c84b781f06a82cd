import { createReadStream } from 'node:fs';
import type { RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import type { HubRegistry } from '../people/HubRegistry.ts';
import type { MediaGrants } from '../recordings/MediaGrants.ts';
import { isMember } from './guestHub.ts';
import type { OpenedPack } from './openPack.ts';
import type { AtHub, PackShelf } from './PackShelf.ts';
import { readSnapshotRows, type SnapshotRows } from './SnapshotRows.ts';
import { type PackedRef, packedRefs } from './takeOver.ts';

export type RightsParts = {
  readonly registry: Pick<HubRegistry, 'get'>;
  readonly grants: Pick<MediaGrants, 'find' | 'knows' | 'mayKeep' | 'blobsOf'>;
  readonly shelf: PackShelf;
};

/** What of a pack this computer may have now. */
export type PackRights = {
  /** The rendition may lie on the disk. */
  readonly mayKeep: (ref: RenditionRef) => boolean;
  /** A picture, caption or slide of the recording may. */
  readonly mayHave: (recordingId: string, hash: string) => boolean;
};

const all: PackRights = { mayKeep: () => true, mayHave: () => true };

/** The workshop that a pack is of. */
export function placeOf({ head }: OpenedPack): AtHub {
  return { hub: head.hub.fingerprint, workshopId: head.snapshot.workshopId };
}

/**
 * What a pack's snapshot allows was so on the day of the pack: where the base of a member, or a newer snapshot, has
 * taken a recording back since, it stays out (rule M8).
 */
export async function packRights(parts: RightsParts, pack: OpenedPack): Promise<PackRights> {
  const at = placeOf(pack);
  const { registry, grants, shelf } = parts;
  if (isMember(registry.get(at.hub), at.workshopId)) {
    // A base that was never whole says nothing yet.
    if (!grants.knows(at.hub, at.workshopId)) return all;
    return {
      mayKeep: (ref) =>
        grants.find(at.hub, at.workshopId, ref.recordingId, ref.rendition.id) !== undefined &&
        grants.mayKeep(ref),
      mayHave: (recordingId, hash) => grants.blobsOf({ ...at, recordingId }).some((one) => one.hash === hash),
    };
  }
  const newest = await shelf.find(at);
  if (!newest || newest.signed.sha256 === pack.head.snapshot.sha256) return all;
  return rightsOf(await readSnapshotRows(createReadStream(newest.path), at.workshopId));
}

function rightsOf({ recordings }: SnapshotRows): PackRights {
  const byId = new Map(recordings.map((one) => [one.recordingId, one]));
  return {
    mayKeep: ({ recordingId, rendition }) => {
      const recording = byId.get(recordingId);
      return recording?.mayBeKept === true && recording.renditions.some(({ id }) => id === rendition.id);
    },
    mayHave: (recordingId, hash) => byId.get(recordingId)?.blobs.includes(hash) ?? false,
  };
}

/** The renditions of a pack that this computer may have. */
export async function allowedRefs(parts: RightsParts, pack: OpenedPack): Promise<readonly PackedRef[]> {
  const rights = await packRights(parts, pack);
  return packedRefs(pack, placeOf(pack)).filter(({ ref }) => rights.mayKeep(ref));
}

/** The blobs of a pack that this computer may have: those of the recordings that it may watch, and people's photos. */
export function allowedBlobs({ head, rows }: OpenedPack, rights: PackRights): readonly string[] {
  const named = rows.recordings.flatMap(({ recordingId, blobs }) =>
    blobs.filter((hash) => rights.mayHave(recordingId, hash)),
  );
  const allowed = new Set<string>([...rows.photos.keys(), ...named]);
  return head.blobs.filter((hash) => allowed.has(hash));
}
