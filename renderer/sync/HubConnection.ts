import type { JoinedHub } from '#shared/contracts/ipc.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { JournalEntry } from '#shared/sync/journal.ts';
import { createHubHttp, type FetchHub, type HubHttp } from '../hub/http.ts';
import type { HubSocketState } from '../hub/socket.ts';
import { SocketConnection } from '../hub/socketConnection.ts';
import type { TokenSource } from '../hub/tokenSource.ts';
import { HubDatabase } from './database.ts';
import { hubTime, programTime } from './hubClock.ts';
import type { JournalWire } from './journalWire.ts';
import { Outbox } from './Outbox.ts';
import { keepOpen } from './reopen.ts';
import type { SyncHandle } from './syncHandle.ts';

/** What a connection needs from where it runs; the window and the tests each have their own. */
export type ConnectionSurroundings = {
  readonly token: TokenSource;
  readonly fetch?: FetchHub;
  readonly journal: JournalWire;
  /** What brings the base up to date, in a worker or right here. */
  readonly sync: (parts: { readonly database: HubDatabase; readonly http: HubHttp }) => SyncHandle;
  /** Says that the network is back; returns how to stop. */
  readonly onOnline: (listener: () => void) => () => void;
  /** This computer's clock, in ms. */
  readonly now: () => number;
};

/** Everything this device has and does with one hub: base, outbox, wires. */
export class HubConnection {
  readonly hub: JoinedHub;
  readonly database: HubDatabase;
  readonly http: HubHttp;
  readonly socket: SocketConnection;
  readonly sync: SyncHandle;
  readonly outbox: Outbox;
  readonly #surroundings: ConnectionSurroundings;

  private constructor(hub: JoinedHub, surroundings: ConnectionSurroundings) {
    const { token, onOnline, journal, now } = surroundings;
    this.hub = hub;
    this.#surroundings = surroundings;
    this.database = new HubDatabase(hub);
    this.http = createHubHttp({ ...surroundings, address: hub.address });
    const { database, http } = this;
    this.sync = surroundings.sync({ database, http });
    const { clock } = this.sync;
    const hubNow = () => hubTime(clock.get(), now());
    this.socket = new SocketConnection({ address: hub.address, token, hubNow, onOnline });
    this.outbox = new Outbox({ database, journal, programNow: () => programTime(clock.get(), now()) });
  }

  /** Opens the base and reads what is needed before a first paint; reaches for no hub (rule D3). */
  static async open(hub: JoinedHub, surroundings: ConnectionSurroundings): Promise<HubConnection> {
    const connection = new HubConnection(hub, surroundings);
    await connection.sync.load();
    return connection;
  }

  /** The hub's clock as last measured (rule S9), and how the base stands. */
  get clock(): SyncHandle['clock'] {
    return this.sync.clock;
  }

  get status(): SyncHandle['status'] {
    return this.sync.status;
  }

  /** What had to be made good on this device, to be told to the person. */
  get projected(): SyncHandle['projected'] {
    return this.sync.projected;
  }

  get recovery(): SyncHandle['recovery'] {
    return this.sync.recovery;
  }

  /**
   * Keeps what only this device has. Resolves once it is on the disk; rejects with RefusedError, and then
   * nothing of it is kept (rule S11).
   */
  keep(entries: readonly JournalEntry[]): Promise<void> {
    return this.#surroundings.journal.append(entries);
  }

  /** Syncs and pushes until the returned function is called; may be started again. */
  start(): () => void {
    const { sync } = this;
    const local = [keepOpen(this.database), sync.start()];
    // At a hub that is known from packs alone there is nobody to speak to (rule M7).
    const stops = this.hub.guest ? local : [...local, ...this.#listen()];
    return () => {
      for (const stop of stops.toReversed()) stop();
    };
  }

  /** The hub's own word, until what is returned is called. */
  #listen(): readonly (() => void)[] {
    const { sync, socket } = this;
    const stops = [
      socket.onState((state) => this.#socketIs(state)),
      socket.on('head.moved', (notice) => sync.headMoved(notice)),
      socket.on('scope.changed', () => sync.scopeChanged()),
      this.#surroundings.onOnline(() => sync.wake()),
      () => socket.close(),
    ];
    socket.open();
    return stops;
  }

  #socketIs(state: HubSocketState): void {
    if (state === 'connected') this.sync.wake();
    else this.sync.offline();
    if (state === 'offline' && this.hub.pin !== null) void this.#askWhy();
  }

  /** Main alone knows whether a pinned hub showed another certificate; a pull then says so (rule A6). */
  async #askWhy(): Promise<void> {
    const said: unknown = await this.#surroundings.token(false).catch((error: unknown) => error);
    const isOther = said instanceof RefusedError && said.reason === 'certificate-mismatch';
    if (isOther && this.status.get().state !== 'refused') this.sync.wake();
  }

  /** Closes the base; to be called once stopped, and not started any more. */
  close(): void {
    this.database.close();
  }
}
