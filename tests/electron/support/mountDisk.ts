import { execFileSync, spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { newFolder } from './people.ts';

const mount = (folder: string, options: string): boolean =>
  spawnSync('/bin/mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]).status === 0;

const unmount = (folder: string): void => void execFileSync('/bin/umount', ['-l', folder]);

const probe = await newFolder();
/** Whether this process may mount disks of its own. */
export const canMount = mount(probe, 'size=1m');
if (canMount) unmount(probe);
rmSync(probe, { recursive: true });

/** Mounts a disk with such options of tmpfs. @returns what takes it away */
export function mountDisk(folder: string, options: string): () => Promise<void> {
  if (!mount(folder, options)) throw new Error(`nothing can be mounted at ${folder}`);
  let isThere = true;
  return async () => {
    if (isThere) unmount(folder);
    isThere = false;
  };
}

export function remountDisk(folder: string, options: string): void {
  execFileSync('/bin/mount', ['-o', `remount,${options}`, folder]);
}
