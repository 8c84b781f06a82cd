import { type FileHandle, statfs } from 'node:fs/promises';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { errorCode } from '../files/errors.ts';

/** The longest file that FAT32 takes, in bytes; every other common disk takes far longer ones. */
const FAT_FILE = 2 ** 32 - 1;
/** Where Linux fills what a file is made longer by with zeros, for minutes: exFAT, and what runs outside of it (FUSE). */
const fillingDisks = [0x2011bab0, 0x65735546];
/** How Windows says of FAT32 that a file is too long, although there is room. */
const windowsCodes = ['EINVAL', 'ENOSPC', 'UNKNOWN'];

/** Names the error of a disk that takes no file of such a length; leaves others as they are. */
export function asFileTooLarge(error: unknown): unknown {
  return errorCode(error) === 'EFBIG' ? new RefusedError('file-too-large') : error;
}

/**
 * Throws `RefusedError('file-too-large')` where the disk does not take a file of so many bytes, which is found out
 * by giving the length to a file that is empty, before and after. `folder`: where it is; there is to be room.
 */
export async function assertTakesSize(handle: FileHandle, folder: string, size: number): Promise<void> {
  if (size <= FAT_FILE || fillingDisks.includes((await statfs(folder)).type)) return;
  try {
    await handle.truncate(size);
  } catch (error) {
    const isWindows = process.platform === 'win32' && windowsCodes.includes(errorCode(error) ?? '');
    throw isWindows ? new RefusedError('file-too-large') : asFileTooLarge(error);
  }
  await handle.truncate(0);
}
