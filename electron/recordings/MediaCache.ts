import type { RenditionAtHub, RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import { type RefusalReason, RefusedError } from '#shared/contracts/refusals.ts';
import type { Manifest, SignedManifest } from '#shared/recordings/manifest.ts';
import { errorLine } from '../files/errors.ts';
import type { Log } from '../files/Log.ts';
import { CacheFolder } from './CacheFolder.ts';
import { ChunkFetcher } from './ChunkFetcher.ts';
import { type CacheKeeper, type CacheOptions, freeForAll, usual } from './cacheOptions.ts';
import { asDiskFull } from './diskFull.ts';
import { Gate } from './Gate.ts';
import type { HubMedia } from './HubMedia.ts';
import { MemoryRenditions } from './MemoryRenditions.ts';
import { Removals } from './Removals.ts';
import { Rendition, type RenditionParts } from './Rendition.ts';
import { RenditionFile } from './RenditionFile.ts';
import { manifestFile, storedManifest } from './storedManifest.ts';
import { Turns } from './Turns.ts';
import { verifyManifest } from './verifyManifest.ts';

/**
 * Every rendition that has chunks on this device, one folder each; owned by one process.
 * - `rendition(ref)`: to play; from memory alone where the folder is in trouble or it may not be kept.
 * - `kept(ref)`: to download; throws why nothing may be kept (`may-not-keep`, `cannot-write`, `folder-taken`).
 * - `adopt(ref, signed)`: for packs: by a manifest that no hub has to be asked for; then `Rendition.put`.
 * - `list()`, `remove(which)`, `usedBytes()`.
 * - `folder` changes when the person moves it: nothing but renditions lies there.
 */
export class MediaCache {
  readonly gate = new Gate();
  readonly #media: HubMedia;
  readonly #log: Log;
  readonly #options: CacheOptions;
  readonly #fetcher: ChunkFetcher;
  readonly #memory: MemoryRenditions;
  readonly #open = new Map<string, Promise<Rendition>>();
  readonly #ready = new Map<string, Rendition>();
  readonly #removing = new Removals();
  #keeper: CacheKeeper = freeForAll;
  #home: CacheFolder | null = null;
  #path: string;
  #folderId: string | null;
  #trouble: RefusalReason | null = null;
  /** Two who look at the folder at a time would take it from each other. */
  readonly #looks = new Turns();

  private constructor(folder: string, media: HubMedia, log: Log, options: Partial<CacheOptions>) {
    this.#path = folder;
    this.#media = media;
    this.#log = log;
    this.#options = { ...usual, ...options };
    this.#folderId = this.#options.folderId;
    this.#fetcher = new ChunkFetcher(this.#options.connections);
    this.#memory = new MemoryRenditions((ref) => this.#manifestAtHub(ref), this.#parts());
  }

  /** Locks the folder. Throws `RefusedError`: `folder-taken` where another process owns it, `cannot-write`. */
  static async open(
    folder: string,
    media: HubMedia,
    log: Log,
    options: Partial<CacheOptions> = {},
  ): Promise<MediaCache> {
    const cache = new MediaCache(folder, media, log, options);
    cache.#home = await CacheFolder.open(folder, cache.#folderId);
    return cache;
  }

  /** As `open`; where the folder cannot be had now, it plays from memory and `trouble` says why. */
  static async openAnyway(...args: Parameters<typeof MediaCache.open>): Promise<MediaCache> {
    const [folder, media, log, options = {}] = args;
    const cache = new MediaCache(folder, media, log, options);
    await cache.recheck();
    return cache;
  }

  /** Where renditions are, or would be. */
  get folder(): string {
    return this.#path;
  }

  /** Why nothing is kept; `null` where all is well. */
  get trouble(): RefusalReason | null {
    return this.#trouble;
  }

  get home(): CacheFolder | null {
    return this.#trouble === null ? this.#home : null;
  }

  /** What the folder's marker says; `null` for the profile's own folder, which has none. */
  get folderId(): string | null {
    return this.#folderId;
  }

  ruledBy(keeper: CacheKeeper): void {
    this.#keeper = keeper;
  }

  /** Looks whether the folder is there; one that has come back is used again. */
  recheck(): Promise<void> {
    return this.#looks.run(() => this.#look());
  }

  async #look(): Promise<void> {
    const home = this.#home;
    if (home) {
      await home.check().catch((error: unknown) => this.#home === home && this.#fail(error));
      if (this.#trouble === null || this.#home !== home) return;
      await this.#letGo(home);
    }
    try {
      this.#home = await CacheFolder.open(this.#path, this.#folderId);
      const before = this.#trouble;
      this.#trouble = null;
      if (before !== null) this.#log.info(`recordings: ${this.#path} is there again`);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** The rendition with its verified manifest: the stored one, else the hub's, which is then stored. */
  async rendition(ref: RenditionRef): Promise<Rendition> {
    const key = keyOf(ref);
    await this.#removing.ended(key);
    if (!this.#mayKeep(ref)) return this.#memory.get(key, ref);
    try {
      return await this.#stored(ref, null);
    } catch (error) {
      const reason = reasonOf(error);
      if (error instanceof RefusedError && reason !== 'disk-full' && reason !== 'cannot-write') throw error;
      if (reason !== 'disk-full') await this.#doubt(error);
      return this.#memory.get(key, ref);
    }
  }

  /** The rendition on disk. Throws `RefusedError`: why nothing of it can be kept, or what the hub says. */
  async kept(ref: RenditionRef): Promise<Rendition> {
    if (!this.#keeper.mayKeep(ref)) throw new RefusedError('may-not-keep');
    await this.#removing.ended(keyOf(ref));
    return this.#storedOrThrow(ref, null);
  }

  /** The rendition on disk, by a manifest that came with a pack; its hub is not asked. Throws `damaged`. */
  async adopt(ref: RenditionRef, signed: SignedManifest): Promise<Rendition> {
    verifyManifest(signed, ref.rendition.id, this.#media.publicKey(ref.hub));
    if (!this.#keeper.mayKeep(ref)) throw new RefusedError('may-not-keep');
    await this.#removing.ended(keyOf(ref));
    return this.#storedOrThrow(ref, signed);
  }

  /** The stored manifest with its hub's signature, for a pack; `null` where nothing of the rendition is stored. */
  async signed(ref: RenditionRef): Promise<SignedManifest | null> {
    return this.home && this.#storedManifest(ref, this.home);
  }

  /** What is stored here, whole or in part. What cannot be read is left out. */
  async list(): Promise<readonly Rendition[]> {
    const home = this.home;
    if (!home) return [];
    const places = await home.places().catch((error: unknown) => {
      this.#fail(error);
      return [];
    });
    const found: Rendition[] = [];
    for (const place of places) {
      const key = `${place.hub}/${place.id}`;
      const ready = this.#ready.get(key) ?? (await this.#readStored(home.folderOf(place), key));
      if (ready) found.push(ready);
    }
    return found.filter((rendition) => this.#ready.get(keyOf(rendition.ref)) === rendition);
  }

  /** What is stored and was listed or opened. */
  opened(): readonly Rendition[] {
    return [...this.#ready.values()];
  }

  /** A rendition of which something is here, on disk or in memory. */
  async find({ hub, renditionId }: RenditionAtHub): Promise<Rendition | null> {
    const key = `${hub}/${renditionId}`;
    const found = this.#ready.get(key) ?? (await this.#memory.find(key));
    if (found || !this.home) return found;
    return this.#readStored(this.home.folderOf({ hub, id: renditionId }), key);
  }

  /** Bytes of the chunks of everything that was listed or opened. */
  usedBytes(): number {
    return [...this.#ready.values()].reduce((sum, { file }) => sum + file.heldBytes(), 0);
  }

  /**
   * Deletes renditions with all their chunks. Throws `RefusedError` with the trouble of a folder where what is
   * to be deleted may be.
   */
  async remove(which: (ref: RenditionRef) => boolean): Promise<readonly RenditionRef[]> {
    await this.#memory.remove(which);
    if (this.#trouble !== null) throw new RefusedError(this.#trouble, this.#path);
    const gone = (await this.list()).filter(({ ref }) => which(ref));
    await Promise.all(gone.map((rendition) => this.#remove(rendition)));
    await this.#removing.ofAll(which);
    return gone.map(({ ref }) => ref);
  }

  /**
   * From now on the same renditions are in another folder. Call only while having the gate alone. Never rejects: the
   * disk of before may be gone.
   */
  async switchTo(home: CacheFolder, folderId: string): Promise<CacheFolder | null> {
    const before = this.#home;
    this.#home = home;
    this.#path = home.path;
    this.#folderId = folderId;
    for (const { ref, file } of this.#ready.values()) {
      if (!(file instanceof RenditionFile)) continue;
      await file.relocate(home.folderOf(placeOf(ref))).catch((error: unknown) => {
        this.#log.warn(`folder of before: ${errorLine(error)}`);
      });
    }
    return before;
  }

  /** Takes another folder in the place of one that is away. What is there may be anything or nothing. */
  lookAt(path: string, folderId: string | null): Promise<void> {
    return this.#looks.run(async () => {
      if (this.#home) await this.#letGo(this.#home);
      this.#path = path;
      this.#folderId = folderId;
      this.#trouble = 'cannot-write';
      await this.#look();
    });
  }

  async close(): Promise<void> {
    await this.#memory.remove(() => true);
    await this.#closeAll();
    await this.#home?.close();
    this.#home = null;
  }

  #mayKeep(ref: RenditionRef): boolean {
    return this.home !== null && this.#keeper.mayKeep(ref);
  }

  #fail(error: unknown): void {
    const reason = reasonOf(error);
    this.#log.warn(`recordings: ${errorLine(error)}`);
    if (this.#trouble === reason) return;
    this.#trouble = reason;
    this.#keeper.onTrouble(reason);
  }

  /** A file that cannot be read or written is no trouble of the folder, unless the folder is gone with it. */
  async #doubt(error: unknown): Promise<void> {
    this.#log.warn(`recordings: ${errorLine(error)}`);
    await this.#home?.check().catch((gone: unknown) => this.#fail(gone));
  }

  async #storedOrThrow(ref: RenditionRef, signed: SignedManifest | null): Promise<Rendition> {
    if (this.#trouble !== null) throw new RefusedError(this.#trouble, this.#path);
    try {
      return await this.#stored(ref, signed);
    } catch (error) {
      if (error instanceof RefusedError) throw error;
      throw new RefusedError(reasonOf(error), errorLine(error));
    }
  }

  #stored(ref: RenditionRef, signed: SignedManifest | null): Promise<Rendition> {
    const key = keyOf(ref);
    const open = this.#open.get(key);
    if (open) return open;
    const opening = this.#openStored(ref, signed);
    this.#open.set(key, opening);
    opening.catch(() => this.#open.get(key) === opening && this.#open.delete(key));
    return opening;
  }

  async #openStored(ref: RenditionRef, offered: SignedManifest | null): Promise<Rendition> {
    const home = this.home;
    if (!home) throw new RefusedError('cannot-write', this.#path);
    await home.check();
    const publicKey = this.#media.publicKey(ref.hub);
    const stored = await this.#storedManifest(ref, home);
    const signed = stored ?? offered ?? (await this.#media.manifest(ref));
    const manifest = verifyManifest(signed, ref.rendition.id, publicKey);
    return this.gate.shared(async () => {
      // The folder may have been moved while the hub was asked.
      const folder = (this.#home ?? home).folderOf(placeOf(ref));
      if (!stored) await manifestFile(folder, this.#log).write({ ref, signed });
      const file = await RenditionFile.open(folder, manifest, this.gate);
      const rendition = new Rendition(ref, file, this.#parts());
      this.#ready.set(keyOf(ref), rendition);
      return rendition;
    });
  }

  #storedManifest(ref: RenditionRef, home: CacheFolder): Promise<SignedManifest | null> {
    const folder = home.folderOf(placeOf(ref));
    return storedManifest({ folder, ref, publicKey: this.#media.publicKey(ref.hub), log: this.#log });
  }

  async #readStored(folder: string, key: string): Promise<Rendition | null> {
    try {
      const stored = await manifestFile(folder, this.#log).read();
      if (this.#removing.has(key)) return null;
      return stored && (await this.#stored(stored.ref, null));
    } catch (error) {
      this.#log.warn(`${folder}: ${errorLine(error)}`);
      return null;
    }
  }

  async #remove(rendition: Rendition): Promise<void> {
    const { ref } = rendition;
    const key = keyOf(ref);
    await this.#removing.run(key, ref, async () => {
      // Where the folder is moved meanwhile, it goes in both places.
      const homes = new Set([this.#home]);
      this.#open.delete(key);
      this.#ready.delete(key);
      await this.#closeOne(rendition);
      await this.gate.shared(async () => {
        for (const home of homes.add(this.#home)) await home?.remove(placeOf(ref));
      });
    });
    this.#keeper.onHeld(rendition);
  }

  async #letGo(home: CacheFolder): Promise<void> {
    this.#home = null;
    await this.#closeAll();
    await home.close().catch((error: unknown) => this.#log.warn(`recordings: ${errorLine(error)}`));
  }

  async #closeAll(): Promise<void> {
    for (const opening of await Promise.allSettled(this.#open.values())) {
      if (opening.status === 'fulfilled') await this.#closeOne(opening.value);
    }
    this.#open.clear();
    this.#ready.clear();
  }

  async #closeOne(rendition: Rendition): Promise<void> {
    await rendition.close().catch((error: unknown) => this.#log.warn(`close: ${errorLine(error)}`));
  }

  async #manifestAtHub(ref: RenditionRef): Promise<Manifest> {
    return verifyManifest(await this.#media.manifest(ref), ref.rendition.id, this.#media.publicKey(ref.hub));
  }

  #parts(): RenditionParts {
    return {
      ...this.#options,
      media: this.#media,
      fetcher: this.#fetcher,
      room: (bytes, purpose) => this.#keeper.room(bytes, purpose),
      onHeld: (rendition) => this.#keeper.onHeld(rendition),
      onServed: (rendition) => this.#keeper.onServed(rendition),
      onTrouble: (error) => void this.#doubt(error),
    };
  }
}

/** Why a folder did not do what was asked of it. */
function reasonOf(error: unknown): RefusalReason {
  const named = asDiskFull(error);
  return named instanceof RefusedError ? named.reason : 'cannot-write';
}

/** A rendition's id alone names a video, which several hubs may have. */
function keyOf({ hub, rendition }: RenditionRef): string {
  return `${hub}/${rendition.id}`;
}

function placeOf({ hub, rendition }: RenditionRef): { hub: string; id: string } {
  return { hub, id: rendition.id };
}
