import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { isAlive, startOf } from './processLife.mjs';

const partName = /^\.part-(\d+)-(\d*)-[0-9a-f]+(\.\w+)?$/;

/**
 * Removes what an interrupted run left in a folder; parts of a process that lives are left alone.
 * @param {string} folder
 */
export async function removeLeftovers(folder) {
  for (const name of await fs.readdir(folder).catch(() => /** @type {string[]} */ ([]))) {
    const match = partName.exec(name);
    if (!match || isAlive(Number(match[1]), match[2] || null)) continue;
    await fs.rm(path.join(folder, name), { recursive: true, force: true });
  }
}

/**
 * @param {string} folder
 * @param {Pick<typeof fs, 'open'>} disk
 */
async function syncTree(folder, disk) {
  for (const entry of await fs.readdir(folder, { withFileTypes: true })) {
    const at = path.join(folder, entry.name);
    if (entry.isDirectory()) await syncTree(at, disk);
    else if (entry.isFile()) {
      const file = await disk.open(at, 'r');
      await file.sync().finally(() => file.close());
    }
  }
}

/**
 * Makes a folder whole or not at all: filled beside its place, synced, renamed.
 * @param {{ disk: Pick<typeof fs, 'open' | 'rename' | 'mkdir'>, platform: string }} context
 * @param {string} target
 * @param {(part: string) => Promise<void>} fill
 */
export async function placeWhole({ disk, platform }, target, fill) {
  const folder = path.dirname(target);
  await disk.mkdir(folder, { recursive: true });
  await removeLeftovers(folder);
  const part = path.join(
    folder,
    `.part-${process.pid}-${startOf(process.pid) ?? ''}-${randomBytes(4).toString('hex')}`,
  );
  try {
    await disk.mkdir(part);
    await fill(part);
    // Windows refuses to sync a file opened for reading.
    if (platform !== 'win32') await syncTree(part, disk);
    await fs.rm(target, { recursive: true, force: true });
    await disk.rename(part, target);
  } finally {
    await fs.rm(part, { recursive: true, force: true });
  }
}
