import { RefusedError } from '#shared/contracts/refusals.ts';
import type { Place, StageState } from '#shared/live/stage.ts';
import { mayBeOnAir } from '#shared/live/stageRules.ts';
import { newerState } from '#shared/live/stageStateFor.ts';
import { type CaptureSource, captureTrack } from './capture.ts';
import {
  type Connection,
  type ConnectionInput,
  firstConnection,
  nextConnection,
  retryDelay,
} from './connection.ts';
import type { ConnectionQuality } from './connectionQuality.ts';
import { withDeadline } from './deadline.ts';
import { Publisher, type SourceState } from './Publisher.ts';
import type { StageWire } from './StageWire.ts';
import { Stay } from './Stay.ts';
import type { RemoteTrack } from './Subscriptions.ts';
import type { MediaPath } from './Transports.ts';

const STEP_DEADLINE = 8000;
const MEND_DEADLINE = 4000;

/** Everything a screen shows of a stage; a new object after every change. */
export type StageView = {
  readonly connection: Connection;
  readonly stage: StageState | null;
  readonly speaker: string | null;
  /** Whoever was heard last, so that the big tile does not empty in a pause. */
  readonly lastSpeaker: string | null;
  readonly remote: readonly RemoteTrack[];
  readonly failed: readonly string[];
  readonly microphone: SourceState;
  readonly camera: SourceState;
  readonly quality: ConnectionQuality;
};

export const firstView: StageView = {
  connection: firstConnection,
  stage: null,
  speaker: null,
  lastSpeaker: null,
  remote: [],
  failed: [],
  microphone: { kind: 'off' },
  camera: { kind: 'off' },
  quality: 'unknown',
};

export type StageOptions = {
  readonly wire: StageWire;
  readonly workshopId: string;
  readonly sessionId: string;
  readonly accountId: string;
};

/**
 * One device in one stage, from the click to leaving. It brings itself back after a lost socket, a lost
 * path or a dead router (design rule L6) and never rejects: what goes wrong is in its view.
 */
