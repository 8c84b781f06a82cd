import { statfs } from 'node:fs/promises';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { UPLOAD_LIMIT, type UploadTarget } from '#shared/recordings/upload.ts';

const MIB = 1024 ** 2;
/** What the hub's database needs to go on: so many bytes, or a part of a small disk. */
const RESERVE = 1024 * MIB;
const RESERVED_PART = 0.05;
/** A recording as it came, as it is made to play, and that once more on its way into the media store. */
const COPIES = 3;

const limits: Readonly<Record<UploadTarget['what'], number>> = {
  recording: UPLOAD_LIMIT,
  captions: 10 * MIB,
  slides: 512 * MIB,
  photo: 32 * MIB,
};

/** Throws `RefusedError` wrong-file for a file of 0 bytes, too-large for one over the limit of its kind. */
export function assertSize(target: UploadTarget, size: number): void {
  if (size === 0) throw new RefusedError('wrong-file', 'the file has 0 bytes');
  const limit = limits[target.what];
  if (size > limit) throw new RefusedError('too-large', `more than ${limit} bytes`);
}

/** Bytes that may still be written in a folder; below 0 where what is kept for the hub itself is touched. */
export async function roomIn(folder: string): Promise<number> {
  const { bavail, blocks, bsize } = await statfs(folder);
  return bavail * bsize - Math.min(RESERVE, blocks * bsize * RESERVED_PART);
}

/**
 * `missing`: bytes still to come. Throws `RefusedError` disk-full where they have no room, cannot-process where
 * they have and what is made of them has not.
 */
export async function assertRoom(folder: string, target: UploadTarget, missing: number): Promise<void> {
  const room = await roomIn(folder);
  if (room < missing) throw new RefusedError('disk-full', 'the hub has no room for the file');
  if (target.what === 'recording' && room < missing * COPIES) {
    throw new RefusedError('cannot-process', 'the hub has no room to work on the file');
  }
}
