import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** Why a file is not the one that is described, or `null` where it is. */
export async function checkDescribedFile(
  path: string,
  described: { readonly size: number; readonly sha256: string },
): Promise<string | null> {
  let size: number;
  try {
    size = (await stat(path)).size;
  } catch (error) {
    return `cannot be read: ${(error as Error).message}`;
  }
  if (size < described.size) return `is truncated: ${size} of ${described.size} bytes`;
  if (size > described.size) return `is longer than described: ${size} instead of ${described.size} bytes`;
  return (await hashOf(path)) === described.sha256 ? null : 'has another SHA-256 than described';
}