export class StageClient {
  readonly #options: StageOptions;
  readonly #publisher: Publisher;
  readonly #listeners = new Set<() => void>();
  readonly #disposers: (() => void)[] = [];
  #view = firstView;
  #stay: Stay | null = null;
  /** The newest state since the last `stage.join`. */
  #known: StageState | null = null;
  /** Grows with every new beginning, so that an answer to an older one is dropped. */
  #run = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  private constructor(options: StageOptions) {
    this.#options = options;
    this.#publisher = new Publisher(options.wire, captureTrack, () => this.#refresh());
  }

  /** Begins to join at once, or as soon as the socket is there. `close()` ends everything. */
  static open(options: StageOptions): StageClient {
    const client = new StageClient(options);
    client.#listen();
    if (options.wire.state === 'connected') client.#dispatch({ kind: 'socket-up' });
    return client;
  }

  readonly view = (): StageView => this.#view;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The stage has opened for this reader, as its public row says. */
  opened(): void {
    this.#dispatch({ kind: 'opened' });
  }

  tryAgain(takeOver: boolean): void {
    this.#dispatch({ kind: 'try-again', takeOver });
  }

  /** Microphone: heard or muted. Camera: on, or off with its light. */
  async toggle(source: CaptureSource): Promise<void> {
    const { kind } = this.#publisher.state(source);
    if (kind === 'starting') return;
    await this.#try(async () => {
      if (kind !== 'on') await this.#publisher.start(source);
      else if (source === 'camera') await this.#publisher.stop(source);
      else await this.#publisher.mute(source);
    });
  }

  /** Goes over to the device that is remembered now. */
  changeDevice(source: CaptureSource): Promise<void> {
    return this.#try(() => this.#publisher.changeDevice(source));
  }

  /** Tells whether somebody's tile is in sight. */
  watch(accountId: string, watched: boolean): void {
    this.#stay?.watch(accountId, watched);
  }

  close(): void {
    if (this.#view.connection.kind === 'left') return;
    const { wire } = this.#options;
    const inside = this.#stay !== null && wire.state === 'connected';
    this.#dispatch({ kind: 'leave' });
    for (const dispose of this.#disposers.splice(0)) dispose();
    if (!inside) return;
    wire.request('stage.leave', {}).catch((error: unknown) => {
      console.warn('the hub did not hear that we left the stage; the socket will tell it', error);
    });
  }

  #listen(): void {
    const { wire, sessionId } = this.#options;
    const online = () => void this.#mend();
    window.addEventListener('online', online);
    this.#disposers.push(
      wire.holdStage(),
      wire.onState((state) => this.#dispatch({ kind: state === 'connected' ? 'socket-up' : 'socket-down' })),
      wire.on('stage.state', (state) => {
        if (state.sessionId === sessionId) this.#take(state);
      }),
      wire.on('stage.speaker', ({ sessionId: of, accountId }) => {
        if (of === sessionId) {
          this.#show({ speaker: accountId, lastSpeaker: accountId ?? this.#view.lastSpeaker });
        }
      }),
      wire.on('stage.lost', ({ sessionId: of, why }) => {
        if (of === sessionId) this.#dispatch({ kind: 'lost', why });
      }),
      () => window.removeEventListener('online', online),
    );
  }

  #dispatch(input: ConnectionInput): void {
    const before = this.#view.connection;
    const after = nextConnection(before, input);
    if (after === before) return;
    this.#show({ connection: after });
    clearTimeout(this.#timer);
    this.#act(after);
  }

  #act(connection: Connection): void {
    switch (connection.kind) {
      case 'connecting':
        if (connection.step !== 'media') this.#begin(connection);
        return;
      case 'mending':
        this.#timer = setTimeout(() => this.#dispatch({ kind: 'mend-failed' }), MEND_DEADLINE);
        void this.#mend();
        return;
      case 'joined':
        if (this.#stay?.transports.path === 'lost') this.#dispatch({ kind: 'ice-lost' });
        return;
      default:
        this.#run += 1;
        this.#endStay();
        if (connection.kind === 'left') this.#publisher.close();
        else this.#stopCapturing();
    }
  }

  #begin(connection: Extract<Connection, { kind: 'connecting' }>): void {
    const run = ++this.#run;
    if (connection.step === 'hub') return;
    if (this.#options.wire.state !== 'connected') {
      this.#dispatch({ kind: 'socket-down' });
      return;
    }
    const enter = () => void this.#enter(run, connection.takeOver);
    this.#timer = setTimeout(enter, retryDelay(connection.attempt));
  }

  /** The full (re)join. What was there stays on screen until the new room answers. */
  async #enter(run: number, takeOver: boolean): Promise<void> {
    const { wire, workshopId, sessionId } = this.#options;
    const stale = () => run !== this.#run;
    this.#known = null;
    try {
      const join = wire.request('stage.join', { workshopId, sessionId, takeOver });
      const { state, rtpCapabilities } = await withDeadline('joining the stage', STEP_DEADLINE, join);
      if (stale()) return;
      this.#endStay();
      this.#take(state);
      this.#dispatch({ kind: 'entered' });
      await withDeadline('sound and picture', STEP_DEADLINE, this.#beginStay(stale, rtpCapabilities));
      if (!stale()) this.#dispatch({ kind: 'media-ready' });
    } catch (error) {
      if (stale()) return;
      // A refusal is shown to the person; what is not one is for the log.
      if (error instanceof RefusedError) this.#dispatch({ kind: 'refused', reason: error.reason });
      else {
        note('joining the stage', error);
        this.#dispatch({ kind: 'stumbled' });
      }
    }
  }

  async #beginStay(stale: () => boolean, capabilities: unknown): Promise<void> {
    const { wire, accountId } = this.#options;
    const sends = this.#ownPlace()?.where === 'stage';
    const stay = await Stay.create(
      wire,
      capabilities,
      { accountId, sends },
      {
        onPath: (path) => this.#onPath(path),
        onTracks: () => this.#refresh(),
        onQuality: (quality) => this.#show({ quality }),
      },
    );
    if (stale()) return stay.parentClosed();
    this.#stay = stay;
    if (this.#known) stay.follow(this.#known);
    await this.#publisher.attach(stay.transports);
  }

  #endStay(): void {
    this.#stay?.parentClosed();
    this.#stay = null;
    this.#publisher.parentClosed();
    this.#show({ speaker: null, quality: 'unknown' });
    this.#refresh();
  }

  #onPath(path: MediaPath): void {
    if (path === 'lost') this.#dispatch({ kind: 'ice-lost' });
    else if (path === 'connected') this.#dispatch({ kind: 'ice-back' });
  }

  async #mend(): Promise<void> {
    const stay = this.#stay;
    if (stay?.transports.path !== 'lost' || this.#options.wire.state !== 'connected') return;
    try {
      await stay.transports.restartIce();
    } catch (error) {
      if (stay !== this.#stay) return;
      note('the ICE restart', error);
      this.#dispatch({ kind: 'mend-failed' });
    }
  }

  #take(state: StageState): void {
    const newest = newerState(this.#known, state);
    if (newest === this.#known) return;
    this.#known = newest;
    this.#show({ stage: state });
    if (!mayBeOnAir(state.phase)) this.#stopCapturing();
    const { connection } = this.#view;
    // Before the join is answered, this tells of the new room while what we hold is of the old one.
    if (connection.kind === 'connecting' && connection.step !== 'media') return;
    this.#stay?.follow(state);
    const own = this.#ownPlace();
    if (own) void this.#try(() => this.#publisher.reconcile(own.producers.map((producer) => producer.id)));
  }

  #ownPlace(): Place | undefined {
    return this.#view.stage?.places.find((place) => place.accountId === this.#options.accountId);
  }

  #stopCapturing(): void {
    for (const source of ['microphone', 'camera'] as const) {
      if (this.#publisher.state(source).kind !== 'off') void this.#try(() => this.#publisher.stop(source));
    }
  }

  /** What fails in a room that is gone by then belongs to that room; otherwise we enter anew. */
  async #try(work: () => Promise<void>): Promise<void> {
    const run = this.#run;
    try {
      await work();
    } catch (error) {
      note('the stage', error);
      if (run === this.#run) this.#dispatch({ kind: 'stumbled' });
    }
  }

  #refresh(): void {
    this.#show({
      remote: this.#stay?.remote ?? [],
      failed: this.#stay?.failed ?? [],
      microphone: this.#publisher.state('microphone'),
      camera: this.#publisher.state('camera'),
    });
  }

  #show(changed: Partial<StageView>): void {
    this.#view = { ...this.#view, ...changed };
    for (const listener of this.#listeners) listener();
  }
}

function note(what: string, error: unknown): void {
  console.warn(`${what} failed; what can be tried again is`, error);
}
