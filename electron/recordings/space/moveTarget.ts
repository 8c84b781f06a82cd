import { mkdir, readdir, realpath, rmdir, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { errorCode, errorLine } from '../../files/errors.ts';
import { CacheFolder, placeKey } from '../CacheFolder.ts';
import { LOCK_NAME } from '../folderLock.ts';

/** What systems put at the top of a disk by themselves. */
const ofSystems = new Set([
  'lost+found',
  '.DS_Store',
  'desktop.ini',
  'System Volume Information',
  '$RECYCLE.BIN',
  '.Trashes',
  '.Spotlight-V100',
  '.fseventsd',
  LOCK_NAME,
]);

/** Whether nothing of anybody is in a folder; one that is not there is empty. */
export async function isEmptyFolder(path: string): Promise<boolean> {
  try {
    return (await readdir(path)).every((name) => ofSystems.has(name));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return true;
    throw error;
  }
}

/** Where in a folder that a person chose: there itself, if it is empty or has recordings; else in one of its own. */
export async function placeIn(path: string): Promise<string> {
  const isOwn = (await isEmptyFolder(path)) || (await CacheFolder.markOf(path)) !== null;
  return isOwn ? path : join(path, 'Lectern recordings');
}

export type MoveTarget = {
  readonly folder: CacheFolder;
  /** What its marker says. */
  readonly id: string;
  /** What was in it before, by `placeKey`; `null` for a folder that was empty. */
  readonly before: ReadonlySet<string> | null;
};

/**
 * Opens a folder for recordings that are somewhere else now: an empty one, which it marks, or one in which
 * recordings are, as it is. `now`: where they are; `null` where that is away. Throws `RefusedError`:
 * `folder-inside`, `folder-taken`, `cannot-write`, `disk-full`; then nothing of this is left there.
 */
export async function openTarget(path: string, now: string | null): Promise<MoveTarget> {
  const wasThere = await isThere(path);
  try {
    await mkdir(path, { recursive: true });
    if (now !== null) await assertElsewhere(path, now);
    const marked = await CacheFolder.markOf(path);
    if (marked === null && !(await isEmptyFolder(path)))
      throw new RefusedError('folder-taken', `${path} is not empty`);
    const folder = await CacheFolder.open(path, marked);
    try {
      if (marked === null) return { folder, id: await folder.mark(), before: null };
      return { folder, id: marked, before: new Set((await folder.places()).map(placeKey)) };
    } catch (error) {
      await folder.close();
      throw error;
    }
  } catch (error) {
    if (!wasThere) await rmdir(path).catch(() => undefined);
    if (error instanceof RefusedError) throw error;
    const isFull = errorCode(error) === 'ENOSPC' || errorCode(error) === 'EDQUOT';
    throw new RefusedError(isFull ? 'disk-full' : 'cannot-write', errorLine(error));
  }
}

/** Whether files of the one folder can have a second name in the other. */
export async function isOneDisk(a: string, b: string): Promise<boolean> {
  return (await stat(a)).dev === (await stat(b)).dev;
}

async function assertElsewhere(path: string, now: string): Promise<void> {
  const [target, current] = [await realpath(path), await realpath(now)];
  const isInside = (one: string, other: string): boolean => `${one}${sep}`.startsWith(`${other}${sep}`);
  if (isInside(target, current) || isInside(current, target)) throw new RefusedError('folder-inside', path);
}

export async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}
