import { join } from 'node:path';
import { z } from 'zod';
import {
  type DownloadState,
  type IpcNotice,
  type RenditionRef,
  renditionRef,
} from '#shared/contracts/ipc.ts';
import { type RefusalReason, RefusedError } from '#shared/contracts/refusals.ts';
import { errorLine } from '../files/errors.ts';
import { JsonFile } from '../files/JsonFile.ts';
import type { Log } from '../files/Log.ts';
import { asDiskFull } from './diskFull.ts';
import { downloadRendition } from './downloadRendition.ts';
import type { DiskSpace, Margin } from './freeSpace.ts';
import type { MediaCache } from './MediaCache.ts';
import type { Rendition } from './Rendition.ts';

type Options = {
  readonly cache: MediaCache;
  readonly log: Log;
  readonly connections: number;
  readonly margin: Margin;
  readonly space: (folder: string) => Promise<DiskSpace>;
  /** Milliseconds before the first retry at an unreachable hub; doubles up to `slowest`. */
  readonly retry: { readonly first: number; readonly slowest: number };
  readonly onChange: (notice: IpcNotice<'downloads.changed'>) => void;
};

type Item = {
  readonly ref: RenditionRef;
  phase: 'queued' | 'running' | 'waiting' | 'failed' | 'done';
  reason: RefusalReason;
  attempts: number;
  bytes: number;
  readonly stop: AbortController;
};

/** Milliseconds between two notices of one download's progress. */
const PACE = 250;

/** The queue of downloads: one rendition at a time; it outlives the process. */
export class Downloader {
  readonly #options: Options;
  readonly #wanted: JsonFile<RenditionRef[]>;
  readonly #items = new Map<string, Item>();
  #running: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;
  #closed = false;

  private constructor(options: Options) {
    this.#options = options;
    const path = join(options.cache.folder, 'wanted.json');
    this.#wanted = new JsonFile({ path, schema: z.array(renditionRef), empty: [], log: options.log });
  }

