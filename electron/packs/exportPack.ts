import { createReadStream } from 'node:fs';
import type { RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import { type RefusalReason, RefusedError } from '#shared/contracts/refusals.ts';
import { PACK_FORMAT } from '#shared/packs/pack.ts';
import { errorLine } from '../files/errors.ts';
import type { Log } from '../files/Log.ts';
import type { HubRegistry } from '../people/HubRegistry.ts';
import type { BlobCache } from '../recordings/BlobCache.ts';
import type { MediaCache } from '../recordings/MediaCache.ts';
import type { MediaGrants } from '../recordings/MediaGrants.ts';
import type { Job } from './PackJobs.ts';
import type { AtHub, PackShelf, StoredSnapshot } from './PackShelf.ts';
import { headOf, type PackSources, planExport, sizeOf, type WholeRendition } from './planExport.ts';
import { readSnapshotRows, type SnapshotRows } from './SnapshotRows.ts';
import { writePack } from './writePack.ts';

export type ExportParts = {
  readonly registry: Pick<HubRegistry, 'getOrThrow'>;
  readonly cache: Pick<MediaCache, 'signed' | 'kept'>;
  readonly blobs: Pick<BlobCache, 'read' | 'stored'>;
  readonly grants: Pick<MediaGrants, 'find'>;
  readonly shelf: PackShelf;
  /** The snapshot as the hub has it now. Throws `RefusedError`. */
  readonly fetchSnapshot: (at: AtHub) => Promise<StoredSnapshot>;
  readonly log: Log;
};

export type ExportRequest = AtHub & { readonly renditionIds: readonly string[]; readonly path: string };

/** Then a stored snapshot is as good as the hub's: the hub is away, or this account has no say there. */
const storedWillDo: readonly RefusalReason[] = ['hub-unreachable', 'not-joined', 'not-a-member'];

/** Then a blob is nowhere any more. Why else it is not here may pass, and the person hears of it. */
const gone: readonly RefusalReason[] = ['not-found', 'damaged'];

/** Where an export writes until it is whole; what an end of the app left there is deleted at the next start. */
export function asideOf(path: string, packId: string): string {
  return `${path}.${packId}.tmp`;
}

/**
 * Writes a pack (rule M7); what of captions, slides and photos cannot be had now is left out and named. Throws
 * `RefusedError` as its steps do.
 */
export async function exportPack(parts: ExportParts, asked: ExportRequest, job: Job): Promise<void> {
  const { fingerprint, publicKey, name, address, rehearsal } = parts.registry.getOrThrow(asked.hub);
  const { snapshot, rows, asOf } = await snapshotFor(parts, asked);
  job.plan({ asOf });
  job.signal.throwIfAborted();
  const holds: (() => void)[] = [];
  try {
    const sources = sourcesOf(parts, job.signal, (release) => holds.push(release));
    const plan = await planExport(asked, rows, new Set(asked.renditionIds), sources);
    for (const { of, reason } of plan.lacks) job.leaveOut(of, reason);
    const hub = { fingerprint, publicKey, name: name.slice(0, 200), address, rehearsal };
    job.plan({ total: sizeOf(plan, snapshot.signed.size) });
    await writePack({
      path: asked.path,
      aside: asideOf(asked.path, job.packId),
      head: headOf(hub, snapshot.signed, plan, PACK_FORMAT),
      snapshotPath: snapshot.path,
      plan,
      sources,
      signal: job.signal,
      onBytes: job.add,
    });
  } finally {
    for (const release of holds) release();
  }
}

type Snapshot = {
  readonly snapshot: StoredSnapshot;
  readonly rows: SnapshotRows;
  readonly asOf: string | null;
};

/**
 * The hub's snapshot of now; where it cannot be asked, the stored one, unless that names a recording that is
 * known to be taken back since (rule M8): then it takes the hub.
 */
async function snapshotFor(parts: ExportParts, at: AtHub): Promise<Snapshot> {
  const read = (stored: StoredSnapshot) => readSnapshotRows(createReadStream(stored.path), at.workshopId);
  try {
    const snapshot = await parts.fetchSnapshot(at);
    return { snapshot, rows: await read(snapshot), asOf: null };
  } catch (error) {
    if (!(error instanceof RefusedError) || !storedWillDo.includes(error.reason)) throw error;
    const snapshot = await parts.shelf.find(at);
    if (!snapshot) throw error;
    const rows = await read(snapshot);
    const isGranted = rows.recordings.every(({ recordingId, renditions }) =>
      renditions.every(({ id }) => parts.grants.find(at.hub, at.workshopId, recordingId, id) !== undefined),
    );
    if (!isGranted) throw error;
    return { snapshot, rows, asOf: snapshot.signed.signed };
  }
}

function sourcesOf(
  parts: ExportParts,
  signal: AbortSignal,
  onHold: (release: () => void) => void,
): PackSources {
  let away: RefusedError | null = null;
  const read = async (blob: Parameters<PackSources['blob']>[0]): Promise<Buffer> => {
    if (away === null) return parts.blobs.read(blob);
    const stored = await parts.blobs.stored(blob.hash);
    if (!stored) throw away;
    return stored;
  };
  return {
    whole: async (ref) => {
      signal.throwIfAborted();
      return wholeOf(parts, ref, onHold);
    },
    blob: async (blob) => {
      signal.throwIfAborted();
      try {
        return await read(blob);
      } catch (error) {
        // A hub that does not answer is asked once, not for each of many.
        if (error instanceof RefusedError && error.reason === 'hub-unreachable') away = error;
        parts.log.warn(`pack: blob ${blob.hash}: ${errorLine(error)}`);
        if (!(error instanceof RefusedError) || !gone.includes(error.reason)) throw error;
        return null;
      }
    },
  };
}

async function wholeOf(
  { cache }: ExportParts,
  ref: RenditionRef,
  onHold: (release: () => void) => void,
): Promise<WholeRendition | null> {
  const signed = await cache.signed(ref);
  if (!signed) return null;
  const rendition = await cache.kept(ref);
  if (rendition.file.missing().length > 0) return null;
  onHold(rendition.hold());
  return {
    signed,
    manifest: rendition.manifest,
    // What fails its hash by now is fetched again, alone (rule M5).
    chunk: async (index, memory) =>
      (await rendition.file.read(index, memory)) ?? Buffer.concat((await rendition.fetch(index)).parts),
  };
}
