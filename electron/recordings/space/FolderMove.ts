import { access, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { MediaSpace } from '#shared/contracts/ipcDownloads.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { errorLine } from '../../files/errors.ts';
import type { JsonFile } from '../../files/JsonFile.ts';
import type { Log } from '../../files/Log.ts';
import { syncFolder } from '../../files/writeDurably.ts';
import { CacheFolder, MARKER_NAME, placeKey, type RenditionPlace } from '../CacheFolder.ts';
import { asDiskFull } from '../diskFull.ts';
import { type DiskSpace, fits, type Margin } from '../freeSpace.ts';
import type { MediaCache } from '../MediaCache.ts';
import type { Rendition } from '../Rendition.ts';
import { RenditionFile } from '../RenditionFile.ts';
import { bytesToCopy } from './copyChunks.ts';
import { copyRendition } from './copyRendition.ts';
import { isOneDisk, isThere, type MoveTarget, openTarget } from './moveTarget.ts';
import type { MoveRecord } from './spaceFiles.ts';

type Options = {
  readonly cache: MediaCache;
  readonly record: JsonFile<MoveRecord | null>;
  readonly log: Log;
  readonly margin: () => Margin;
  readonly space: (folder: string) => Promise<DiskSpace>;
  /** The profile remembers the folder, `null` for its own; from then on it is the one. Where it rejects it may be, too. */
  readonly remember: (folder: { path: string; id: string } | null) => Promise<void>;
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
  /** Whether the profile was asked to remember the new folder. */
  #isNamed = false;

  constructor(options: Options) {
    this.#options = options;
  }

  get progress(): MediaSpace['moving'] {
    return this.#progress;
  }

  /**
   * Throws `RefusedError`: `folder-inside`, `folder-taken`, `cannot-write`, `disk-full`, `wrong-state` while
   * another move runs. Recordings that are in the chosen folder already stay, beside those that come. Where the
   * folder of before is away, the new one begins as it is; nothing of the old one is touched.
   */
  move(path: string): Promise<void> {
    if (this.#running) return Promise.reject(new RefusedError('wrong-state', 'a move is under way'));
    return this.#only(async () => {
      const { cache, record } = this.#options;
      if (!cache.home) return this.#takeInstead(path);
      const from = cache.folder;
      const target = await openTarget(path, from);
      const { folder, id, before } = target;
      try {
        await this.#assertFits(target);
        await record.write({ from, to: folder.path, id, before: before && [...before] });
        await this.#carry(target);
      } catch (error) {
        await this.#undo(target);
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
    const target = { folder, id: begun.id, before: begun.before && new Set(begun.before) };
    try {
      await this.#carry(target);
    } catch (error) {
      await this.#undo(target);
      throw error;
    }
  }

  async #carry(target: MoveTarget): Promise<void> {
    const { cache, remember } = this.#options;
    const { folder, id } = target;
    const seen = new Set<string>();
    this.#isNamed = false;
    for (let round = 1; round <= ROUNDS; round += 1) await this.#copyAll(target, seen, false);
    const left = await cache.gate.alone(async () => {
      await this.#copyAll(target, seen, true);
      await syncFolder(folder.path);
      this.#isNamed = true;
      await remember({ path: folder.path, id });
      return cache.switchTo(folder, id);
    });
    if (left) await this.#empty(left.path, left);
    // What was in the folder before counts against the budget, too.
    if (target.before) await cache.list();
  }

  /**
   * @param seen what was in the cache's folder at any time of this move: when it is deleted there, it goes here
   * @param alone while nothing else reads and writes, so that afterwards the target has all that the cache has
   */
  async #copyAll({ folder, before }: MoveTarget, seen: Set<string>, alone: boolean): Promise<void> {
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
      const key = placeKey(placeOf(rendition));
      const doubts = before?.has(key) === true && !seen.has(key);
      seen.add(key);
      await this.#copyOne(rendition, folder, { alone, doubts, tell }).catch((error: unknown) => {
        // What was deleted meanwhile goes there too, below or in the next round.
        if (cache.opened().includes(rendition)) throw error;
      });
    }
    const stays = new Set(renditions.map((rendition) => placeKey(placeOf(rendition))));
    for (const key of before ?? []) if (!seen.has(key)) stays.add(key);
    for (const place of await folder.places()) if (!stays.has(placeKey(place))) await folder.remove(place);
  }

  async #copyOne(
    rendition: Rendition,
    folder: CacheFolder,
    { tell, ...how }: { alone: boolean; doubts: boolean; tell: (bytes: number) => void },
  ): Promise<void> {
    const { home } = this.#options.cache;
    const { file } = rendition;
    if (!(file instanceof RenditionFile) || !home) return;
    const place = placeOf(rendition);
    const folders = { from: home.folderOf(place), to: folder.folderOf(place) };
    await copyRendition(file, folders, { ...how, onBytes: tell, isEnded: () => this.#isClosed });
    if (this.#isClosed) throw new RefusedError('wrong-state', 'the app ends; the next start goes on');
  }

  async #assertFits({ folder, before }: MoveTarget): Promise<void> {
    const { cache, space, margin } = this.#options;
    const isOne = await isOneDisk(cache.folder, folder.path);
    let needed = 0;
    for (const rendition of await cache.list()) {
      const { file } = rendition;
      const place = placeOf(rendition);
      const isKnown = before?.has(placeKey(place)) === true && file instanceof RenditionFile;
      if (isKnown) needed += await bytesToCopy(file, folder.folderOf(place));
      else if (!isOne) needed += file.heldBytes();
    }
    if (needed === 0 && (isOne || before !== null)) return;
    if (fits(await space(folder.path), needed, margin())) return;
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

  async #undo({ folder, id, before }: MoveTarget): Promise<void> {
    const { cache, record, log } = this.#options;
    const letGo = (): Promise<void> => folder.close().catch((error: unknown) => log.warn(errorLine(error)));
    if (cache.folder === folder.path) return;
    if (this.#isClosed) return folder.close();
    if (this.#isNamed && !(await this.#nameFormer())) return letGo();
    if ((await CacheFolder.markOf(folder.path)) !== id) return letGo();
    for (const place of await folder.places()) {
      if (!before?.has(placeKey(place))) await folder.remove(place);
    }
    if (before === null) return this.#empty(folder.path, folder);
    await letGo();
    await record.write(null);
  }

  /**
   * Whether the profile names the folder of before again. Where it does not, nothing is deleted: the next start goes on
   * with whichever folder it finds named.
   */
  async #nameFormer(): Promise<boolean> {
    const { cache, remember, log } = this.#options;
    const { folder: path, folderId: id } = cache;
    try {
      await remember(id === null ? null : { path, id });
      return true;
    } catch (error) {
      log.warn(`folder of the recordings: ${errorLine(error)}`);
      return false;
    }
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

function placeOf({ ref }: Rendition): RenditionPlace {
  return { hub: ref.hub, id: ref.rendition.id };
}
