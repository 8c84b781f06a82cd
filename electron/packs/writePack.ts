import { createReadStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { type PackHead, packParts } from '#shared/packs/pack.ts';
import { syncFolder } from '../files/writeDurably.ts';
import { asDiskFull } from '../recordings/diskFull.ts';
import { assertRoom } from './assertRoom.ts';
import { ChunkMemory } from './ChunkMemory.ts';
import { asFileTooLarge, assertTakesSize } from './fileSize.ts';
import { PackSink } from './PackSink.ts';
import { type ExportPlan, type PackedRendition, type PackSources, sizeOf } from './planExport.ts';

/** Verified chunks that wait for the disk. */
const AHEAD = 4 * 1024 * 1024;
/** Chunks that are read at a time. */
const READING = 3;
/** Of the zip's own words on each part, generously. */
const PER_PART = 512;

export type PackToWrite = {
  readonly path: string;
  /** Where it is written until it is whole, in the same folder. */
  readonly aside: string;
  readonly head: PackHead;
  /** The file of the snapshot's lines. */
  readonly snapshotPath: string;
  readonly plan: ExportPlan;
  readonly sources: PackSources;
  readonly signal: AbortSignal;
  /** Told of further bytes. */
  readonly onBytes: (bytes: number) => void;
};

/**
 * Writes a pack beside its place, and puts it there when it is whole and on the disk. Media are stored as they
 * are, and every chunk is verified as it is read. Throws `RefusedError`: `disk-full`, `file-too-large` (before a
 * byte is written, where that can be told), or what a source throws; where the signal says so, its reason.
 * Whatever it throws, nothing is left.
 */
export async function writePack(pack: PackToWrite): Promise<void> {
  const { path, aside, head, plan, signal, onBytes } = pack;
  const parts = 2 + plan.renditions.length * 2 + plan.blobs.length;
  const folder = dirname(path);
  const size = sizeOf(plan, head.snapshot.size) + parts * PER_PART;
  await assertRoom(folder, size);
  const zip = new ZipFile();
  const memory = new ChunkMemory();
  const counted = new Transform({
    transform(part: Buffer, _encoding, done) {
      onBytes(part.length);
      done(null, part);
    },
  });
  zip.on('error', (error: unknown) => counted.destroy(asError(error)));
  try {
    addParts(zip, pack, memory);
    zip.end();
    const sink = new PackSink(
      aside,
      (piece) => memory.give(piece),
      (handle) => assertTakesSize(handle, folder, size),
    );
    await pipeline(zip.outputStream, counted, sink, { signal });
    signal.throwIfAborted();
    await rename(aside, path);
    await syncFolder(folder);
  } catch (error) {
    await rm(aside, { force: true });
    throw signal.aborted ? signal.reason : asFileTooLarge(asDiskFull(error));
  }
}

function addParts(
  zip: ZipFile,
  { head, snapshotPath, plan, sources }: PackToWrite,
  memory: ChunkMemory,
): void {
  // Nothing of when and where it was written is in it: the same pack has the same bytes.
  const common = { mtime: new Date(head.snapshot.signed), mode: 0o100644, compress: false } as const;
  const add = (name: string, size: number, read: () => Readable): void =>
    zip.addReadStreamLazy(name, { ...common, size }, (take) => {
      const stream = read();
      stream.once('error', (error) => zip.emit('error', error));
      take(null, stream);
    });
  const addText = (name: string, text: string): void => zip.addBuffer(Buffer.from(text), name, common);
  addText(packParts.head, JSON.stringify(head));
  add(packParts.snapshot, head.snapshot.size, () => createReadStream(snapshotPath));
  for (const blob of plan.blobs) {
    add(packParts.blob(blob.hash), blob.size, () =>
      streamOf(async function* () {
        const bytes = await sources.blob(blob);
        if (!bytes) throw new RefusedError('damaged', packParts.blob(blob.hash));
        yield bytes;
      }),
    );
  }
  for (const rendition of plan.renditions) {
    const { signed, manifest } = rendition;
    addText(packParts.manifest(signed.id), JSON.stringify(signed));
    add(packParts.bytes(signed.id), manifest.size, () => streamOf(() => chunksOf(rendition, memory)));
  }
}

function streamOf(read: () => AsyncGenerator<Uint8Array>): Readable {
  return Readable.from(read(), { objectMode: false, highWaterMark: AHEAD });
}

/** In order; while one is written, the next ones are read. */
async function* chunksOf(rendition: PackedRendition, memory: ChunkMemory): AsyncGenerator<Uint8Array> {
  const coming: Promise<Uint8Array>[] = [];
  try {
    for (const index of rendition.manifest.chunks.keys()) {
      const reading = readChunk(rendition, index, memory);
      // Who waits for it, later, hears of its failure.
      reading.catch(() => undefined);
      coming.push(reading);
      const first = coming.length === READING ? coming.shift() : undefined;
      if (first) yield await first;
    }
    for (let next = coming.shift(); next; next = coming.shift()) yield await next;
  } finally {
    await Promise.allSettled(coming);
  }
}

async function readChunk(
  { chunk }: PackedRendition,
  index: number,
  memory: ChunkMemory,
): Promise<Uint8Array> {
  const place = memory.take();
  const bytes = await chunk(index, place);
  if (bytes.buffer !== place.buffer) memory.give(place);
  return bytes;
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
