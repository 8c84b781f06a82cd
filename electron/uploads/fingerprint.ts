import type { Stats } from 'node:fs';
import { type FileHandle, stat } from 'node:fs/promises';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { errorCode } from '../files/errors.ts';

/** What tells a file from another one at the same place: bytes, and ms since the epoch. */
export type Fingerprint = { readonly size: number; readonly mtimeMs: number };

const gone = ['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'ENAMETOOLONG', 'ELOOP', 'ERR_INVALID_ARG_VALUE'];

/** `null` where there is no file of bytes that may be looked at. */
export async function fingerprintOf(path: string): Promise<Fingerprint | null> {
  const found = await stat(path).catch((error: unknown): Stats | null => {
    if (gone.includes(errorCode(error) ?? '')) return null;
    throw error;
  });
  return found?.isFile() ? { size: found.size, mtimeMs: found.mtimeMs } : null;
}

/** Throws `RefusedError('file-gone')` where an open file is not the one that was chosen. */
export async function assertUnchanged(file: FileHandle, chosen: Fingerprint): Promise<void> {
  const { size, mtimeMs } = await file.stat();
  if (size === chosen.size && mtimeMs === chosen.mtimeMs) return;
  throw new RefusedError('file-gone', 'the file was changed since it was chosen');
}
