import type { IpcNotice, IpcRequest } from '#shared/contracts/ipc.ts';
import type {
  DownloadSettings,
  DownloadState,
  RenditionAtHub,
  RenditionRef,
} from '#shared/contracts/ipcDownloads.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { errorLine } from '../../files/errors.ts';
import type { JsonFile } from '../../files/JsonFile.ts';
import { asDiskFull } from '../diskFull.ts';
import type { MediaCache } from '../MediaCache.ts';
import type { Rendition } from '../Rendition.ts';
import { type Download, keyAt, keyOf, newDownload, stateOf } from './Download.ts';
import { DownloadQueue } from './DownloadQueue.ts';
import { type RunOptions, Runs } from './Runs.ts';
import { storedState } from './storedState.ts';
import { settingsFile, WantedFile } from './wantedFile.ts';

type Options = Omit<RunOptions, 'cache' | 'assertMayKeep'> & {
  readonly cache: MediaCache;
  /** Of the profile; the list of what is wanted and the settings are in it. */
  readonly folder: string;
  /** False where the organizers let a recording be watched only. */
  readonly mayKeep: (ref: RenditionRef) => boolean;
  /** `workshop`: what it is called, where that is known. */
  readonly onChange: (notice: IpcNotice<'downloads.changed'>, workshop: string | null) => void;
  readonly onOrder: (notice: IpcNotice<'downloads.ordered'>) => void;
};
type Heard = Pick<Rendition, 'ref' | 'file'>;
type Which = readonly RenditionAtHub[];
type WorkshopNames = Readonly<Record<string, string>>;

/** Milliseconds between two notices of what is played. */
const PACE = 500;

/** The queue of downloads; it outlives the process (design rule M4). */
export class Downloader {
  readonly #options: Options;
  readonly #wanted: WantedFile;
  readonly #settingsFile: JsonFile<DownloadSettings>;
  readonly #queue = new DownloadQueue();
  readonly #runs: Runs;
  #settings: DownloadSettings;
  readonly #said = new Map<string, string>();
  /** What was played since the windows were last told of it. */
  readonly #heard = new Map<string, Heard>();
  #endHeard: (() => void) | null = null;

