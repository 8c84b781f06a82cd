import { PROTOCOL } from '#shared/contracts/protocol.ts';
import { type RefusalReason, RefusedError } from '#shared/contracts/refusals.ts';
import type { Change } from '#shared/sync/rows.ts';
import type { HubHttp } from '../hub/http.ts';
import {
  type Arrival,
  applyArrival,
  applyHub,
  applyMemberships,
  mediaHeld,
  recordingsLeft,
  recordingsLost,
} from './base.ts';
import { coalesce } from './coalesce.ts';
import type { HubDatabase } from './database.ts';
import { type HubClock, measureHubClock, unknownHubClock } from './hubClock.ts';
import type { MediaKeeper } from './mediaKeeper.ts';
import { Observable } from './Observable.ts';
import type { SyncStatus } from './syncStatus.ts';

const PAGE = 500;

export type SyncEngineOptions = {
  readonly fingerprint: string;
  readonly database: HubDatabase;
  readonly http: HubHttp;
  readonly media: MediaKeeper;
  /** This computer's clock, in ms. */
  readonly now: () => number;
};

/** Brings the base of one hub and account up to what the hub has. It knows neither React nor the DOM. */
export class SyncEngine {
  readonly clock = new Observable<HubClock>(unknownHubClock);
  readonly status = new Observable<SyncStatus>({ state: 'offline', at: null, reason: null });
  readonly #options: SyncEngineOptions;
  readonly #pulls = new Map<string, () => Promise<void>>();
  #working = 0;

  /** Pulls everything: the hub's clock and epoch, the memberships, each workshop (rule S8). */
  readonly pullAll = coalesce(() => this.#work(() => this.#pullAll()));
  readonly #allowMedia = coalesce(() => this.#tellMedia());

  constructor(options: SyncEngineOptions) {
    this.#options = options;
  }

  /** What an earlier run left on this device: clock, time of the last pull, recordings to serve. */
  async load(): Promise<void> {
    const known = await this.#options.database.hub.get('hub');
    if (known) {
      this.clock.set(known.clock);
      this.status.set({ state: 'offline', at: known.at, reason: null });
    }
    await this.#allowMedia();
  }

  /** Pulls one workshop. Rejects with RefusedError; the status tells it too. */
  pull(workshopId: string): Promise<void> {
    return this.#work(() => this.#pullOne(workshopId));
  }

  /** A head moved on the hub (rule S8): pulled, unless the base is there already. */
  async headMoved(workshopId: string, head: number): Promise<void> {
    const known = await this.#options.database.cursors.get(workshopId);
    if (!known) await this.pullAll();
    else if (known.reached < head) await this.pull(workshopId);
  }

  /** The hub cannot be heard at present. */
  offline(): void {
    if (this.#working === 0) this.status.set({ ...this.status.get(), state: 'offline', reason: null });
  }

  async #work(job: () => Promise<void>): Promise<void> {
    this.#working += 1;
    this.status.set({ ...this.status.get(), state: 'syncing', reason: null });
    let failure: unknown = null;
    try {
      await job();
    } catch (error) {
      failure = error;
      throw error;
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
    const { database, http, now } = this.#options;
    await this.#greet();
    const { workshops } = await http('workshops');
    await this.#forget(await recordingsLeft(database, workshops));
    await applyMemberships(database, workshops);
    for (const { id } of workshops) await this.#pullOne(id);
    await database.hub.update('hub', { at: now() });
    await this.#allowMedia();
  }

  async #greet(): Promise<void> {
    const { database, fingerprint, http, now } = this.#options;
    const asked = now();
    const hub = await http('hub');
    if (hub.fingerprint !== fingerprint) throw new RefusedError('hub-changed', hub.fingerprint);
    if (hub.protocol !== PROTOCOL) throw new RefusedError('protocol-mismatch', String(hub.protocol));
    const clock = measureHubClock(hub.clock, asked, now());
    await applyHub(database, hub.epoch, clock);
    this.clock.set(clock);
  }

  #pullOne(workshopId: string): Promise<void> {
    const known = this.#pulls.get(workshopId);
    if (known) return known();
    const pull = coalesce(() => this.#pullPages(workshopId));
    this.#pulls.set(workshopId, pull);
    return pull();
  }

  async #pullPages(workshopId: string): Promise<void> {
    const { database } = this.#options;
    let more = true;
    while (more) {
      const known = await database.cursors.get(workshopId);
      if (!known) return;
      const { arrival, isLast } = await this.#fetchArrival(workshopId, known.cursor, known.reached);
      await this.#forget(await recordingsLost(database, arrival));
      const applied = await applyArrival(database, arrival);
      if (applied && arrival.changes.some((c) => c.kind === 'recordingContents')) await this.#allowMedia();
      more = !applied || !isLast;
    }
  }

  /** One page; of a snapshot all pages, for they replace the base together (rule S3). */
  async #fetchArrival(
    workshopId: string,
    from: string | null,
    reached: number,
  ): Promise<{ arrival: Arrival; isLast: boolean }> {
    let page = await this.#fetchPage(workshopId, from);
    if (!page.snapshot) {
      const arrived = page.more ? Math.max(reached, page.changes.at(-1)?.rev ?? 0) : page.head;
      const { cursor, changes } = page;
      const arrival = { workshopId, from, snapshot: false, changes, cursor, reached: arrived };
      return { arrival, isLast: !page.more };
    }
    let changes: readonly Change[] = page.changes;
    while (page.more) {
      page = await this.#fetchPage(workshopId, page.cursor);
      changes = page.snapshot ? page.changes : [...changes, ...page.changes];
    }
    const { cursor, head } = page;
    return { arrival: { workshopId, from, snapshot: true, changes, cursor, reached: head }, isLast: true };
  }

  #fetchPage(workshopId: string, cursor: string | null) {
    const query = { limit: String(PAGE), ...(cursor === null ? {} : { cursor }) };
    return this.#options.http('changes', { params: { workshopId }, query });
  }

  /** Call before the base forgets them: a failure or an end in between is made good by the next pull. */
  async #forget(recordingIds: readonly string[]): Promise<void> {
    const { fingerprint, media } = this.#options;
    for (const recordingId of recordingIds) await media.forget(fingerprint, recordingId);
  }

  /** Main deletes what is not named, so a base that was never whole says nothing. */
  async #tellMedia(): Promise<void> {
    const { database, fingerprint, media } = this.#options;
    const known = await database.hub.get('hub');
    if (known && known.at !== null) await media.allow(fingerprint, await mediaHeld(database, fingerprint));
  }
}
