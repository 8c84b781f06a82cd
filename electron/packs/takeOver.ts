import type { RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { packParts } from '#shared/packs/pack.ts';
import { chunkLength, chunkRange } from '#shared/recordings/chunks.ts';
import { type SignedManifest, signedManifest } from '#shared/recordings/manifest.ts';
import { sha256 } from '../recordings/hashChunk.ts';
import type { Rendition } from '../recordings/Rendition.ts';
import { ChunkMemory } from './ChunkMemory.ts';
import type { OpenedPack } from './openPack.ts';
import type { AtHub } from './PackShelf.ts';

export type TakingRendition = Pick<Rendition, 'ref' | 'manifest' | 'put' | 'hold'> & {
  readonly file: Pick<Rendition['file'], 'has' | 'keep' | 'heldBytes'>;
};

/** Where what a pack brings is stored. */
export type PackStore = {
  /** The rendition, with the manifest that came along, once that is verified (rule M1). */
  readonly adopt: (ref: RenditionRef, signed: SignedManifest) => Promise<TakingRendition>;
  readonly hasBlob: (hash: string) => Promise<boolean>;
  readonly putBlob: (hash: string, bytes: Uint8Array) => Promise<void>;
  /** Whether this computer may have it still; asked before it is taken and after (rule M8). */
  readonly mayTake: (ref: RenditionRef) => Promise<boolean>;
  readonly drop: (ref: RenditionRef) => Promise<void>;
  /** A rendition may have more chunks than before. */
  readonly onTaken: (rendition: TakingRendition) => void;
};

/** A rendition of a pack with the words of its recording. */
export type PackedRef = { readonly ref: RenditionRef; readonly title: string };

type Work = {
  readonly pack: OpenedPack;
  readonly renditions: readonly PackedRef[];
  /** Hashes. */
  readonly blobs: readonly string[];
  readonly store: PackStore;
  readonly signal: AbortSignal;
  /** Told of further bytes that were looked at; what is here already counts as well. */
  readonly onBytes: (bytes: number) => void;
  /** Told of a part that is not what the hub signed, by its name. */
  readonly onDamage: (name: string) => void;
};

type Taking = Work & {
  readonly memory: ChunkMemory;
  /** What was taken stays in use, so that none of it is deleted for the rest. */
  readonly holds: (() => void)[];
};

/** Chunks that are read, hashed and written at a time. */
const AT_ONCE = 4;
/** Bytes. */
const LARGEST_MANIFEST = 8 * 1024 * 1024;
const LARGEST_BLOB = 64 * 1024 * 1024;

/** The renditions of a pack that may be kept. */
export function packedRefs({ head, rows }: OpenedPack, at: AtHub): readonly PackedRef[] {
  const recordings = new Map(rows.recordings.map((one) => [one.recordingId, one]));
  return head.renditions.flatMap(({ recordingId, id }) => {
    const recording = recordings.get(recordingId);
    const rendition = recording?.renditions.find((one) => one.id === id);
    if (!recording?.mayBeKept || !rendition) return [];
    return [{ ref: { ...at, recordingId, rendition }, title: recording.title }];
  });
}

/**
 * Takes over what a pack has and this computer lacks, each chunk and blob verified; what is not what the hub
 * signed is named and left out, and the rest goes on. Cut short at any point, it goes on where it was. Throws
 * `RefusedError`: `disk-full`, `file-gone`, `cut-short`; where the signal says so, its reason.
 */
export async function takeOver(work: Work): Promise<void> {
  for (const hash of work.blobs) await takeBlob(work, hash);
  const taking: Taking = { ...work, memory: new ChunkMemory(), holds: [] };
  try {
    for (const { ref, title } of work.renditions) await takeRendition(taking, ref, title);
  } finally {
    for (const release of taking.holds) release();
  }
}

async function takeBlob({ pack, store, signal, onBytes, onDamage }: Work, hash: string): Promise<void> {
  signal.throwIfAborted();
  const name = packParts.blob(hash);
  if (!(await store.hasBlob(hash))) {
    const bytes = await orNull(pack.file.read(name, LARGEST_BLOB));
    if (bytes && sha256(bytes) === hash) await store.putBlob(hash, bytes);
    else onDamage(name);
  }
  onBytes(pack.file.sizeOf(name));
}

async function takeRendition(work: Taking, ref: RenditionRef, title: string): Promise<void> {
  const { pack, store, onBytes, onDamage } = work;
  const { id, size } = ref.rendition;
  if (!(await store.mayTake(ref))) return onBytes(size);
  const signed = await readManifest(pack, id);
  const stored = signed && (await orNull(store.adopt(ref, signed)));
  if (!stored) {
    onDamage(`${title} (${packParts.manifest(id)})`);
    onBytes(size);
    return;
  }
  let isDamaged = false;
  work.holds.push(stored.hold());
  try {
    isDamaged = await takeChunks(work, stored);
  } finally {
    await stored.file.keep();
    store.onTaken(stored);
  }
  if (!(await store.mayTake(ref))) return store.drop(ref);
  if (isDamaged) onDamage(`${title} (${packParts.bytes(id)})`);
}

/**
 * Some chunks at a time: while one is hashed, others are read and written. After a failure none is begun any more.
 * @returns whether any is damaged
 */
async function takeChunks(work: Taking, stored: TakingRendition): Promise<boolean> {
  const { manifest, file } = stored;
  const left = manifest.chunks.keys();
  let isDamaged = false;
  let isFailed = false;
  const take = async (): Promise<void> => {
    const memory = work.memory.take();
    try {
      for (let next = left.next(); !next.done && !isFailed; next = left.next()) {
        const index = next.value;
        const isTaken = file.has(index) || (await takeChunk(work, stored, index, memory));
        if (!isTaken) isDamaged = true;
        work.onBytes(chunkLength(manifest, index));
      }
    } finally {
      work.memory.give(memory);
    }
  };
  const taking = Array.from({ length: AT_ONCE }, () =>
    take().catch((error: unknown) => {
      isFailed = true;
      throw error;
    }),
  );
  for (const ended of await Promise.allSettled(taking)) {
    if (ended.status === 'rejected') throw ended.reason;
  }
  return isDamaged;
}

/** @returns false where the bytes are not what the manifest says */
async function takeChunk(
  { pack, signal }: Work,
  stored: TakingRendition,
  index: number,
  memory: Buffer,
): Promise<boolean> {
  signal.throwIfAborted();
  const { manifest, ref } = stored;
  const name = packParts.bytes(ref.rendition.id);
  const at = chunkRange(manifest, index).start;
  const bytes = await orNull(pack.file.bytes(name, at, chunkLength(manifest, index), memory));
  return bytes !== null && stored.put(index, bytes);
}

async function readManifest({ file }: OpenedPack, id: string): Promise<SignedManifest | null> {
  const bytes = await orNull(file.read(packParts.manifest(id), LARGEST_MANIFEST));
  if (!bytes) return null;
  try {
    return signedManifest.parse(JSON.parse(bytes.toString('utf8')));
  } catch {
    return null;
  }
}

/** What is damaged is named by whoever asked; everything else is thrown on. */
async function orNull<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof RefusedError && error.reason === 'damaged') return null;
    throw error;
  }
}
