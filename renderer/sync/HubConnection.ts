import type { JoinedHub } from '#shared/contracts/ipc.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { createHubHttp, type FetchHub, type HubHttp } from '../hub/http.ts';
import { SocketConnection } from '../hub/socketConnection.ts';
import type { TokenSource } from '../hub/tokenSource.ts';
import { HubDatabase } from './database.ts';
import { hubTime, programTime } from './hubClock.ts';
import type { MediaKeeper } from './mediaKeeper.ts';
import { Outbox } from './Outbox.ts';
import { SyncEngine } from './SyncEngine.ts';

/** What a connection needs from where it runs; the window and the tests each have their own. */
export type ConnectionSurroundings = {
  readonly token: TokenSource;
  readonly fetch?: FetchHub;
  readonly media: MediaKeeper;
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
  readonly engine: SyncEngine;
  readonly outbox: Outbox;
  readonly #surroundings: ConnectionSurroundings;
  #closed = false;

  private constructor(hub: JoinedHub, surroundings: ConnectionSurroundings) {
    const { token, media, onOnline, now } = surroundings;
    this.hub = hub;
    this.#surroundings = surroundings;
    this.database = new HubDatabase(hub);
    this.http = createHubHttp({ ...surroundings, address: hub.address });
    const { database, http } = this;
    this.engine = new SyncEngine({ fingerprint: hub.fingerprint, database, http, media, now });
    const hubNow = () => hubTime(this.engine.clock.get(), now());
    this.socket = new SocketConnection({ address: hub.address, token, hubNow, onOnline });
    this.outbox = new Outbox({
      database,
      http,
      programNow: () => programTime(this.engine.clock.get(), now()),
      onApplied: (workshopId, rev) => this.#quietly(this.engine.headMoved(workshopId, rev)),
    });
  }

  /** Opens the base and reads what is needed before a first paint; reaches for no hub (rule D3). */
  static async open(hub: JoinedHub, surroundings: ConnectionSurroundings): Promise<HubConnection> {
    const connection = new HubConnection(hub, surroundings);
    await connection.engine.load();
    return connection;
  }

  /** Syncs and pushes until the returned function is called; may be started again. */
  start(): () => void {
    const { engine, outbox, socket } = this;
    const wake = () => {
      this.#quietly(engine.pullAll());
      outbox.kick();
    };
    const stops = [
      outbox.start(),
      socket.onState((state) => (state === 'connected' ? wake() : engine.offline())),
      socket.on('head.moved', ({ workshopId, head }) => this.#quietly(engine.headMoved(workshopId, head))),
      socket.on('scope.changed', () => this.#quietly(this.#scopeChanged())),
      this.#surroundings.onOnline(wake),
      () => socket.close(),
    ];
    this.#quietly(engine.pullAll());
    socket.open();
    return () => {
      for (const stop of stops.toReversed()) stop();
    };
  }

  /** Closes the base; to be called once stopped, and not started any more. */
  close(): void {
    this.#closed = true;
    this.database.close();
  }

  async #scopeChanged(): Promise<void> {
    await this.#surroundings.token(true);
    await this.engine.pullAll();
  }

  /** The engine's status tells a refusal; what `close` cuts short is no fault; anything else is logged. */
  #quietly(work: Promise<void>): void {
    work.catch((error: unknown) => {
      if (!this.#closed && !(error instanceof RefusedError)) console.error('sync failed', error);
    });
  }
}
