import type { HttpReply, HubDescription } from '#shared/contracts/http.ts';
import { PROTOCOL } from '#shared/contracts/protocol.ts';
import { type RefusalReason, RefusedError } from '#shared/contracts/refusals.ts';
import type { SocketNotice } from '#shared/contracts/socket.ts';
import type { HubHttp } from '../hub/http.ts';
import {
  applyArrival,
  applyHub,
  applyMemberships,
  concernMedia,
  mediaHeld,
  photosHeld,
  recordingsLeft,
  recordingsLost,
} from './base.ts';
import { coalesce } from './coalesce.ts';
import type { HubDatabase } from './database.ts';
import { isCurrent, sweep } from './generations.ts';
import { closerClock, type HubClock, measureHubClock, unknownHubClock } from './hubClock.ts';
import { MediaHints } from './MediaHints.ts';
import type { MediaKeeper } from './mediaKeeper.ts';
import { Observable } from './Observable.ts';
import { PackedBase, type PackedBaseOptions } from './packedBase.ts';
import { ensureOpen } from './reopen.ts';
import { asStorageRefusal } from './storageRefusal.ts';
import type { SyncStatus } from './syncStatus.ts';
import { WorkshopPull } from './WorkshopPull.ts';

export type SyncEngineOptions = {
  readonly fingerprint: string;
  readonly database: HubDatabase;
  readonly http: HubHttp;
  readonly media: MediaKeeper;
  /**
   * The hub has another epoch: what it had applied is to be pushed again, before the cursors are dropped (rule S10).
   * Resolves to since when it does so, in ms on the program's clock.
   */
  readonly resend: () => Promise<number>;
  /** Workshops that came in packs; there are none where it is left out. */
  readonly packed?: Pick<PackedBaseOptions, 'hub' | 'rows'>;
  /** The workshops of the account as last known, beside which packed ones are shown before the hub is asked. */
  readonly members?: readonly { readonly id: string }[];
  /** This computer's clock, in ms. */
  readonly now: () => number;
};

/** Brings the base of one hub and account up to what the hub has. It knows neither React nor the DOM. */
export class SyncEngine {
  readonly clock = new Observable<HubClock>(unknownHubClock);
  readonly status = new Observable<SyncStatus>({ state: 'offline', at: null, reason: null });
  readonly #options: SyncEngineOptions;
  readonly #pulls = new Map<string, () => Promise<void>>();
  readonly #hints: MediaHints;
  readonly #packed: PackedBase;
  #working = 0;

