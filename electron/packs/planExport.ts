import type { RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import { type RefusalReason, RefusedError } from '#shared/contracts/refusals.ts';
import type { PackHead } from '#shared/packs/pack.ts';
import type { Manifest, SignedManifest } from '#shared/recordings/manifest.ts';
import type { BlobRef } from '../recordings/HubMedia.ts';
import type { AtHub } from './PackShelf.ts';
import type { SnapshotRows } from './SnapshotRows.ts';

/** A rendition that is whole on this computer, as a pack needs it. */
export type WholeRendition = {
  readonly signed: SignedManifest;
  readonly manifest: Manifest;
  /** A verified chunk, in `memory` where it lies on the disk. Throws `RefusedError` where it cannot be had any more. */
  readonly chunk: (index: number, memory: Buffer) => Promise<Uint8Array>;
};

/** A blob with who names it: a recording, or (`null`) a person. */
export type NamedBlob = Omit<BlobRef, 'recordingId'> & { readonly recordingId: string | null };

/** Where an export takes its files from. */
export type PackSources = {
  /** `null` where not all of it is on this computer. */
  readonly whole: (ref: RenditionRef) => Promise<WholeRendition | null>;
  /** Verified; fetched where it is missing. `null` where it is gone. Throws `RefusedError`: why it cannot be had now. */
  readonly blob: (blob: NamedBlob) => Promise<Uint8Array | null>;
};

export type PackedRendition = WholeRendition & { readonly recordingId: string; readonly title: string };

type PackedBlob = NamedBlob & { readonly size: number };

/** A recording, by its title, or a person, by name, of whose blobs some cannot be had now, and why. */
export type Lack = { readonly of: string; readonly reason: RefusalReason };

export type ExportPlan = {
  readonly renditions: readonly PackedRendition[];
  readonly blobs: readonly PackedBlob[];
  /** Each of them once. */
  readonly lacks: readonly Lack[];
};

/**
 * What of the wanted renditions may and can be packed: named by the snapshot, which has nothing that is not
 * released or is withdrawn, allowed to be kept, whole here. Always in the same order.
 */
export async function planExport(
  at: AtHub,
  rows: SnapshotRows,
  wanted: ReadonlySet<string>,
  sources: PackSources,
): Promise<ExportPlan> {
  const renditions = new Map<string, PackedRendition>();
  for (const { recordingId, title, renditions: listed, mayBeKept } of rows.recordings) {
    if (!mayBeKept) continue;
    for (const rendition of listed) {
      if (!wanted.has(rendition.id) || renditions.has(rendition.id)) continue;
      const whole = await sources.whole({ ...at, recordingId, rendition });
      if (whole) renditions.set(rendition.id, { ...whole, recordingId, title });
    }
  }
  return { renditions: [...renditions.values()], ...(await blobsFor(at, rows, sources)) };
}

/** Of what may not be kept, the pictures and slides are not packed either. */
async function blobsFor(
  at: AtHub,
  rows: SnapshotRows,
  sources: PackSources,
): Promise<Pick<ExportPlan, 'blobs' | 'lacks'>> {
  const named = new Map<string, { readonly blob: NamedBlob; readonly of: string }>();
  for (const [hash, of] of rows.photos) named.set(hash, { blob: { ...at, recordingId: null, hash }, of });
  for (const { recordingId, title, blobs, mayBeKept } of rows.recordings) {
    if (!mayBeKept) continue;
    for (const hash of blobs) named.set(hash, { blob: { ...at, recordingId, hash }, of: title });
  }
  const found: PackedBlob[] = [];
  const lacks = new Map<string, Lack>();
  for (const { blob, of } of [...named.values()].toSorted((a, b) => (a.blob.hash < b.blob.hash ? -1 : 1))) {
    try {
      const bytes = await sources.blob(blob);
      if (bytes) found.push({ ...blob, size: bytes.length });
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      lacks.set(of, { of, reason: error.reason });
    }
  }
  return { blobs: found, lacks: [...lacks.values()] };
}

export function headOf(
  hub: PackHead['hub'],
  snapshot: PackHead['snapshot'],
  plan: ExportPlan,
  format: number,
): PackHead {
  return {
    lectern: 'pack',
    format,
    hub,
    snapshot,
    renditions: plan.renditions.map(({ recordingId, signed }) => ({ recordingId, id: signed.id })),
    blobs: plan.blobs.map(({ hash }) => hash),
  };
}

/** Bytes of a pack but for a few hundred for each part. */
export function sizeOf(plan: ExportPlan, snapshotSize: number): number {
  const media = plan.renditions.reduce((sum, { manifest }) => sum + manifest.size, 0);
  return snapshotSize + media + plan.blobs.reduce((sum, { size }) => sum + size, 0);
}