  private constructor(options: Options, file: JsonFile<DownloadSettings>, settings: DownloadSettings) {
    const { folder, cache, log } = options;
    this.#options = options;
    this.#wanted = new WantedFile({ folder, before: cache.folder, log });
    this.#settingsFile = file;
    this.#settings = settings;
    const run = { ...options, assertMayKeep: (ref: RenditionRef) => this.#assertMayKeep(ref) };
    this.#runs = new Runs(run, this.#queue, settings, {
      onState: (item) => {
        this.#say(item.ref, this.#stateOf(item), item.workshop);
        if (item.phase.kind === 'done') this.#sayOrder();
      },
      onDone: (item) => this.#forgetDone(item),
      onGone: (item) => {
        if (!item.deleted) this.#sayStored(item.ref);
      },
    });
  }

  /** Takes up the downloads that were wanted when the app last ended. */
  static async open(options: Options): Promise<Downloader> {
    const file = settingsFile(options.folder, options.log);
    const downloader = new Downloader(options, file, await file.read());
    for (const { ref, paused, workshop } of await downloader.#wanted.read()) {
      downloader.#queue.add(newDownload(ref, { kind: paused ? 'paused' : 'queued' }, 0, workshop));
    }
    await downloader.#readHeld();
    for (const item of downloader.#queue.all())
      downloader.#say(item.ref, downloader.#stateOf(item), item.workshop);
    downloader.#runs.look();
    return downloader;
  }

  /**
   * Resolves when the wishes would outlive this process. What was paused, waits or failed goes on. Throws
   * `RefusedError`: `may-not-keep`, `disk-full`, the folder's trouble; then none of them is wanted.
   * @param names what workshops are called, by id
   */
  async start(refs: readonly RenditionRef[], names: WorkshopNames = {}): Promise<void> {
    for (const ref of refs) this.#assertMayKeep(ref);
    const here = await this.#stored();
    const added: Download[] = [];
    for (const ref of refs) {
      if (this.#queue.get(keyOf(ref)) || added.some((item) => keyOf(item.ref) === keyOf(ref))) continue;
      const bytes = here.get(keyOf(ref))?.bytes ?? 0;
      added.push(newDownload(ref, { kind: 'queued' }, bytes, names[ref.workshopId] ?? null));
    }
    const needed = [...this.#queue.all(), ...added].reduce(
      (sum, { ref, bytes }) => sum + Math.max(0, ref.rendition.size - bytes),
      0,
    );
    if (added.length > 0 && !(await this.#options.room.hasFor(needed))) throw new RefusedError('disk-full');
    await this.#add(added);
    this.#goOn(refs.flatMap((ref) => this.#queue.get(keyOf(ref)) ?? []));
    this.#runs.look();
  }

  async pause(which: Which): Promise<void> {
    for (const item of this.#find(which)) {
      if (item.phase.kind !== 'done') this.#runs.end(item, { kind: 'paused' });
    }
    this.#runs.look();
    await this.#keepWanted();
  }

  /** Goes on with these, and only with these where all were paused. */
  async resume(which: Which): Promise<void> {
    const items = this.#find(which);
    if (this.#settings.paused && items.length > 0) {
      for (const item of this.#queue.all()) {
        if (!items.includes(item) && item.phase.kind !== 'done') this.#runs.end(item, { kind: 'paused' });
      }
      await this.set({ paused: false });
    }
    this.#goOn(items);
    this.#runs.look();
    await this.#keepWanted();
  }

  /** Not wanted any more; the chunks stay. Throws `disk-full`: they are stopped, and wanted again from the next start on. */
  async stop(which: Which): Promise<void> {
    const items = this.#find(which);
    for (const item of items) this.#drop(item);
    if (items.length === 0) return;
    this.#sayOrder();
    this.#runs.look();
    for (const { ref, bytes } of items)
      this.#say(ref, bytes > 0 ? { state: 'partial', bytes } : { state: 'absent' });
    try {
      await this.#keepWanted();
    } finally {
      for (const { ref, task } of items) if (task === null) await this.#sayStored(ref);
    }
  }

  /** Puts one before another; `null` is the end. What is wanted first runs first. */
  async move(which: RenditionAtHub, before: RenditionAtHub | null): Promise<void> {
    const item = this.#queue.get(keyAt(which));
    if (!item) return;
    this.#queue.move(item, before ? this.#queue.get(keyAt(before)) : undefined);
    this.#sayOrder();
    this.#runs.look();
    await this.#keepWanted();
  }

  /** Stops downloads and deletes their chunks. */
  async remove(which: (ref: RenditionRef) => boolean): Promise<void> {
    const items = this.#queue.all().filter(({ ref }) => which(ref));
    for (const item of items) {
      this.#drop(item);
      item.deleted = true;
    }
    if (items.length > 0) {
      this.#sayOrder();
      // What cannot be written now must not keep bytes from being deleted; the next start deletes what it fetched.
      await this.#keepWanted().catch((error: unknown) => this.#warn(error));
      await Promise.all(items.map(({ task }) => task));
    }
    const gone = await this.#options.cache.remove(which);
    for (const [key, { ref }] of this.#heard) if (which(ref)) this.#heard.delete(key);
    const refs = new Map([...items.map(({ ref }) => ref), ...gone].map((ref) => [keyOf(ref), ref]));
    for (const ref of refs.values()) this.#say(ref, { state: 'absent' });
    this.#runs.look();
  }

  async list(hub: string): Promise<readonly { ref: RenditionRef; download: DownloadState }[]> {
    const states = new Map<string, { ref: RenditionRef; download: DownloadState }>();
    for (const [key, { ref, download }] of await this.#stored()) {
      if (ref.hub === hub) states.set(key, { ref, download });
    }
    for (const item of this.#queue.all()) {
      const { ref } = item;
      if (ref.hub === hub) states.set(keyOf(ref), { ref, download: this.#stateOf(item) });
    }
    return [...states.values()];
  }

  order(): RenditionAtHub[] {
    return this.#queue.order();
  }

  /** More of a rendition is here, though nobody wanted it: it was played. The windows are told. */
  heard(rendition: Heard): void {
    this.#heard.set(keyOf(rendition.ref), rendition);
    this.#endHeard ??= this.#options.clock.after(PACE, () => {
      this.#endHeard = null;
      this.#sayHeard();
    });
  }

  /** Whether a rendition is wanted: it is in use, and stays when room is made. */
  isWanted({ hub, renditionId }: RenditionAtHub): boolean {
    return this.#queue.get(keyAt({ hub, renditionId })) !== undefined;
  }

  settings(): DownloadSettings {
    return this.#settings;
  }

  async set(over: IpcRequest<'downloads.set'>): Promise<DownloadSettings> {
    const { paused = this.#settings.paused, bytesPerSecond = this.#settings.bytesPerSecond } = over;
    const { hours = this.#settings.hours } = over;
    const settings = { paused, bytesPerSecond, hours };
    await this.#settingsFile.write(settings).catch((error: unknown) => {
      throw asDiskFull(error);
    });
    this.#settings = settings;
    this.#runs.obey(settings);
    return settings;
  }

  /** Tries again at once what waits for a hub: it was just reached, or (`null`) the network or the computer is back. */
  hubReached(hub: string | null): void {
    this.#runs.hubReached(hub);
  }

  close(): Promise<void> {
    this.#endHeard?.();
    return this.#runs.close();
  }

  async #add(wished: readonly Download[]): Promise<void> {
    const added = wished.filter(({ ref }) => !this.#queue.get(keyOf(ref)));
    for (const item of added) this.#queue.add(item);
    try {
      await this.#keepWanted();
    } catch (error) {
      for (const item of added) this.#drop(item);
      throw error;
    }
    for (const item of added) this.#say(item.ref, this.#stateOf(item));
    if (added.length > 0) this.#sayOrder();
  }

  #assertMayKeep(ref: RenditionRef): void {
    if (!this.#options.mayKeep(ref)) throw new RefusedError('may-not-keep');
  }

  #find(which: Which): readonly Download[] {
    return which.flatMap((one) => this.#queue.get(keyAt(one)) ?? []);
  }

  #goOn(items: readonly Download[]): void {
    for (const item of items) {
      const { kind } = item.phase;
      if (kind === 'paused' || kind === 'waiting' || kind === 'failed')
        this.#runs.end(item, { kind: 'queued' });
    }
  }

  #drop(item: Download): void {
    item.callOff?.();
    item.stop.abort();
    this.#queue.remove(item);
  }

  /**
   * A download is wanted until all of it is kept: when the power goes after `complete` was said and before,
   * the next start fetches what was lost. Where the list cannot be written, the next start forgets it.
   */
  async #forgetDone(item: Download): Promise<void> {
    if (this.#queue.get(keyOf(item.ref)) !== item) return;
    this.#queue.remove(item);
    await this.#keepWanted().catch((error: unknown) => this.#warn(error));
  }

  async #stored(): Promise<ReadonlyMap<string, ReturnType<typeof storedState>>> {
    const all = await this.#options.cache.list();
    return new Map(all.map((rendition) => [keyOf(rendition.ref), storedState(rendition)]));
  }

  /** A cache that cannot be read now is said by the downloads themselves when they run. */
  async #readHeld(): Promise<void> {
    if (this.#queue.all().length === 0) return;
    try {
      const stored = await this.#stored();
      for (const item of this.#queue.all()) item.bytes = stored.get(keyOf(item.ref))?.bytes ?? 0;
    } catch (error) {
      this.#warn(error);
    }
  }

  async #sayStored(ref: RenditionRef): Promise<void> {
    try {
      const stored = await this.#stored();
      if (!this.#queue.get(keyOf(ref))) {
        this.#say(ref, stored.get(keyOf(ref))?.download ?? { state: 'absent' });
      }
    } catch (error) {
      this.#warn(error);
    }
  }

  #sayHeard(): void {
    for (const [key, rendition] of this.#heard) {
      const { ref, download } = storedState(rendition);
      const isNews = this.#said.get(key) !== JSON.stringify(download);
      if (isNews && !this.#queue.get(key)) this.#say(ref, download);
    }
    this.#heard.clear();
  }

  #stateOf(item: Download): DownloadState {
    return stateOf(item, this.#runs.hold, this.#options.clock.now());
  }

  #say(ref: RenditionRef, download: DownloadState, workshop: string | null = null): void {
    const line = JSON.stringify(download);
    if (download.state === 'running' && this.#said.get(keyOf(ref)) === line) return;
    this.#said.set(keyOf(ref), line);
    this.#options.onChange({ ref, download }, workshop);
  }

  #sayOrder(): void {
    this.#options.onOrder({ order: this.#queue.order() });
  }

  #warn(error: unknown): void {
    this.#options.log.warn(`downloads: ${errorLine(error)}`);
  }

  #keepWanted(): Promise<void> {
    const list = this.#queue
      .all()
      .map(({ ref, workshop, phase }) => ({ ref, workshop, paused: phase.kind === 'paused' }));
    return this.#wanted.write(list).catch((error: unknown) => {
      throw asDiskFull(error);
    });
  }
}
