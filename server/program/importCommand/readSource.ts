import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import type { SourceFile } from '#shared/program/import/draft.ts';
import { StartError } from '../../StartError.ts';

const LARGEST = 200 * 1024 * 1024;
const FILES_AT_MOST = 5000;
const FETCH_MS = 60_000;

function tooLarge(what: string): StartError {
  return new StartError(`${what} is larger than 200 MB: that is no program. Nothing was read.`);
}

async function readFolder(folder: string): Promise<readonly SourceFile[]> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile());
  if (files.length > FILES_AT_MOST) throw new StartError(`${folder} holds more than ${FILES_AT_MOST} files.`);
  const found: SourceFile[] = [];
  let size = 0;
  for (const entry of files) {
    const path = join(entry.parentPath, entry.name);
    size += (await stat(path)).size;
    if (size > LARGEST) throw tooLarge(folder);
    found.push({ name: relative(folder, path).replaceAll('\\', '/'), bytes: await readFile(path) });
  }
  return found;
}

async function readPath(path: string): Promise<readonly SourceFile[]> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new StartError(`${path} cannot be read (${error.code ?? error.message}).`);
  });
  if (found.isDirectory()) return readFolder(path);
  if (found.size > LARGEST) throw tooLarge(path);
  return [{ name: basename(path), bytes: await readFile(path) }];
}

async function readAddress(address: string): Promise<readonly SourceFile[]> {
  const fail = (why: string) => new StartError(`${address} could not be fetched: ${why}.`);
  const response = await fetch(address, { signal: AbortSignal.timeout(FETCH_MS) }).catch((error: Error) => {
    throw fail(error.cause instanceof Error ? error.cause.message : error.message);
  });
  if (!response.ok || !response.body) throw fail(`it answered ${response.status}`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.byteLength;
    if (size > LARGEST) throw tooLarge(address);
    chunks.push(chunk);
  }
  const name = decodeURIComponent(new URL(address).pathname.split('/').pop() ?? '') || 'page';
  return [{ name, bytes: Buffer.concat(chunks) }];
}

/** A file, a folder of files, or what an http(s) address answers. Throws `StartError` in a sentence. */
export function readSource(from: string): Promise<readonly SourceFile[]> {
  return /^https?:\/\//i.test(from) ? readAddress(from) : readPath(from);
}
