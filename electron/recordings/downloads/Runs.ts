import type { DownloadSettings } from '#shared/contracts/ipcDownloads.ts';
import type { RefusalReason } from '#shared/contracts/refusals.ts';
import { mendsAtHub, mendsBySigningIn, mendsHere } from '#shared/recordings/mending.ts';
import { errorLine } from '../../files/errors.ts';
import type { Log } from '../../files/Log.ts';
import type { MediaCache } from '../MediaCache.ts';
import type { Clock } from './Clock.ts';
import { Connections } from './Connections.ts';
import { type Download, type Hold, keyOf, measure } from './Download.ts';
import type { DownloadQueue } from './DownloadQueue.ts';
import { failureOf } from './failureOf.ts';
import { fetchMissing } from './fetchMissing.ts';
import { isWithinHours } from './hours.ts';
import type { Room } from './Room.ts';
import { TokenBucket } from './TokenBucket.ts';

export type RunOptions = {
  readonly cache: Pick<MediaCache, 'kept' | 'trouble' | 'recheck'>;
  readonly log: Log;
  readonly clock: Clock;
  readonly room: Room;
  /** Requests at a time, of all downloads together. */
  readonly connections: number;
  /** Downloads at a time. */
  readonly atOnce: number;
  /** Milliseconds before the first further try at a hub that is away; doubles up to `slowest`. */
  readonly retry: { readonly first: number; readonly slowest: number };
  /** Throws `RefusedError('may-not-keep')`. */
  readonly assertMayKeep: (ref: Download['ref']) => void;
};

type Ears = {
  readonly onState: (download: Download) => void;
  readonly onDone: (download: Download) => Promise<void>;
  /** Stopped for good, and now nothing more of it comes in. */
  readonly onGone: (download: Download) => void;
};

/** Milliseconds between two notices of one download's progress, and between two looks at hours and disk. */
const PACE = 250;
const LOOK = 60_000;

/** Runs the first few of the queue, as long as nothing holds it, and takes up by itself what was stopped by a fault. */
export class Runs {
  readonly #options: RunOptions;
  readonly #queue: DownloadQueue;
  readonly #ears: Ears;
  readonly #connections: Connections;
  readonly #limit: TokenBucket;
  #settings: DownloadSettings;
  #held: Hold = null;
  /** All runs, those of downloads that are wanted no more included. */
  readonly #tasks = new Set<Promise<void>>();
  readonly #quit = new AbortController();
  #closed = false;
  #endTick: (() => void) | null = null;
  #endLook: (() => void) | null = null;

  constructor(options: RunOptions, queue: DownloadQueue, settings: DownloadSettings, ears: Ears) {
    this.#options = options;
    this.#queue = queue;
    this.#ears = ears;
    this.#settings = settings;
    this.#connections = new Connections(options.connections);
    this.#limit = new TokenBucket(options.clock, settings.bytesPerSecond);
    this.#held = this.#holdNow();
  }

  get hold(): Hold {
    return this.#held;
  }

  obey(settings: DownloadSettings): void {
    this.#settings = settings;
    this.#limit.limit(settings.bytesPerSecond);
    this.look();
  }

