import type { Dirent } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from './errors.ts';

/** What `writeDurably` calls a file until it is whole. */
const aside = /\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/;

/**
 * Deletes what a killed process left of files that it was writing. Call before anything writes to the
 * folder; one that is not there has none.
 */
export async function removeLeftovers(
  folder: string,
  options: { readonly recursive: boolean },
): Promise<void> {
  const found = await entriesOf(folder, options.recursive);
  for (const entry of found) {
    if (entry.isFile() && aside.test(entry.name)) {
      await rm(join(entry.parentPath, entry.name), { force: true });
    }
  }
}

async function entriesOf(folder: string, recursive: boolean): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true, recursive });
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}
