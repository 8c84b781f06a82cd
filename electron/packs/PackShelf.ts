import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { IpcReply } from '#shared/contracts/ipc.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { byteLines } from '#shared/packs/byteLines.ts';
import { type SignedSnapshot, signedSnapshot } from '#shared/packs/pack.ts';
import type { Change } from '#shared/sync/rows.ts';
import { errorCode } from '../files/errors.ts';
import { syncFolder, writeDurably } from '../files/writeDurably.ts';
import { asDiskFull } from '../recordings/diskFull.ts';
import { readLine } from './SnapshotRows.ts';

/** A workshop at a hub. */
export type AtHub = { readonly hub: string; readonly workshopId: string };

export type StoredSnapshot = { readonly signed: SignedSnapshot; readonly path: string };

const place = z.object({ hub: z.string().regex(/^[A-Za-z0-9_-]{43}$/), workshopId: z.uuid() });
const ROWS = 1000;
const LONGEST_LINE = 4 * 1024 * 1024;

/**
 * The verified snapshots of this profile, one for each workshop that came in a pack or was exported. The newest
 * by the day of its signature: after a restored backup a smaller rev may be the newer one.
 */
export class PackShelf {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async find(at: AtHub): Promise<StoredSnapshot | null> {
    const folder = this.#folderOf(at);
    const text = await readFile(join(folder, 'head.json'), 'utf8').catch(noneIfMissing);
    if (text === null) return null;
    const signed = signedSnapshot.parse(JSON.parse(text));
    return { signed, path: join(folder, linesOf(signed)) };
  }

  /**
   * Keeps a snapshot whose signature was verified, unless a newer one is here. `pieces`: its lines, as they are.
   * Throws `RefusedError('disk-full')`. @returns the one that is here now
   */
  async keep(at: AtHub, signed: SignedSnapshot, pieces: AsyncIterable<Uint8Array>): Promise<StoredSnapshot> {
    const before = await this.find(at);
    if (before && Date.parse(before.signed.signed) >= Date.parse(signed.signed)) return before;
    const folder = this.#folderOf(at);
    const path = join(folder, linesOf(signed));
    await mkdir(folder, { recursive: true });
    try {
      await writePieces(path, pieces);
      await writeDurably(join(folder, 'head.json'), JSON.stringify(signed));
    } catch (error) {
      throw asDiskFull(error);
    }
    if (before && before.path !== path) await rm(before.path, { force: true });
    return { signed, path };
  }

  /** Rows from a place in the file on. Throws `RefusedError('not-found')`. */
  async rows(at: AtHub, after: number): Promise<IpcReply<'packs.rows'>> {
    const stored = await this.find(at);
    if (!stored) throw new RefusedError('not-found', 'no pack of that workshop');
    const { rev, size } = stored.signed;
    const changes: Change[] = [];
    let next = after;
    if (after >= size) return { rev, changes, next: null };
    for await (const line of byteLines(createReadStream(stored.path, { start: after }), LONGEST_LINE)) {
      changes.push(readLine(line));
      next += line.length + 1;
      if (changes.length === ROWS) break;
    }
    return { rev, changes, next: next < size ? next : null };
  }

  async remove(at: AtHub): Promise<void> {
    const folder = this.#folderOf(at);
    await rm(folder, { recursive: true, force: true });
    await rmdir(dirname(folder)).catch((error: unknown) => {
      if (!['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes(errorCode(error) ?? '')) throw error;
    });
  }

  /** Removes all snapshots of a hub. */
  async removeHub(hub: string): Promise<void> {
    await rm(join(this.#folder, place.shape.hub.parse(hub)), { recursive: true, force: true });
  }

  #folderOf(at: AtHub): string {
    const { hub, workshopId } = place.parse(at);
    return join(this.#folder, hub, workshopId);
  }
}

/** A name of its own for each, so that the head always names lines that are whole. */
function linesOf({ sha256 }: SignedSnapshot): string {
  return `${sha256}.jsonl`;
}

async function writePieces(path: string, pieces: AsyncIterable<Uint8Array>): Promise<void> {
  const aside = `${path}.${randomUUID()}.tmp`;
  const handle = await open(aside, 'w');
  try {
    for await (const piece of pieces) await handle.writeFile(piece);
    await handle.sync();
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
  await rename(aside, path);
  await syncFolder(dirname(path));
}

function noneIfMissing(error: unknown): null {
  if (errorCode(error) === 'ENOENT') return null;
  throw error;
}
