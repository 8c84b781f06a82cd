import { link, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../../files/errors.ts';
import { syncFolder, writeDurably } from '../../files/writeDurably.ts';
import type { RenditionFile } from '../RenditionFile.ts';
import { copyChunks } from './copyChunks.ts';

type Folders = { readonly from: string; readonly to: string };
type Options = Parameters<typeof copyChunks>[2];

/**
 * Copies what is here of a rendition to where it will lie, its manifest first; on one disk its files get a
 * second name. Throws as `copyChunks`.
 */
export async function copyRendition(
  file: RenditionFile,
  { from, to }: Folders,
  options: Options,
): Promise<void> {
  await writeDurably(join(to, 'manifest.json'), await readFile(join(from, 'manifest.json')));
  await syncFolder(join(to, '..'));
  if (await linkBoth(from, to)) {
    await syncFolder(to);
    return options.onBytes(file.heldBytes());
  }
  await copyChunks(file, to, options);
}

/** Gives both files a second name on the same disk; what is written afterwards is in both. */
async function linkBoth(from: string, to: string): Promise<boolean> {
  for (const name of ['bytes', 'chunks']) {
    try {
      await link(join(from, name), join(to, name));
    } catch (error) {
      if (errorCode(error) === 'EEXIST' && (await isOneFile(join(from, name), join(to, name)))) continue;
      return false;
    }
  }
  return true;
}

async function isOneFile(a: string, b: string): Promise<boolean> {
  const [one, other] = [await stat(a), await stat(b)];
  return one.dev === other.dev && one.ino === other.ino;
}
