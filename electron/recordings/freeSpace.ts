import { statfs } from 'node:fs/promises';

/** Bytes of the disk that a folder is on. */
export type DiskSpace = { readonly free: number; readonly total: number };

export async function freeSpace(folder: string): Promise<DiskSpace> {
  const { bavail, blocks, bsize } = await statfs(folder);
  return { free: bavail * bsize, total: blocks * bsize };
}

/** What downloads leave free: the larger of both (design rule M6). */
export type Margin = { readonly bytes: number; readonly share: number };
export const defaultMargin: Margin = { bytes: 2 * 1024 ** 3, share: 0.05 };

/** Whether `needed` further bytes fit without touching the margin. */
export function fits(space: DiskSpace, needed: number, margin: Margin): boolean {
  return space.free - needed >= Math.max(margin.bytes, space.total * margin.share);
}

/** Bytes that may be written without touching the margin; negative where it is touched. */
export function spare(space: DiskSpace, margin: Margin): number {
  return Math.floor(space.free - Math.max(margin.bytes, space.total * margin.share));
}
