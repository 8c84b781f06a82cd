import { randomUUID } from 'node:crypto';
import type { IpcNotice } from '#shared/contracts/ipc.ts';
import type { Upload } from '#shared/contracts/ipcUploads.ts';
import { type RefusalReason, RefusedError } from '#shared/contracts/refusals.ts';
import { UPLOAD_LIMIT, type UploadTarget } from '#shared/recordings/upload.ts';
import { errorLine } from '../files/errors.ts';
import type { JsonFile } from '../files/JsonFile.ts';
import type { Log } from '../files/Log.ts';
import { asDiskFull } from '../recordings/diskFull.ts';
import type { ChosenFiles } from './ChosenFiles.ts';
import { Paced } from './Paced.ts';
import { giveUp, sendUpload, usualPlace } from './sendUpload.ts';
import { type StackOptions, TusStack } from './TusStack.ts';
import { type StoredUpload, uploadList } from './UploadList.ts';

type Options = Omit<StackOptions, 'hub' | 'signal'> & {
  readonly folder: string;
  readonly files: ChosenFiles;
  readonly log: Log;
  /** How many are sent at the same time. */
  readonly atOnce: number;
  /** Milliseconds before the first retry; doubles up to `slowest`. */
  readonly retry: { readonly first: number; readonly slowest: number };
  readonly onChange: (notice: IpcNotice<'uploads.changed'>) => void;
};

type Item = {
  stored: StoredUpload;
  /** `queued` waits for its turn, `waiting` for its hub; both go on by themselves. */
  phase: 'queued' | 'running' | 'waiting' | 'paused' | 'failed' | 'done' | 'leaving';
  reason: RefusalReason | null;
  sent: number;
  attempts: number;
  /** Until the next try is due. */
  held: boolean;
  stop: AbortController;
};
type Which = { readonly hub: string; readonly uploadId: string };
type Start = Pick<StoredUpload, 'hub' | 'workshopId'> & {
  readonly token: string;
  readonly target: UploadTarget;
};

/** What passes by itself: the network, a hub that starts anew or is asked too much. */
const passing: readonly RefusalReason[] = ['hub-unreachable', 'hub-error', 'too-many'];
/** Milliseconds between two notices of one upload's progress. */
const PACE = 250;

/** The files that this device sends to hubs. They go on after a restart, and when a hub is reached again. */
export class Uploader {
  readonly #options: Options;
  readonly #list: JsonFile<StoredUpload[]>;
  readonly #items = new Map<string, Item>();
  readonly #running = new Set<Promise<void>>();
  readonly #said: Paced;
  #timer: NodeJS.Timeout | null = null;
  #closed = false;

  private constructor(options: Options) {
    this.#options = options;
    this.#list = uploadList(options.folder, options.log);
    this.#said = new Paced(PACE);
  }