  /** Takes up the downloads that were wanted when the app last ended (design rule M4). */
  static async open(options: Options): Promise<Downloader> {
    const downloader = new Downloader(options);
    for (const ref of await downloader.#wanted.read()) downloader.#queue(ref);
    downloader.#run();
    return downloader;
  }

  /** Resolves when the wish would outlive this process. Throws `RefusedError('disk-full')`. */
  async start(ref: RenditionRef): Promise<void> {
    const item = this.#items.get(keyOf(ref));
    if (item && (item.phase === 'queued' || item.phase === 'running' || item.phase === 'done')) return;
    this.#sayOf(this.#queue(ref));
    this.#run();
    await this.#keepWanted();
  }

  /** Stops a download; its chunks stay. */
  async stop(hub: string, renditionId: string): Promise<void> {
    const item = this.#items.get(`${hub} ${renditionId}`);
    if (!item) return;
    item.stop.abort();
    this.#items.delete(keyOf(item.ref));
    await this.#keepWanted();
    if (item.phase === 'running' || item.phase === 'done') await this.#running;
    const all = await this.#options.cache.list();
    const here = all.find(({ ref }) => keyOf(ref) === keyOf(item.ref));
    this.#say(item.ref, here ? stored(here) : { state: 'absent' });
    this.#run();
  }

  /** Stops downloads and deletes their chunks. */
  async remove(which: (ref: RenditionRef) => boolean): Promise<void> {
    for (const { ref } of [...this.#items.values()])
      if (which(ref)) await this.stop(ref.hub, ref.rendition.id);
    for (const ref of await this.#options.cache.remove(which)) {
      this.#say(ref, { state: 'absent' });
    }
  }

  async list(hub: string): Promise<readonly { renditionId: string; download: DownloadState }[]> {
    const states = new Map<string, DownloadState>();
    for (const rendition of await this.#options.cache.list()) {
      if (rendition.ref.hub === hub) states.set(rendition.ref.rendition.id, stored(rendition));
    }
    for (const item of this.#items.values()) {
      if (item.ref.hub === hub) states.set(item.ref.rendition.id, stateOf(item));
    }
    return [...states].map(([renditionId, download]) => ({ renditionId, download }));
  }

  /** Tries again at once what waits for a hub: it was just reached, or the computer woke up. */
  hubReached(hub: string | null): void {
    for (const item of this.#items.values()) {
      if (item.phase === 'waiting' && (hub === null || item.ref.hub === hub)) item.phase = 'queued';
    }
    this.#run();
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer) clearTimeout(this.#timer);
    for (const item of this.#items.values()) item.stop.abort();
    await this.#running;
  }

  #queue(ref: RenditionRef): Item {
    const before = this.#items.get(keyOf(ref));
    const item: Item = {
      ref,
      phase: 'queued',
      reason: 'hub-error',
      attempts: 0,
      bytes: before?.bytes ?? 0,
      stop: new AbortController(),
    };
    this.#items.set(keyOf(ref), item);
    return item;
  }

  #run(): void {
    if (this.#running || this.#closed) return;
    const next = [...this.#items.values()].find((item) => item.phase === 'queued');
    if (!next) return;
    this.#running = this.#download(next).finally(() => {
      this.#running = null;
      this.#run();
    });
  }

  async #download(item: Item): Promise<void> {
    item.phase = 'running';
    try {
      const rendition = await this.#options.cache.rendition(item.ref);
      item.bytes = rendition.file.heldBytes();
      this.#sayOf(item);
      await this.#fetchAll(item, rendition).finally(() => {
        item.bytes = rendition.file.heldBytes();
      });
      await this.#forgetDone(item);
    } catch (error) {
      this.#fail(item, asDiskFull(error));
      if (!item.stop.signal.aborted) this.#sayOf(item);
    }
  }

  /**
   * A download is wanted until all of it is kept: when the power goes after `complete` was said and before,
   * the next start fetches what was lost. Where the list cannot be written, the next start forgets it.
   */
  async #forgetDone(item: Item): Promise<void> {
    const key = keyOf(item.ref);
    if (item.phase !== 'done' || this.#items.get(key) !== item) return;
    this.#items.delete(key);
    await this.#keepWanted().catch((error: unknown) => {
      this.#options.log.warn(`download ${item.ref.rendition.id}: ${errorLine(error)}`);
    });
  }

  async #fetchAll(item: Item, rendition: Rendition): Promise<void> {
    const { connections, margin, space, cache } = this.#options;
    let saidAt = 0;
    await downloadRendition(rendition, {
      connections,
      margin,
      space: () => space(cache.folder),
      signal: item.stop.signal,
      onChunk: () => {
        item.attempts = 0;
        if (Date.now() - saidAt < PACE) return;
        saidAt = Date.now();
        item.bytes = rendition.file.heldBytes();
        this.#sayOf(item);
      },
      onWhole: () => {
        if (item.stop.signal.aborted) return;
        item.phase = 'done';
        this.#sayOf(item);
      },
    });
  }

  #fail(item: Item, error: unknown): void {
    item.reason = error instanceof RefusedError ? error.reason : 'hub-error';
    this.#options.log.warn(`download ${item.ref.rendition.id}: ${errorLine(error)}`);
    item.phase = item.reason === 'hub-unreachable' ? 'waiting' : 'failed';
    if (item.phase === 'failed' || item.stop.signal.aborted) return;
    const { first, slowest } = this.#options.retry;
    const delay = Math.min(slowest, first * 2 ** item.attempts);
    item.attempts += 1;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.hubReached(null), delay);
  }

  #sayOf(item: Item): void {
    this.#say(item.ref, stateOf(item));
  }

  #say({ hub, rendition }: RenditionRef, download: DownloadState): void {
    this.#options.onChange({ hub, renditionId: rendition.id, download });
  }

  #keepWanted(): Promise<void> {
    const refs = [...this.#items.values()].map(({ ref }) => ref);
    return this.#wanted.write(refs).catch((error: unknown) => {
      throw asDiskFull(error);
    });
  }
}

/** A rendition's id alone names a video, which several hubs may have. */
function keyOf({ hub, rendition }: RenditionRef): string {
  return `${hub} ${rendition.id}`;
}

function stateOf({ phase, bytes, reason }: Item): DownloadState {
  if (phase === 'done') return { state: 'complete' };
  if (phase === 'waiting' || phase === 'failed') return { state: 'failed', bytes, reason };
  return { state: phase, bytes };
}

function stored({ file }: Rendition): DownloadState {
  const bytes = file.heldBytes();
  if (bytes === file.manifest.size) return { state: 'complete' };
  return bytes === 0 ? { state: 'absent' } : { state: 'partial', bytes };
}
