import type { JoinedHub } from '#shared/contracts/ipc.ts';
import type { SocketNotice } from '#shared/contracts/socket.ts';
import type { Journaled } from '#shared/sync/journal.ts';
import { createHubHttp, fetchPinned } from '../../hub/http.ts';
import type { TokenSource } from '../../hub/tokenSource.ts';
import { HubDatabase } from '../database.ts';
import { GuestSync } from '../GuestSync.ts';
import { HubSync } from '../HubSync.ts';
import { journalOf } from '../journalOf.ts';
import type { MediaKeeper } from '../mediaKeeper.ts';
import type { PackedBaseOptions } from '../packedBase.ts';
import type { SyncHandle } from '../syncHandle.ts';
import { askMain } from './askMain.ts';
import { type OnChannel, onChannel, syncName } from './messages.ts';

/** The sync of one hub inside the worker: it waits until no other window's worker does the same (rule S12). */
export class SyncRun {
  readonly #hub: JoinedHub;
  readonly #journaled = new Set<(entries: readonly Journaled[]) => void>();
  readonly #end = new AbortController();
  #sync: SyncHandle | null = null;

  constructor(hub: JoinedHub) {
    this.#hub = hub;
  }

  /** Resolves once it was stopped. */
  async run(): Promise<void> {
    const { signal } = this.#end;
    const database = new HubDatabase(this.#hub);
    try {
      await navigator.locks.request(syncName(database.name), { signal }, () => this.#hold(database));
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      database.close();
    }
  }

  stop(): void {
    this.#end.abort();
  }

  wake(): void {
    this.#sync?.wake();
  }

  offline(): void {
    this.#sync?.offline();
  }

  scopeChanged(): void {
    this.#sync?.scopeChanged();
  }

  headMoved(notice: SocketNotice<'head.moved'>): void {
    this.#sync?.headMoved(notice);
  }

  journaled(entries: readonly Journaled[]): void {
    for (const listener of [...this.#journaled]) listener(entries);
  }

  async #hold(database: HubDatabase): Promise<void> {
    const sync = this.#syncOf(database);
    this.#sync = sync;
    const channel = new BroadcastChannel(syncName(database.name));
    const tell = () => {
      const [clock, status] = [sync.clock.get(), sync.status.get()];
      const [recovery, projected] = [sync.recovery.get(), sync.projected.get()];
      const said: OnChannel = { say: 'state', state: { clock, status, recovery, projected } };
      channel.postMessage(said);
    };
    channel.onmessage = ({ data }) => {
      if (onChannel.safeParse(data).data?.say === 'ask') tell();
    };
    await sync.load().catch((error: unknown) => console.error('the base could not be read', error));
    const stops = [
      ...[sync.clock, sync.status, sync.recovery, sync.projected].map((one) => one.subscribe(tell)),
      sync.start(),
      () => channel.close(),
    ];
    tell();
    await ended(this.#end.signal);
    for (const stop of stops.toReversed()) stop();
    this.#sync = null;
  }

  #syncOf(database: HubDatabase): HubSync | GuestSync {
    const hub = this.#hub;
    const { fingerprint, address } = hub;
    const journal = journalOf(hub, askMain, (listener) => {
      this.#journaled.add(listener);
      return () => this.#journaled.delete(listener);
    });
    const rows: PackedBaseOptions['rows'] = (asked) => askMain('packs.rows', asked);
    if (hub.guest) return new GuestSync({ hub, database, journal, media, rows });
    const token: TokenSource = async (renew) => {
      const { token, expires } = await askMain('hubs.accessToken', { hub: fingerprint, renew });
      return { token, expires: Date.parse(expires) };
    };
    return new HubSync({
      hub,
      database,
      http: createHubHttp({ address, token, fetch: fetchPinned(hub, token) }),
      journal,
      media,
      rows,
      renewToken: async () => void (await token(true)),
      now: () => Date.now(),
    });
  }
}

const media: MediaKeeper = {
  allow: async (hub, grants, photos) =>
    void (await askMain('media.allow', { hub, grants: [...grants], photos: [...photos] })),
  hint: async (hub, hints) => void (await askMain('media.hints', { hub, hints: [...hints] })),
  forget: async (hub, recordingId) => void (await askMain('downloads.forget', { hub, recordingId })),
};

function ended(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
