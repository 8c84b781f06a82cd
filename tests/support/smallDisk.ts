import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of its own, small enough to be filled. */
export type SmallDisk = {
  readonly folder: string;
  /** Takes every last byte. */
  fill(): void;
  /** Gives back what `fill` took. */
  clear(): void;
  unmount(): void;
};

/** Mounts a disk of so many MiB; `null` where this process may not. */
export function mountSmallDisk(mib: number): SmallDisk | null {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-disk-'));
  const mount = ['-t', 'tmpfs', '-o', `size=${mib}m`, 'tmpfs', folder];
  if (spawnSync('/bin/mount', mount).status !== 0) {
    rmSync(folder, { recursive: true });
    return null;
  }
  const ballast = join(folder, 'ballast');
  return {
    folder,
    fill: () => {
      const file = openSync(ballast, 'w');
      for (const size of [1024 * 1024, 4096, 64]) fillWith(file, Buffer.alloc(size));
      closeSync(file);
    },
    clear: () => rmSync(ballast, { force: true }),
    unmount: () => {
      execFileSync('/bin/umount', ['-l', folder]);
      rmSync(folder, { recursive: true });
    },
  };
}

function fillWith(file: number, block: Buffer): void {
  try {
    for (;;) writeSync(file, block);
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'ENOSPC') throw error;
  }
}