  /** Runs what is due and stops what is not; says what the hold changed. */
  look(): void {
    if (this.#closed) return;
    const held = this.#holdNow();
    const changed = held !== this.#held;
    this.#held = held;
    const due = held === null ? this.#queue.due(this.#options.atOnce) : [];
    for (const item of this.#queue.all()) {
      if (item.phase.kind === 'running' && !due.includes(item)) this.end(item, { kind: 'queued' });
      else if (changed && (item.phase.kind === 'queued' || item.phase.kind === 'waiting'))
        this.#ears.onState(item);
    }
    for (const item of due) if (item.phase.kind === 'queued' && item.task === null) this.#run(item);
    if (this.#queue.all().length > 0) this.#lookAgain();
  }

  /** Puts a download into a phase in which it does not run, and says so at once. */
  end(item: Download, phase: Download['phase']): void {
    item.callOff?.();
    item.callOff = null;
    item.phase = phase;
    item.stop.abort();
    this.#ears.onState(item);
  }

  /** Tries again what waits for a hub, or failed because it did not let us in; `null` is every hub. */
  hubReached(hub: string | null): void {
    for (const item of this.#queue.all()) {
      const { phase, ref } = item;
      const mends = phase.kind === 'waiting' || (phase.kind === 'failed' && mendsBySigningIn(phase.reason));
      if (mends && (hub === null || ref.hub === hub)) this.#again(item);
    }
    this.look();
  }

  /** Resolves when nothing runs any more. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#quit.abort();
    this.#endTick?.();
    this.#endLook?.();
    for (const item of this.#queue.all()) {
      item.callOff?.();
      item.stop.abort();
    }
    await Promise.all(this.#tasks);
  }

  #holdNow(): Hold {
    if (this.#settings.paused) return 'paused';
    return isWithinHours(this.#settings.hours, this.#options.clock.now()) ? null : 'hours';
  }

  #again(item: Download): void {
    item.callOff?.();
    item.callOff = null;
    item.phase = { kind: 'queued' };
    this.#ears.onState(item);
  }

  #run(item: Download): void {
    item.phase = { kind: 'running' };
    item.stop = new AbortController();
    item.speed.begin(this.#options.clock.now());
    this.#tick();
    const task = this.#download(item, item.stop.signal).finally(() => {
      this.#tasks.delete(task);
      item.task = null;
      if (item.stop.signal.aborted && !this.#queue.get(keyOf(item.ref))) this.#ears.onGone(item);
      this.look();
    });
    item.task = task;
    this.#tasks.add(task);
  }

  async #download(item: Download, signal: AbortSignal): Promise<void> {
    const { cache, room, connections, assertMayKeep } = this.#options;
    try {
      assertMayKeep(item.ref);
      const rendition = await cache.kept(item.ref);
      const readHeld = (): void => {
        item.bytes = rendition.file.heldBytes();
      };
      readHeld();
      item.measured = item.bytes;
      item.arriving = () => rendition.arriving();
      if (!signal.aborted) this.#ears.onState(item);
      await fetchMissing(rendition, {
        workers: connections,
        connections: this.#connections,
        limit: this.#limit,
        room,
        signal,
        quit: this.#quit.signal,
        whyNotKept: async () => {
          await cache.recheck();
          return cache.trouble ?? 'disk-full';
        },
        onChunk: (bytes) => {
          item.attempts = 0;
          item.bytes += bytes;
        },
        onWhole: () => {
          if (signal.aborted) return;
          item.phase = { kind: 'done' };
          this.#ears.onState(item);
        },
      }).finally(() => {
        item.arriving = () => 0;
        readHeld();
      });
      if (!signal.aborted) await this.#ended(item);
    } catch (error) {
      if (signal.aborted) return;
      this.#options.log.warn(`download ${item.ref.rendition.id}: ${errorLine(error)}`);
      this.#fail(item, cache.trouble ?? failureOf(error));
    }
  }

  /** What was found damaged while it ran is missing again: then it is not done, but goes on. */
  async #ended(item: Download): Promise<void> {
    if (item.phase.kind === 'done') await this.#ears.onDone(item);
    else item.phase = { kind: 'queued' };
  }

  #fail(item: Download, reason: RefusalReason): void {
    if (!mendsAtHub(reason)) {
      item.phase = { kind: 'failed', reason };
      this.#ears.onState(item);
      return;
    }
    item.phase = { kind: 'waiting' };
    this.#ears.onState(item);
    const { first, slowest } = this.#options.retry;
    const delay = Math.min(slowest, first * 2 ** item.attempts);
    item.attempts += 1;
    item.callOff = this.#options.clock.after(delay, () => {
      this.#again(item);
      this.look();
    });
  }

  /** Says the progress of what runs, while anything does. */
  #tick(): void {
    if (this.#endTick || this.#closed) return;
    this.#endTick = this.#options.clock.after(PACE, () => {
      this.#endTick = null;
      const running = this.#queue.all().filter(({ phase }) => phase.kind === 'running');
      for (const item of running) {
        measure(item, this.#options.clock.now());
        this.#ears.onState(item);
      }
      if (running.length > 0) this.#tick();
    });
  }

  #lookAgain(): void {
    if (this.#endLook || this.#closed) return;
    this.#endLook = this.#options.clock.after(LOOK, () => {
      this.#endLook = null;
      this.#tryHere()
        .catch((error: unknown) => this.#options.log.warn(`downloads: ${errorLine(error)}`))
        .finally(() => this.look());
    });
  }

  /** Takes up what the disk stopped, where it takes it now. */
  async #tryHere(): Promise<void> {
    const { cache, room } = this.#options;
    const stopped = this.#queue
      .all()
      .filter(({ phase }) => phase.kind === 'failed' && mendsHere(phase.reason));
    if (stopped.length === 0) return;
    await cache.recheck();
    if (cache.trouble !== null) return;
    for (const item of stopped) {
      const isFree = await room.hasFor(item.ref.rendition.size - item.bytes);
      if (isFree && item.phase.kind === 'failed') this.#again(item);
    }
  }
}