  static async open(options: Options): Promise<Uploader> {
    const uploader = new Uploader(options);
    for (const stored of await uploader.#list.read()) uploader.#take(stored);
    uploader.#run();
    return uploader;
  }

  /** Resolves when the upload would outlive this process. Throws `file-gone`, `too-large`, `disk-full`. */
  async start({ hub, workshopId, token, target }: Start): Promise<Upload> {
    this.#options.registry.getOrThrow(hub);
    const file = this.#options.files.get(token);
    if (file.size > UPLOAD_LIMIT) throw new RefusedError('too-large', `${file.size} bytes`);
    const uploadId = randomUUID();
    const fresh = { place: null, kept: 0, paused: false, leaving: false };
    const item = this.#take({ hub, workshopId, uploadId, target, ...file, ...fresh });
    try {
      await this.#keep();
    } catch (error) {
      this.#items.delete(uploadId);
      throw error;
    }
    this.#say(item);
    this.#run();
    return viewOf(item);
  }

  list(hub: string): Upload[] {
    const own = [...this.#items.values()].filter(({ stored }) => stored.hub === hub);
    return own.filter(({ phase }) => phase !== 'leaving').map(viewOf);
  }

  async pause(which: Which): Promise<void> {
    const item = this.#get(which);
    if (item.phase === 'done' || item.phase === 'paused') return;
    item.stop.abort(new Error('paused'));
    item.phase = 'paused';
    item.reason = null;
    item.stored = { ...item.stored, paused: true };
    this.#say(item);
    this.#run();
    await this.#keep();
  }

  /** Begins again what was paused or failed, from where the hub has it. */
  async resume(which: Which): Promise<void> {
    const item = this.#get(which);
    if (item.phase !== 'paused' && item.phase !== 'failed' && item.phase !== 'waiting') return;
    item.phase = 'queued';
    item.reason = null;
    item.attempts = 0;
    item.stored = { ...item.stored, paused: false };
    this.#say(item);
    this.#run();
    await this.#keep();
  }

  /** It leaves the list at once; the hub hears of it as soon as it can be reached. */
  async cancel(which: Which): Promise<void> {
    const item = this.#get(which);
    item.stop.abort(new Error('given up'));
    if (item.phase === 'done') this.#items.delete(item.stored.uploadId);
    else {
      item.phase = 'leaving';
      item.attempts = 0;
      item.stored = { ...item.stored, leaving: true };
    }
    this.#said.drop(item.stored.uploadId);
    this.#options.onChange({ ...whichOf(item), upload: null });
    this.#run();
    await this.#keep();
  }

  /** Forgets what was sent to a hub that was left. */
  async forget(hub: string): Promise<void> {
    for (const item of [...this.#items.values()]) {
      if (item.stored.hub !== hub) continue;
      item.stop.abort(new Error('the hub was left'));
      this.#said.drop(item.stored.uploadId);
      this.#items.delete(item.stored.uploadId);
    }
    await this.#keep();
  }

  /** Tries again at once what waits for a hub: it was just reached, or the computer woke up. */
  hubReached(hub: string | null): void {
    for (const item of this.#items.values()) {
      if (hub !== null && item.stored.hub !== hub) continue;
      item.held = false;
      if (item.phase === 'waiting') item.phase = 'queued';
    }
    this.#run();
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer) clearTimeout(this.#timer);
    this.#said.close();
    for (const item of this.#items.values()) item.stop.abort(new Error('the app ends'));
    await Promise.all(this.#running);
    await this.#list.settled();
  }

  #get({ hub, uploadId }: Which): Item {
    const item = this.#items.get(uploadId);
    if (!item || item.stored.hub !== hub || item.phase === 'leaving') {
      throw new RefusedError('not-found', 'no such upload on this device');
    }
    return item;
  }

  #take(stored: StoredUpload): Item {
    const phase = stored.leaving ? 'leaving' : stored.paused ? 'paused' : 'queued';
    const around = { reason: null, sent: stored.kept, attempts: 0, held: false, stop: new AbortController() };
    const item: Item = { stored, phase, ...around };
    this.#items.set(stored.uploadId, item);
    return item;
  }

  #run(): void {
    if (this.#closed) return;
    for (const item of this.#items.values()) {
      if (this.#running.size >= this.#options.atOnce) return;
      const due = item.phase === 'queued' || (item.phase === 'leaving' && !item.held);
      if (!due) continue;
      const work = item.phase === 'leaving' ? this.#leave(item) : this.#send(item);
      const running = work.finally(() => {
        this.#running.delete(running);
        this.#run();
      });
      this.#running.add(running);
    }
  }

  async #send(item: Item): Promise<void> {
    item.stop = new AbortController();
    item.phase = 'running';
    item.reason = null;
    this.#say(item);
    const { stop } = item;
    const { stored } = item;
    try {
      const { address } = this.#options.registry.getOrThrow(stored.hub);
      await sendUpload(
        { ...stored, address, file: stored },
        {
          stack: this.#stack(stored.hub, stop.signal),
          signal: stop.signal,
          onPlace: (place) => this.#note(item, { place }),
          onKept: (kept) => this.#note(item, { kept }),
          onProgress: (sent) => {
            if (stop.signal.aborted) return;
            if (sent > item.sent) item.attempts = 0;
            item.sent = Math.min(sent, stored.size);
            this.#said.say(stored.uploadId, () => this.#tell(item));
          },
        },
      );
      if (stop.signal.aborted) return;
      item.phase = 'done';
      item.sent = stored.size;
      this.#say(item);
      await this.#keepOrWarn();
    } catch (error) {
      if (!stop.signal.aborted) this.#fail(item, error);
    }
  }

  async #leave(item: Item): Promise<void> {
    const { hub, uploadId } = item.stored;
    item.held = true;
    item.stop = new AbortController();
    try {
      const { address } = this.#options.registry.getOrThrow(hub);
      await giveUp(
        { address, place: item.stored.place ?? usualPlace(item.stored) },
        this.#stack(hub, item.stop.signal),
      );
      this.#items.delete(uploadId);
    } catch (error) {
      this.#options.log.warn(`upload ${uploadId}, giving up: ${errorLine(error)}`);
      // What the hub refuses now it will refuse always; it drops what nobody goes on with.
      if (!isPassing(error) && !this.#closed) this.#items.delete(uploadId);
      else this.#later(item);
    }
    await this.#keepOrWarn();
  }

  #fail(item: Item, error: unknown): void {
    this.#options.log.warn(`upload ${item.stored.uploadId}: ${errorLine(error)}`);
    item.reason = error instanceof RefusedError ? error.reason : 'hub-error';
    item.sent = item.stored.kept;
    item.phase = isPassing(error) ? 'waiting' : 'failed';
    this.#say(item);
    if (item.phase === 'waiting') this.#later(item);
  }

  /** All that waits is tried when the first of it is due. */
  #later(item: Item): void {
    if (this.#closed) return;
    item.held = true;
    item.attempts += 1;
    const { first, slowest } = this.#options.retry;
    const delay = Math.min(slowest, first * 2 ** Math.max(0, item.attempts - 1));
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.hubReached(null), delay);
  }

  #stack(hub: string, signal: AbortSignal): TusStack {
    const { client, registry, tokens, stall } = this.#options;
    return new TusStack({ client, registry, tokens, stall, hub, signal });
  }

