import type { JoinedHub } from '#shared/contracts/ipc.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { SocketNotice } from '#shared/contracts/socket.ts';
import type { Journaled } from '#shared/sync/journal.ts';
import type { HubHttp } from '../hub/http.ts';
import { CommandPusher } from './CommandPusher.ts';
import type { HubDatabase } from './database.ts';
import { programTime } from './hubClock.ts';
import type { JournalWire } from './journalWire.ts';
import { isHint } from './MediaHints.ts';
import type { MediaKeeper } from './mediaKeeper.ts';
import { Projector } from './Projector.ts';
import type { PackedBaseOptions } from './packedBase.ts';
import { ensureOpen } from './reopen.ts';
import { SyncEngine } from './SyncEngine.ts';
import type { SyncHandle } from './syncHandle.ts';

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 60_000;

export type HubSyncOptions = {
  readonly hub: Pick<JoinedHub, 'fingerprint'> & Partial<Pick<JoinedHub, 'packed' | 'memberships'>>;
  /** Rows of workshops that came in packs. */
  readonly rows?: PackedBaseOptions['rows'];
  readonly database: HubDatabase;
  readonly http: HubHttp;
  readonly media: MediaKeeper;
  readonly journal: JournalWire;
  /** A token with the roles of now. */
  readonly renewToken: () => Promise<void>;
  /** This computer's clock, in ms. */
  readonly now: () => number;
};

/**
 * Everything that writes to the database of one hub and account: the engine that pulls, the pusher of commands,
 * the projector of the journal. It knows neither React nor the DOM; one at a time runs per profile (rule S12).
 */
export class HubSync implements SyncHandle {
  readonly engine: SyncEngine;
  readonly projector: Projector;
  readonly pusher: CommandPusher;
  readonly #options: HubSyncOptions;
  #retry: ReturnType<typeof setTimeout> | null = null;
  #wait = FIRST_WAIT_MS;
  #running = false;

  constructor(options: HubSyncOptions) {
    const { hub, database, http, media, journal, now, rows } = options;
    this.#options = options;
    this.projector = new Projector({ database, journal });
    const programNow = () => programTime(this.engine.clock.get(), now());
    this.pusher = new CommandPusher({
      database,
      journal,
      http,
      programNow,
      caughtUp: async () => {
        await ensureOpen(database);
        await this.projector.catchUp();
      },
      onTrouble: (error) => void this.engine.trouble(error),
      onEpoch: () => this.#pull(),
      onApplied: (workshopId, rev) => this.#quietly(this.engine.headMoved(workshopId, rev)),
    });
    const resend = () => this.pusher.resend();
    const { fingerprint, packed = [], memberships = [] } = hub;
    const members = memberships.map(({ workshopId }) => ({ id: workshopId }));
    const packs = rows ? { packed: { hub: { fingerprint, packed }, rows }, members } : {};
    this.engine = new SyncEngine({ fingerprint, database, http, media, resend, now, ...packs });
  }

  get clock(): SyncEngine['clock'] {
    return this.engine.clock;
  }

  get status(): SyncEngine['status'] {
    return this.engine.status;
  }

  get projected(): Projector['projected'] {
    return this.projector.projected;
  }

  get recovery(): Projector['recovery'] {
    return this.projector.recovery;
  }

  /** What an earlier run left, for a first paint; reaches for no hub (rule D3). */
  async load(): Promise<void> {
    await this.engine.load();
  }

  /** Syncs, pushes and projects until the returned function is called; may be started again. */
  start(): () => void {
    const { database, journal } = this.#options;
    this.#running = true;
    const onLost = () => this.#pullLater();
    database.on('close', onLost);
    const stops = [
      this.pusher.start(),
      journal.onAppended((entries) => this.#journaled(entries)),
      () => database.on('close').unsubscribe(onLost),
      () => this.#clearRetry(),
      () => {
        this.#running = false;
      },
    ];
    this.wake();
    return () => {
      for (const stop of stops.toReversed()) stop();
    };
  }

  /** The hub may be reached again: pulls and pushes at once. */
  wake(): void {
    if (!this.#running) return;
    this.#wait = FIRST_WAIT_MS;
    this.#pull();
    this.pusher.kick();
  }

  /** The hub cannot be heard at present. */
  offline(): void {
    this.engine.offline();
  }

  headMoved(notice: SocketNotice<'head.moved'>): void {
    this.#quietly(this.engine.noticed(notice));
  }

  /** The reader's roles changed: a new token, and everything is pulled. */
  scopeChanged(): void {
    this.#quietly(this.#options.renewToken().then(() => this.engine.pullAll()));
  }

  #journaled(entries: readonly Journaled[]): void {
    const hasCommands = entries.some(({ entry }) => entry.type === 'command.added');
    const hasHints = entries.some(({ entry }) => isHint(entry));
    this.projector.take(entries).then(
      () => {
        if (hasCommands) this.pusher.kick();
        if (hasHints) this.engine.hint();
      },
      (error: unknown) => this.#failed(error),
    );
  }

  #pull(): void {
    this.#clearRetry();
    this.engine.pullAll().then(
      () => {
        this.#wait = FIRST_WAIT_MS;
      },
      (error: unknown) => this.#failed(error),
    );
  }

  /** What failed is tried again: there may be room on the disk, or the hub may answer. */
  #failed(error: unknown): void {
    if (!(error instanceof RefusedError)) console.error('sync failed', String(error), error);
    void this.engine.trouble(error);
    this.#pullLater();
  }

  #pullLater(): void {
    if (!this.#running || this.#retry) return;
    this.#retry = setTimeout(() => this.#pull(), this.#wait);
    this.#wait = Math.min(LONGEST_WAIT_MS, this.#wait * 2);
  }

  #clearRetry(): void {
    if (this.#retry) clearTimeout(this.#retry);
    this.#retry = null;
  }

  #quietly(work: Promise<void>): void {
    work.catch((error: unknown) => this.#failed(error));
  }
}
