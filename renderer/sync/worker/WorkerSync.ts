import type { JoinedHub } from '#shared/contracts/ipc.ts';
import type { SocketNotice } from '#shared/contracts/socket.ts';
import type { HubDatabase } from '../database.ts';
import { type HubClock, unknownHubClock } from '../hubClock.ts';
import type { JournalWire } from '../journalWire.ts';
import { Observable } from '../Observable.ts';
import type { Recovery } from '../Projector.ts';
import type { SyncHandle } from '../syncHandle.ts';
import type { SyncStatus } from '../syncStatus.ts';
import { type OnChannel, onChannel, syncName, type ToWorker } from './messages.ts';

type Options = {
  readonly hub: JoinedHub;
  readonly database: HubDatabase;
  readonly journal: JournalWire;
  readonly say: (message: ToWorker) => void;
};

/** The sync of one hub as a window sees it: done by a worker, of this window or of another one (rule S12). */
export class WorkerSync implements SyncHandle {
  readonly clock = new Observable<HubClock>(unknownHubClock);
  readonly status = new Observable<SyncStatus>({ state: 'offline', at: null, reason: null });
  readonly recovery = new Observable<Recovery>({ wasReset: false, damaged: 0 });
  readonly projected = new Observable(false);
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  async load(): Promise<void> {
    const known = await this.#options.database.hub.get('hub');
    if (!known) return;
    this.clock.set(known.clock);
    this.status.set({ state: 'offline', at: known.at, reason: null });
  }

  start(): () => void {
    const { hub, database, journal, say } = this.#options;
    const { fingerprint } = hub;
    const channel = new BroadcastChannel(syncName(database.name));
    channel.onmessage = ({ data }) => this.#hear(data);
    const ask: OnChannel = { say: 'ask' };
    channel.postMessage(ask);
    say({ say: 'start', hub });
    const stopListening = journal.onAppended((entries) =>
      say({ say: 'journaled', fingerprint, entries: [...entries] }),
    );
    return () => {
      stopListening();
      say({ say: 'stop', fingerprint });
      channel.close();
    };
  }

  wake(): void {
    this.#options.say({ say: 'wake', fingerprint: this.#options.hub.fingerprint });
  }

  offline(): void {
    this.#options.say({ say: 'offline', fingerprint: this.#options.hub.fingerprint });
  }

  headMoved(notice: SocketNotice<'head.moved'>): void {
    this.#options.say({ say: 'headMoved', fingerprint: this.#options.hub.fingerprint, notice });
  }

  scopeChanged(): void {
    this.#options.say({ say: 'scopeChanged', fingerprint: this.#options.hub.fingerprint });
  }

  #hear(data: unknown): void {
    const read = onChannel.safeParse(data);
    if (!read.success) console.error('a malformed state of the sync', read.error.message);
    if (read.data?.say !== 'state') return;
    const { clock, status, recovery, projected } = read.data.state;
    this.clock.set(clock);
    this.status.set(status);
    this.recovery.set(recovery);
    this.projected.set(projected);
  }
}