  /** Pulls everything: the hub's clock and epoch, the memberships, each workshop (rule S8). */
  readonly pullAll = coalesce(() => this.#work(() => this.#pullAll()));
  readonly #sweep = coalesce(() => sweep(this.#options.database));
  readonly #allowMedia = coalesce(() => this.#tellMedia());

  constructor(options: SyncEngineOptions) {
    this.#options = options;
    this.#hints = new MediaHints(options);
    const { fingerprint, database, packed } = options;
    const none = { hub: { fingerprint, packed: [] }, rows: noRows };
    const forget = (recordingIds: readonly string[]) => this.#forget(recordingIds);
    this.#packed = new PackedBase({ database, forget, ...(packed ?? none) });
  }

  /** What an earlier run left on this device: clock, time of the last pull, recordings to serve. */
  async load(): Promise<void> {
    const known = await this.#options.database.hub.get('hub');
    if (known) {
      this.clock.set({ ...unknownHubClock, ...known.clock });
      this.status.set({ state: 'offline', at: known.at, reason: null });
    }
    if (this.#options.members) await this.#packed.begin(this.#packed.beside(this.#options.members));
    await this.#allowMedia();
    this.#sweepLater();
  }

  /** Tells main what the person wants to have longest, where that is not what it was told last (rule M6). */
  hint(): void {
    this.#hints.tell();
  }

  /** Pulls one workshop. Rejects with RefusedError; the status tells it too. */
  pull(workshopId: string): Promise<void> {
    return this.#work(() => this.#pullOne(workshopId));
  }

  /** A head moved on the hub (rule S8): the page that came along is applied where it fits, else it is pulled. */
  async noticed({ workshopId, head, page }: SocketNotice<'head.moved'>): Promise<void> {
    const { database } = this.#options;
    if (page?.changes.every((one) => one.workshopId === workshopId)) {
      const { from, to: cursor, changes } = page;
      const takesMedia = changes.some((c) => c.kind === 'recordingContents' && c.data === null);
      if (takesMedia && (await database.cursors.get(workshopId))?.cursor === from) {
        await this.#forget(await recordingsLost(database, workshopId, changes));
      }
      const arrival = { workshopId, from, changes, cursor, reached: head };
      if (await applyArrival(database, arrival)) {
        if (concernMedia(changes)) await this.#allowMedia();
        return;
      }
    }
    await this.headMoved(workshopId, head);
  }

  /** The hub is at `head`: pulled, unless the base is there already. */
  async headMoved(workshopId: string, head: number): Promise<void> {
    const known = await this.#options.database.cursors.get(workshopId);
    if (!known) await this.pullAll();
    else if (known.reached < head) await this.pull(workshopId);
  }

  /** The hub cannot be heard at present; what it was refused for is worth more than that. */
  offline(): void {
    if (this.#working === 0 && this.status.get().state !== 'refused')
      this.status.set({ ...this.status.get(), state: 'offline', reason: null });
  }

  /** Something else than a pull failed on this device; the next pull that is whole says that all is well. */
  async trouble(error: unknown): Promise<void> {
    const named = await asStorageRefusal(error);
    if (this.#working === 0) this.#settle(named);
  }

  async #work(job: () => Promise<void>): Promise<void> {
    this.#working += 1;
    this.status.set({ ...this.status.get(), state: 'syncing', reason: null });
    let failure: unknown = null;
    try {
      await job();
    } catch (error) {
      failure = await asStorageRefusal(error);
      throw failure;
    } finally {
      this.#working -= 1;
      if (this.#working === 0) this.#settle(failure);
    }
  }

  #settle(failure: unknown): void {
    const { at } = this.status.get();
    if (failure === null) {
      this.status.set({ state: 'synced', at: this.#options.now(), reason: null });
      return;
    }
    const reason: RefusalReason = failure instanceof RefusedError ? failure.reason : 'hub-error';
    if (reason === 'hub-unreachable') this.status.set({ state: 'offline', at, reason: null });
    else this.status.set({ state: 'refused', at, reason });
  }

  async #pullAll(): Promise<void> {
    const { database, now } = this.#options;
    await ensureOpen(database);
    const asked = now();
    const { hub, workshops } = await this.#standing();
    await this.#greet(hub, asked);
    const beside = this.#packed.beside(workshops);
    await this.#forget(await recordingsLeft(database, [...workshops, ...beside]));
    await applyMemberships(database, [...workshops, ...beside]);
    await this.#packed.fill(beside);
    this.#sweepLater();
    const failures: unknown[] = [];
    for (const { id, cursor } of workshops) {
      if (await isCurrent(database, id, cursor)) continue;
      await this.#pullOne(id).catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
    await database.hub.update('hub', { at: now() });
    await this.#allowMedia();
  }

  /** One question for all. Whose token is refused hears from the hub itself which one it is, and of which epoch. */
  async #standing(): Promise<HttpReply<'workshops'>> {
    const { http, now } = this.#options;
    try {
      return await http('workshops');
    } catch (error) {
      if (!(error instanceof RefusedError) || error.reason !== 'token-forged') throw error;
      const asked = now();
      await this.#greet(await http('hub'), asked);
      throw error;
    }
  }

  async #greet(hub: HubDescription, asked: number): Promise<void> {
    const { database, fingerprint, now, resend } = this.#options;
    if (hub.fingerprint !== fingerprint) throw new RefusedError('hub-changed', hub.fingerprint);
    if (hub.protocol !== PROTOCOL) throw new RefusedError('protocol-mismatch', String(hub.protocol));
    const clock = closerClock(this.clock.get(), measureHubClock(hub.clock, asked, now()));
    let resentSince: number | null = null;
    do {
      if ((await database.hub.get('hub'))?.epoch !== hub.epoch) resentSince = await resend();
    } while (!(await applyHub(database, { epoch: hub.epoch, clock, resentSince })));
    this.clock.set(clock);
  }

  #pullOne(workshopId: string): Promise<void> {
    const known = this.#pulls.get(workshopId);
    if (known) return known();
    const { database, http } = this.#options;
    const one = new WorkshopPull({
      workshopId,
      database,
      http,
      forget: (recordingIds) => this.#forget(recordingIds),
      onMedia: () => this.#allowMedia(),
      onFlip: () => this.#sweepLater(),
    });
    const pull = coalesce(() => one.run());
    this.#pulls.set(workshopId, pull);
    return pull();
  }

  /** Call before the base forgets them: a failure or an end in between is made good by the next pull. */
  async #forget(recordingIds: readonly string[]): Promise<void> {
    const { fingerprint, media } = this.#options;
    for (const recordingId of recordingIds) await media.forget(fingerprint, recordingId);
  }

  /** What is left over takes room and nothing else, so a failure waits for the next time. */
  #sweepLater(): void {
    this.#sweep().catch((error: unknown) => {
      const isClosed = error instanceof Error && error.name === 'DatabaseClosedError';
      if (!isClosed) console.warn('old rows could not be swept', error);
    });
  }

  /** Main deletes what is not named, so a base that was never whole says nothing. */
  async #tellMedia(): Promise<void> {
    const { database, fingerprint, media } = this.#options;
    const known = await database.hub.get('hub');
    if (!known || known.at === null) return;
    await media.allow(fingerprint, await mediaHeld(database, fingerprint), await photosHeld(database));
    this.hint();
  }
}

function noRows(): Promise<never> {
  return Promise.reject(new RefusedError('not-found', 'no pack'));
}
