import { randomUUID } from 'node:crypto';
import { access, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { errorCode, errorLine } from '../files/errors.ts';
import { removeLeftovers } from '../files/removeLeftovers.ts';
import { writeDurably } from '../files/writeDurably.ts';
import { lockFolder } from './folderLock.ts';

/** Says of a folder that somebody chose whose recordings are in it, so that an empty place of a disk that is away is none. */
export const MARKER_NAME = 'lectern-recordings.json';
const marker = z.object({ lectern: z.literal('recordings'), id: z.uuid() });

const hubName = /^[A-Za-z0-9_-]{1,64}$/;
const idName = /^[0-9a-f]{64}$/;

export type RenditionPlace = { readonly hub: string; readonly id: string };

export function placeKey({ hub, id }: RenditionPlace): string {
  return `${hub}/${id}`;
}

/** A folder of renditions, `<hub>/<rendition>/`, held by this process. */
export class CacheFolder {
  readonly path: string;
  readonly #unlock: () => Promise<void>;
  #id: string | null;

  private constructor(path: string, id: string | null, unlock: () => Promise<void>) {
    this.path = path;
    this.#id = id;
    this.#unlock = unlock;
  }

  /**
   * Throws `RefusedError`: `folder-taken` where another process has it, `cannot-write` where it is gone, may
   * not be written to, or is not the one that is named.
   * @param id what its marker has to say; `null` for one that is made where it is missing
   */
  static async open(path: string, id: string | null): Promise<CacheFolder> {
    try {
      if (id === null) await mkdir(path, { recursive: true });
      else await assertMarked(path, id);
      const unlock = await lockFolder(path);
      try {
        await assertWritable(path);
        await removeLeftovers(path, { recursive: true });
      } catch (error) {
        await unlock();
        throw error;
      }
      return new CacheFolder(path, id, unlock);
    } catch (error) {
      if (error instanceof RefusedError) throw error;
      throw new RefusedError('cannot-write', errorLine(error));
    }
  }

  /** Says of a folder that recordings are in it. @returns the marker's id */
  async mark(): Promise<string> {
    const id = randomUUID();
    await writeDurably(join(this.path, MARKER_NAME), JSON.stringify({ lectern: 'recordings', id }));
    this.#id = id;
    return id;
  }

  /** @returns the marker's id; `null` where there is none that can be read */
  static async markOf(path: string): Promise<string | null> {
    try {
      return marker.parse(JSON.parse(await readFile(join(path, MARKER_NAME), 'utf8'))).id;
    } catch {
      return null;
    }
  }

  folderOf({ hub, id }: RenditionPlace): string {
    return join(this.path, z.string().regex(hubName).parse(hub), z.string().regex(idName).parse(id));
  }

  async hubs(): Promise<readonly string[]> {
    return (await foldersIn(this.path)).filter((name) => hubName.test(name));
  }

  async places(): Promise<readonly RenditionPlace[]> {
    const found: RenditionPlace[] = [];
    for (const hub of await this.hubs()) {
      for (const id of await foldersIn(join(this.path, hub))) if (idName.test(id)) found.push({ hub, id });
    }
    return found;
  }

  /** Its name goes last: where this is cut short, what is left is still known and deleted the next time. */
  async remove(place: RenditionPlace): Promise<void> {
    const folder = this.folderOf(place);
    for (const part of ['bytes', 'chunks']) await rm(join(folder, part), { force: true });
    await rm(folder, { recursive: true, force: true });
  }

  /** Throws where the folder is not there any more, or may not be written to. */
  async check(): Promise<void> {
    await access(this.path);
    if (this.#id !== null) await assertMarked(this.path, this.#id);
    await assertWritable(this.path);
  }

  close(): Promise<void> {
    return this.#unlock();
  }
}

async function assertMarked(path: string, id: string): Promise<void> {
  if ((await CacheFolder.markOf(path)) === id) return;
  throw new RefusedError('cannot-write', `${path} is not there, or not the folder of before`);
}

/** A full disk is written to again when there is room. */
async function assertWritable(path: string): Promise<void> {
  const probe = join(path, `.${randomUUID()}.tmp`);
  try {
    await writeFile(probe, '');
  } catch (error) {
    if (errorCode(error) !== 'ENOSPC' && errorCode(error) !== 'EDQUOT') throw error;
  }
  await rm(probe, { force: true });
}

async function foldersIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}