  #note(item: Item, change: Partial<Pick<StoredUpload, 'place' | 'kept'>>): void {
    item.stored = { ...item.stored, ...change };
    void this.#keepOrWarn();
  }

  #say(item: Item): void {
    this.#said.now(item.stored.uploadId, () => this.#tell(item));
  }

  #tell(item: Item): void {
    this.#options.onChange({ ...whichOf(item), upload: viewOf(item) });
  }

  #keepOrWarn(): Promise<void> {
    return this.#keep().catch((error: unknown) => {
      this.#options.log.warn(`uploads.json: ${errorLine(error)}`);
    });
  }

  /** What is whole at the hub is the hub's, and not taken up again. */
  #keep(): Promise<void> {
    const going = [...this.#items.values()].filter(({ phase }) => phase !== 'done');
    return this.#list.write(going.map(({ stored }) => stored)).catch((error: unknown) => {
      throw asDiskFull(error);
    });
  }
}

function isPassing(error: unknown): boolean {
  return error instanceof RefusedError ? passing.includes(error.reason) : true;
}

function whichOf({ stored }: Item): Which {
  return { hub: stored.hub, uploadId: stored.uploadId };
}

function viewOf({ stored, phase, reason, sent }: Item): Upload {
  const { hub, workshopId, uploadId, target, size } = stored;
  const state = phase === 'queued' || phase === 'leaving' ? 'waiting' : phase;
  return { hub, workshopId, uploadId, target, size, sent, state, reason };
}
