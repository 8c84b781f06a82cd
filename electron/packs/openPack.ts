import { createHash } from 'node:crypto';
import { z } from 'zod';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { PACK_FORMAT, type PackHead, packHead, packParts } from '#shared/packs/pack.ts';
import { fingerprintOf } from '../hub/probeHub.ts';
import { PackFile } from './PackFile.ts';
import { readSnapshotRows, type SnapshotRows } from './SnapshotRows.ts';
import { verifySnapshot } from './verifySnapshot.ts';

/** A pack whose public rows are the hub's own words (rule M7). Its recordings are verified as they are taken over. */
export type OpenedPack = {
  readonly file: PackFile;
  readonly head: PackHead;
  readonly rows: SnapshotRows;
};

/** Bytes. */
const LARGEST_HEAD = 16 * 1024 * 1024;
const anyPack = z.looseObject({ lectern: z.literal('pack'), format: z.int().positive() });

/**
 * Opens a pack and verifies who made it and what it says. Throws `RefusedError`: `file-gone`, `unknown-format`,
 * `newer-format`, `cut-short`, or `damaged` with the name of the part. Whoever gets it closes its file.
 */
export async function openPack(path: string): Promise<OpenedPack> {
  const file = await PackFile.open(path);
  try {
    const head = readHead(await file.read(packParts.head, LARGEST_HEAD));
    if (fingerprintOf(head.hub.publicKey) !== head.hub.fingerprint) {
      throw new RefusedError('damaged', `${packParts.head}: the key is not the one of the fingerprint`);
    }
    verifySnapshot(head.snapshot, head.hub.publicKey);
    const rows = await readRows(file, head);
    checkLists(file, head, rows);
    return { file, head, rows };
  } catch (error) {
    await file.close();
    throw error;
  }
}

function readHead(bytes: Buffer): PackHead {
  let json: unknown;
  try {
    json = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new RefusedError('damaged', packParts.head);
  }
  const any = anyPack.safeParse(json);
  if (!any.success) throw new RefusedError('damaged', packParts.head);
  if (any.data.format > PACK_FORMAT) throw new RefusedError('newer-format', `format ${any.data.format}`);
  const read = packHead.safeParse(json);
  if (!read.success) throw new RefusedError('damaged', packParts.head);
  return read.data;
}

/** The rows, once the lines are those that the hub has signed. */
async function readRows(file: PackFile, { snapshot }: PackHead): Promise<SnapshotRows> {
  const name = packParts.snapshot;
  if (file.sizeOf(name) !== snapshot.size) throw new RefusedError('damaged', name);
  const hash = createHash('sha256');
  for await (const piece of file.pieces(name)) hash.update(piece);
  if (hash.digest('hex') !== snapshot.sha256) throw new RefusedError('damaged', name);
  return readSnapshotRows(file.pieces(name), snapshot.workshopId);
}

/** The head, the parts and the signed rows name the same files. */
function checkLists(file: PackFile, head: PackHead, rows: SnapshotRows): void {
  const listed = [
    packParts.head,
    packParts.snapshot,
    ...head.renditions.flatMap(({ id }) => [packParts.manifest(id), packParts.bytes(id)]),
    ...head.blobs.map((hash) => packParts.blob(hash)),
  ];
  const expected = new Set(listed);
  if (expected.size !== listed.length)
    throw new RefusedError('damaged', `${packParts.head} names a part twice`);
  for (const name of listed) file.sizeOf(name);
  const unlisted = file.names().find((name) => !expected.has(name));
  if (unlisted) throw new RefusedError('damaged', `${unlisted} is not in the list of ${packParts.head}`);
  const recordings = new Map(rows.recordings.map((one) => [one.recordingId, one]));
  for (const { recordingId, id } of head.renditions) {
    const found = recordings.get(recordingId)?.renditions.find((rendition) => rendition.id === id);
    if (!found) throw new RefusedError('damaged', `${packParts.manifest(id)} is not in the snapshot`);
    if (file.sizeOf(packParts.bytes(id)) !== found.size)
      throw new RefusedError('damaged', packParts.bytes(id));
  }
  const named = new Set([...rows.photos.keys(), ...rows.recordings.flatMap(({ blobs }) => blobs)]);
  const foreign = head.blobs.find((hash) => !named.has(hash));
  if (foreign) throw new RefusedError('damaged', `${packParts.blob(foreign)} is not in the snapshot`);
}
