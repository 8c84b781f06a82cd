import { access, link, readFile, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { MediaSpace } from '#shared/contracts/ipcDownloads.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { errorCode, errorLine } from '../../files/errors.ts';
import type { JsonFile } from '../../files/JsonFile.ts';
import type { Log } from '../../files/Log.ts';
import { syncFolder, writeDurably } from '../../files/writeDurably.ts';
import { CacheFolder, MARKER_NAME } from '../CacheFolder.ts';
import { asDiskFull } from '../diskFull.ts';
import { type DiskSpace, fits, type Margin } from '../freeSpace.ts';
import type { MediaCache } from '../MediaCache.ts';
import type { Rendition } from '../Rendition.ts';
import { RenditionFile } from '../RenditionFile.ts';
import { copyChunks } from './copyChunks.ts';
import { isOneDisk, isThere, openTarget } from './moveTarget.ts';
import type { MoveRecord } from './spaceFiles.ts';

type Options = {
  readonly cache: MediaCache;
  readonly record: JsonFile<MoveRecord | null>;
  readonly log: Log;
  readonly margin: () => Margin;
  readonly space: (folder: string) => Promise<DiskSpace>;
  /** The profile remembers the folder; from then on it is the one. */
  readonly remember: (folder: { path: string; id: string }) => Promise<void>;
  readonly onProgress: () => void;
};

/** Rounds of copying beside what plays and is downloaded, before all of that waits for the rest. */
const ROUNDS = 3;

/**
 * Moves the recordings to another folder, on another disk too. The old folder stays whole until the new one
 * is, verified and synced; then the profile names the new one, and the old one is emptied. Whatever interrupts
 * this, the next start goes on with it.
 */
export class FolderMove {
  readonly #options: Options;
  #progress: MediaSpace['moving'] = null;
  #running: Promise<void> | null = null;
  #isClosed = false;

  constructor(options: Options) {
    this.#options = options;
  }

  get progress(): MediaSpace['moving'] {
    return this.#progress;
  }

  /**
   * Throws `RefusedError`: `folder-inside`, `folder-taken`, `cannot-write`, `disk-full`, `wrong-state` while
   * another move runs. Where the folder of before is away, the new one begins empty, or, if it is the same
   * folder somewhere else, as it is; nothing of the old one is touched.
   */
  move(path: string): Promise<void> {
    if (this.#running) return Promise.reject(new RefusedError('wrong-state', 'a move is under way'));
    return this.#only(async () => {
      const { cache, record } = this.#options;
      if (!cache.home) return this.#takeInstead(path);
      const from = cache.folder;
      const { folder, id } = await openTarget(path, from);
      try {
        await this.#assertFits(folder);
        await record.write({ from, to: folder.path, id });
        await this.#carry(folder, id);
      } catch (error) {
        await this.#undo(folder, id);
        throw asDiskFull(error);
      }
    });
  }

  /** Goes on with what was interrupted. Never throws: the recordings are where they were. */
  async resume(): Promise<void> {
    try {
      const begun = await this.#options.record.read();
      if (begun && !this.#running) await this.#only(() => this.#resume(begun));
    } catch (error) {
      this.#options.log.warn(`move of the recordings: ${errorLine(error)}`);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#running?.catch(() => undefined);
  }

  async #only(run: () => Promise<void>): Promise<void> {
    const running = run().finally(() => {
      this.#running = null;
      this.#progress = null;
      this.#options.onProgress();
    });
    this.#running = running;
    await running;
  }

  async #resume(begun: MoveRecord): Promise<void> {
    const { cache, record } = this.#options;
    if (!cache.home) return;
    if (cache.folder === begun.to) return this.#empty(begun.from, null);
    if (cache.folder !== begun.from || (await CacheFolder.markOf(begun.to)) !== begun.id) {
      return record.write(null);
    }
    const folder = await CacheFolder.open(begun.to, begun.id);
    try {
      await this.#carry(folder, begun.id);
    } catch (error) {
      await this.#undo(folder, begun.id);
      throw error;
    }
  }

  async #carry(folder: CacheFolder, id: string): Promise<void> {
    const { cache, remember } = this.#options;
    for (let round = 1; round <= ROUNDS; round += 1) await this.#copyAll(folder, false);
    const before = await cache.gate.alone(async () => {
      await this.#copyAll(folder, true);
      await syncFolder(folder.path);
      await remember({ path: folder.path, id });
      return cache.switchTo(folder, id);
    });
    if (before) await this.#empty(before.path, before);
  }

  /** @param alone while nothing else reads and writes, so that afterwards both folders have the same */
  async #copyAll(folder: CacheFolder, alone: boolean): Promise<void> {
    const { cache } = this.#options;
    const renditions = alone ? cache.opened() : await cache.list();
    const total = renditions.reduce((sum, { file }) => sum + file.heldBytes(), 0);
    let done = 0;
    const tell = (bytes: number): void => {
      done += bytes;
      this.#progress = { done: Math.min(done, total), total };
      this.#options.onProgress();
    };
    tell(0);
    for (const rendition of renditions) {
      await this.#copyOne(rendition, folder, { alone, tell }).catch((error: unknown) => {
        // What was deleted meanwhile goes there too, below or in the next round.
        if (cache.opened().includes(rendition)) throw error;
      });
    }
    const stays = new Set(renditions.map(({ ref }) => `${ref.hub}/${ref.rendition.id}`));
    for (const place of await folder.places()) {
      if (!stays.has(`${place.hub}/${place.id}`)) await folder.remove(place);
    }
  }

  async #copyOne(
    { ref, file }: Rendition,
    folder: CacheFolder,
    { alone, tell }: { readonly alone: boolean; readonly tell: (bytes: number) => void },
  ): Promise<void> {
    if (!(file instanceof RenditionFile) || !this.#options.cache.home) return;
    const place = { hub: ref.hub, id: ref.rendition.id };
    const [from, to] = [this.#options.cache.home.folderOf(place), folder.folderOf(place)];
    await writeDurably(join(to, 'manifest.json'), await readFile(join(from, 'manifest.json')));
    await syncFolder(join(to, '..'));
    if (await linkBoth(from, to)) {
      await syncFolder(to);
      return tell(file.heldBytes());
    }
    const isEnded = (): boolean => this.#isClosed;
    await copyChunks(file, to, { alone, onBytes: tell, isEnded });
    if (this.#isClosed) throw new RefusedError('wrong-state', 'the app ends; the next start goes on');
  }

  async #assertFits(folder: CacheFolder): Promise<void> {
    const { cache, space, margin } = this.#options;
    if (await isOneDisk(cache.folder, folder.path)) return;
    await cache.list();
    if (fits(await space(folder.path), cache.usedBytes(), margin())) return;
    throw new RefusedError('disk-full', folder.path);
  }

  /**
   * The recordings are in the cache's folder: the other one, of before or not to be, is emptied and let go of.
   * What could not be read there, and so is not in the cache's, stays.
   */
  async #empty(path: string, held: CacheFolder | null): Promise<void> {
    const { cache, record, log } = this.#options;
    try {
      await access(path);
      const folder = held ?? (await CacheFolder.open(path, null));
      for (const place of await folder.places()) {
        if (cache.home && (await isThere(cache.home.folderOf(place)))) await folder.remove(place);
      }
      for (const hub of await folder.hubs()) await rmdir(join(path, hub));
      await rm(join(path, MARKER_NAME), { force: true });
      await folder.close();
      await rmdir(path);
    } catch (error) {
      // What is left there is nothing that is missed: the recordings are in the new folder.
      log.info(`old folder of the recordings: ${errorLine(error)}`);
    }
    await record.write(null);
  }

  async #undo(folder: CacheFolder, id: string): Promise<void> {
    const { cache, log } = this.#options;
    if (cache.folder === folder.path) return;
    if (this.#isClosed) return folder.close();
    if ((await CacheFolder.markOf(folder.path)) === id) {
      for (const place of await folder.places()) await folder.remove(place);
      await this.#empty(folder.path, folder);
    } else await folder.close().catch((error: unknown) => log.warn(errorLine(error)));
  }

  async #takeInstead(path: string): Promise<void> {
    const { cache, remember } = this.#options;
    const mark = await CacheFolder.markOf(path);
    if (mark === null || mark !== cache.folderId) {
      const { folder, id } = await openTarget(path, null);
      await folder.close();
      await remember({ path, id });
      return cache.lookAt(path, id);
    }
    await remember({ path, id: mark });
    await cache.lookAt(path, mark);
  }
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
