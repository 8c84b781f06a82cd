import type { DropItem } from 'react-aria-components';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { SourceFile } from '#shared/program/import/draft.ts';

const LARGEST = 200 * 1024 * 1024;
const FILES_AT_MOST = 5000;

type Named = { readonly name: string; readonly file: File };

/** Reads files into memory; more than 200 MB or 5,000 files are refused before any of them is read. */
export async function readFiles(files: readonly Named[]): Promise<readonly SourceFile[]> {
  if (files.length > FILES_AT_MOST) throw new RefusedError('too-large', `${files.length} files`);
  const size = files.reduce((sum, { file }) => sum + file.size, 0);
  if (size > LARGEST) throw new RefusedError('too-large', `${size} bytes`);
  return Promise.all(
    files.map(async ({ name, file }) => ({ name, bytes: new Uint8Array(await file.arrayBuffer()) })),
  );
}

/** Names of a folder's files begin below it: `papers.csv`, not `sitedata/papers.csv`. */
export function namesInFolder(files: readonly File[]): readonly Named[] {
  return files.map((file) => ({
    name: file.webkitRelativePath.split('/').slice(1).join('/') || file.name,
    file,
  }));
}

/** All files among what was dropped, those of folders with their path below it. */
export async function filesDropped(items: readonly DropItem[]): Promise<readonly Named[]> {
  const found: Named[] = [];
  const walk = async (item: DropItem, path: string, isOnlyFolder: boolean): Promise<void> => {
    if (found.length > FILES_AT_MOST) return;
    if (item.kind === 'file') found.push({ name: `${path}${item.name}`, file: await item.getFile() });
    if (item.kind !== 'directory') return;
    const below = isOnlyFolder ? path : `${path}${item.name}/`;
    for await (const entry of item.getEntries()) await walk(entry, below, false);
  };
  for (const item of items) await walk(item, '', items.length === 1);
  return found;
}
