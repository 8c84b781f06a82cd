import { statfs } from 'node:fs/promises';
import { type Margin, marginBytes } from '#shared/recordings/margin.ts';

export type { Margin };

/** Bytes of the disk that a folder is on. */
export type DiskSpace = { readonly free: number; readonly total: number };

export async function freeSpace(folder: string): Promise<DiskSpace> {
  const { bavail, blocks, bsize } = await statfs(folder);
  return { free: bavail * bsize, total: blocks * bsize };
}

/** Whether `needed` further bytes fit without touching the margin. */
export function fits(space: DiskSpace, needed: number, margin: Margin): boolean {
  return space.free - needed >= marginBytes(margin, space.total);
}

/** Bytes that may be written without touching the margin; negative where it is touched. */
export function spare(space: DiskSpace, margin: Margin): number {
  return Math.floor(space.free - marginBytes(margin, space.total));
}
