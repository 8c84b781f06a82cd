import type { IpcRequest } from '#shared/contracts/ipc.ts';
import type { MediaSpace, RenditionAtHub, RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { errorLine } from '../../files/errors.ts';
import type { Log } from '../../files/Log.ts';
import { asDiskFull } from '../diskFull.ts';
import { type DiskSpace, spare } from '../freeSpace.ts';
import type { MediaCache } from '../MediaCache.ts';
import type { Rendition } from '../Rendition.ts';
import { Turns } from '../Turns.ts';
import { type Candidate, evictionOrder, type Purpose, yieldsToDownload } from './evictionOrder.ts';
import type { Hint, Hints, SpaceFiles, SpaceSettings } from './spaceFiles.ts';
import type { UseLog } from './UseLog.ts';

export type SpaceOptions = {
  readonly cache: MediaCache;
  readonly files: SpaceFiles;
  readonly log: Log;
  readonly clock: () => number;
  readonly space: (folder: string) => Promise<DiskSpace>;
  /** Wanted by the queue: it is in use though nothing of it comes in just now. */
  readonly isWanted: (at: RenditionAtHub) => boolean;
  /** Deletes renditions and tells the windows. */
  readonly remove: (which: (ref: RenditionRef) => boolean) => Promise<unknown>;
  readonly moving: () => MediaSpace['moving'];
  readonly onChange: () => void;
};

type Known = Candidate & { readonly rendition: Rendition; readonly bytes: number };

/** What recordings take on this computer, and what goes when that is too much (rule M6). */
export class Space {
  readonly #options: SpaceOptions;
  readonly #uses: UseLog;
  #settings: SpaceSettings;
  #hints: Hints;
  #isListed = false;
  /** Two who need room do not delete for each other's. */
  readonly #turns = new Turns();

  constructor(options: SpaceOptions, opened: { uses: UseLog; settings: SpaceSettings; hints: Hints }) {
    this.#options = options;
    this.#uses = opened.uses;
    this.#settings = opened.settings;
    this.#hints = opened.hints;
  }

  async read(): Promise<MediaSpace> {
    const { cache, space, log, moving } = this.#options;
    await cache.recheck();
    const stored = await this.#known();
    const disk = await space(cache.folder).catch((error: unknown) => {
      log.warn(`space: ${errorLine(error)}`);
      return null;
    });
    if (cache.trouble === null) this.#uses.retain(stored.map(({ rendition }) => atHub(rendition.ref)));
    const { budget, margin } = this.#settings;
    return {
      folder: cache.folder,
      trouble: cache.trouble,
      used: stored.reduce((sum, { bytes }) => sum + bytes, 0),
      budget,
      margin,
      disk,
      stored: stored.map(({ rendition, bytes, kept, inUse, watchedAt }) => {
        const { ref, manifest } = rendition;
        return { ref, bytes, complete: bytes === manifest.size, kept, inUse, watchedAt };
      }),
      next: evictionOrder(stored).map(({ rendition }) => atHub(rendition.ref)),
      moving: moving(),
    };
  }

  /** A smaller budget makes the least recently watched go at once. */
  async set(over: IpcRequest<'space.set'>): Promise<MediaSpace> {
    const { budget = this.#settings.budget, margin = this.#settings.margin } = over;
    await this.#save({ ...this.#settings, budget, margin });
    await this.#turns.run(() => this.#free(0, 'play'));
    this.#options.onChange();
    return this.read();
  }

  async keep(which: readonly RenditionAtHub[], kept: boolean): Promise<void> {
    await this.#uses.keep(which, kept).catch((error: unknown) => {
      throw asDiskFull(error);
    });
    this.#options.onChange();
  }

  /** Replaces what the person wishes of a hub's recordings. */
  async hint(hub: string, hints: readonly Hint[]): Promise<void> {
    if (JSON.stringify(this.#hints[hub] ?? []) === JSON.stringify(hints)) return;
    this.#hints = { ...this.#hints, [hub]: [...hints] };
    await this.#options.files.hints.write(this.#hints);
    this.#options.onChange();
  }

  /** The folder of from now on; `null` for the profile's own. */
  moved(folder: SpaceSettings['folder']): Promise<void> {
    return this.#save({ ...this.#settings, folder });
  }

  get margin(): SpaceSettings['margin'] {
    return this.#settings.margin;
  }

  /** Whether so many bytes may be written, after others went for them if need be. */
  room(bytes: number, purpose: Purpose): Promise<boolean> {
    return this.#turns.run(() => this.#free(bytes, purpose));
  }

  /** For downloads: whether so many bytes can be had, what may go for them counted as room. Throws the folder's trouble. */
  async hasFor(bytes: number): Promise<boolean> {
    // The disk may have been plugged in again a moment ago.
    if (this.#options.cache.trouble !== null) await this.#options.cache.recheck();
    this.#assertWell();
    const going = (await this.#mayGo('download')).reduce((sum, known) => sum + known.bytes, 0);
    return (await this.#left()) + going >= bytes;
  }

  /** For downloads: makes room. Throws `RefusedError`: `disk-full`, or the folder's trouble. */
  async make(bytes: number): Promise<void> {
    this.#assertWell();
    if (!(await this.#turns.run(() => this.#free(bytes, 'download')))) throw new RefusedError('disk-full');
  }

  served({ ref }: Rendition): void {
    this.#uses.watched(atHub(ref), this.#options.clock());
  }

  held({ ref }: Rendition): void {
    this.#uses.stored(atHub(ref), this.#options.clock());
  }

  async close(): Promise<void> {
    await this.#uses.close().catch((error: unknown) => this.#options.log.warn(errorLine(error)));
  }

  #assertWell(): void {
    const { cache } = this.#options;
    if (cache.trouble !== null) throw new RefusedError(cache.trouble, cache.folder);
  }

  /** Deletes until so many bytes are left over, if that can be reached. @returns whether they are */
  async #free(bytes: number, purpose: Purpose): Promise<boolean> {
    if ((await this.#left()) >= bytes) return true;
    for (const { rendition } of await this.#mayGo(purpose)) {
      const at = atHub(rendition.ref);
      this.#options.log.info(`makes room: ${at.renditionId} goes`);
      // Others may have begun to use it, or the person to keep it, since it was listed.
      const mayGo = (): boolean => !rendition.inUse && !this.#options.isWanted(at) && !this.#uses.of(at).kept;
      await this.#options.remove((ref) => isAt(ref, at) && mayGo());
      this.#options.onChange();
      if ((await this.#left()) >= bytes) return true;
    }
    return false;
  }

  /**
   * Bytes that may still be written, by the budget and by what must stay free; negative for too much. Throws
   * `RefusedError('cannot-write')` where the disk does not say.
   */
  async #left(): Promise<number> {
    const { cache, space } = this.#options;
    const { budget, margin } = this.#settings;
    const disk = await space(cache.folder).catch((error: unknown) => {
      throw new RefusedError('cannot-write', errorLine(error));
    });
    const onDisk = spare(disk, margin);
    if (budget === null) return onDisk;
    if (!this.#isListed) {
      await cache.list();
      this.#isListed = true;
    }
    return Math.min(onDisk, budget - cache.usedBytes());
  }

  async #mayGo(purpose: Purpose): Promise<readonly Known[]> {
    const order = evictionOrder(await this.#known()).filter(({ bytes }) => bytes > 0);
    const now = this.#options.clock();
    return purpose === 'play' ? order : order.filter((known) => yieldsToDownload(known, now));
  }

  async #known(): Promise<readonly Known[]> {
    const { cache, isWanted } = this.#options;
    return (await cache.list()).map((rendition) => {
      const at = atHub(rendition.ref);
      const hint = this.#hints[at.hub]?.find(({ recordingId }) => recordingId === rendition.ref.recordingId);
      return {
        ...this.#uses.of(at),
        rendition,
        bytes: rendition.file.heldBytes(),
        inUse: rendition.inUse || isWanted(at),
        starred: hint?.starred ?? false,
        watched: hint?.watched ?? false,
      };
    });
  }

  async #save(settings: SpaceSettings): Promise<void> {
    await this.#options.files.settings.write(settings).catch((error: unknown) => {
      throw asDiskFull(error);
    });
    this.#settings = settings;
  }
}

function atHub({ hub, rendition }: RenditionRef): RenditionAtHub {
  return { hub, renditionId: rendition.id };
}

function isAt({ hub, rendition }: RenditionRef, at: RenditionAtHub): boolean {
  return hub === at.hub && rendition.id === at.renditionId;
}
