import type { Device } from 'mediasoup-client';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { StageState } from '#shared/live/stage.ts';
import type { HubSocket } from '../../hub/socket.ts';
import { type Connection, type ConnectionInput, nextConnection, retryDelay } from './connection.ts';
import { withDeadline } from './deadline.ts';
import type { StageStore } from './StageStore.ts';
import type { Staying } from './Staying.ts';
import { deviceFor, prepareStages, receiveCapabilities } from './stageDevice.ts';
import type { MediaPath } from './Transports.ts';

type Connecting = Extract<Connection, { kind: 'connecting' }>;

const STEP_DEADLINE = 8000;
const MEND_DEADLINE = 4000;
/** Drawing the room waits for its media for so long (ms): both want the same thread, and pictures are on their way. */
const MEDIA_FIRST = 1000;

type Held = Pick<
  Staying,
  'path' | 'first' | 'learn' | 'follow' | 'begin' | 'resumed' | 'forget' | 'end' | 'restartIce' | 'renew'
>;

export type JoiningOptions = {
  readonly wire: HubSocket;
  readonly workshopId: string;
  readonly sessionId: string;
  readonly store: StageStore;
  readonly staying: Held;
  /** Left for good, or for as long as nobody asks to come back. */
  readonly onOut: (left: boolean) => void;
};

/** Coming into the room and coming back to it: does what each state of the connection asks for (design rule L6). */
export class Joining {
  readonly #options: JoiningOptions;
  /** Grows with every new beginning, so that an answer to an older one is dropped. */
  #run = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #agrees = false;
  /** What is being mended: a second attempt beside it would leave a transport behind at the hub. */
  #mended: Connection | null = null;

  constructor(options: JoiningOptions) {
    this.#options = options;
  }

  /** To being recorded, from now on. */
  agree(): void {
    this.#agrees = true;
  }

  dispatch(input: ConnectionInput): void {
    const before = this.#connection;
    const after = nextConnection(before, input);
    if (after === before) return;
    this.#options.store.show({ connection: after });
    clearTimeout(this.#timer);
    this.#act(after);
  }

  /** A state for this stage has come. */
  take(state: StageState): void {
    const { staying } = this.#options;
    if (!staying.learn(state)) return;
    const connection = this.#connection;
    // Before the join is answered, this tells of the new room while what we hold is of the old one.
    if (connection.kind === 'connecting' && connection.step !== 'media') return;
    staying.follow();
  }

  path(path: MediaPath): void {
    if (path === 'lost') this.dispatch({ kind: 'ice-lost' });
    else if (path === 'connected') this.dispatch({ kind: 'ice-back' });
  }

  /** The network or the computer is back: tries at once what would be tried later. */
  hurry(): void {
    const connection = this.#connection;
    if (connection.kind === 'mending') this.#act(connection);
    else if (connection.kind === 'connecting' && connection.step === 'room' && connection.attempt > 0) {
      clearTimeout(this.#timer);
      this.#begin({ ...connection, attempt: 0 });
    }
  }

  get #connection(): Connection {
    return this.#options.store.view().connection;
  }

  #act(connection: Connection): void {
    const { staying, onOut } = this.#options;
    switch (connection.kind) {
      case 'connecting':
        if (connection.step !== 'media') this.#begin(connection);
        return;
      case 'mending':
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.dispatch({ kind: 'mend-failed' }), MEND_DEADLINE);
        void this.#mend(connection);
        return;
      case 'joined':
        if (staying.path === 'lost') this.dispatch({ kind: 'ice-lost' });
        return;
      default:
        this.#run += 1;
        staying.end();
        onOut(connection.kind === 'left');
    }
  }

  #begin(connection: Connecting): void {
    const run = ++this.#run;
    if (connection.step === 'hub') return;
    if (this.#options.wire.state !== 'connected') {
      this.dispatch({ kind: 'socket-down' });
      return;
    }
    const enter = () => void this.#enter(run, connection);
    if (connection.attempt === 0) enter();
    else this.#timer = setTimeout(enter, retryDelay(connection.attempt));
  }

  async #enter(run: number, connection: Connecting): Promise<void> {
    const stale = () => run !== this.#run;
    try {
      if (connection.keeps) await this.#resume(stale);
      else await this.#join(stale, connection);
    } catch (error) {
      if (stale()) return;
      // A refusal is shown to the person; what is not one is for the log.
      if (error instanceof RefusedError) this.dispatch({ kind: 'refused', reason: error.reason });
      else {
        note('joining the stage', error);
        this.dispatch({ kind: 'stumbled' });
      }
    }
  }

  /** The first rung: the place that the lost socket has left, with its media as they are. */
  async #resume(stale: () => boolean): Promise<void> {
    const { wire, sessionId, staying } = this.#options;
    try {
      const asked = wire.request('stage.resume', { sessionId });
      const { state } = await withDeadline('resuming the place', STEP_DEADLINE, asked);
      if (stale()) return;
      staying.learn(state);
      this.dispatch({ kind: 'resumed' });
      staying.resumed();
    } catch (error) {
      if (!stale()) note('resuming the place', error);
      if (!stale()) this.dispatch({ kind: 'not-kept' });
    }
  }

  /** The full (re)join. What was there stays on screen until the new room answers. */
  async #join(stale: () => boolean, { takeOver, again }: Connecting): Promise<void> {
    const { wire, store, staying } = this.#options;
    const device = await withDeadline('preparing', STEP_DEADLINE, prepareStages(wire));
    if (stale()) return;
    // A room that is in use already tells at once what becomes of it.
    const draw = again ? () => undefined : store.hold(MEDIA_FIRST);
    try {
      await this.#joinWith(device, stale, takeOver);
      if (!stale()) await staying.first;
    } finally {
      draw();
    }
  }

  async #joinWith(device: Device | null, stale: () => boolean, takeOver: boolean): Promise<void> {
    const { wire, workshopId, sessionId, staying } = this.#options;
    staying.forget();
    const join = wire.request('stage.join', {
      workshopId,
      sessionId,
      takeOver,
      agrees: this.#agrees,
      rtpCapabilities: receiveCapabilities(device),
    });
    const joined = await withDeadline('joining the stage', STEP_DEADLINE, join);
    if (stale()) return;
    staying.end();
    staying.learn(joined.state);
    this.dispatch({ kind: 'entered' });
    const begin = async () => {
      const fitting = await deviceFor(wire, joined.rtpCapabilities);
      const consumers = fitting === device ? joined.consumers : [];
      if (!stale()) await staying.begin(fitting, { ...joined, consumers });
    };
    await withDeadline('sound and picture', STEP_DEADLINE, begin());
    if (!stale()) this.dispatch({ kind: 'media-ready' });
  }

  async #mend(at: Extract<Connection, { kind: 'mending' }>): Promise<void> {
    const { wire, staying } = this.#options;
    if (staying.path !== 'lost' || wire.state !== 'connected' || this.#mended === at) return;
    this.#mended = at;
    try {
      if (at.rung === 'ice') await staying.restartIce();
      else await staying.renew();
    } catch (error) {
      if (this.#connection !== at) return;
      note('mending the path', error);
      this.dispatch({ kind: 'mend-failed' });
    } finally {
      if (this.#mended === at) this.#mended = null;
    }
  }
}

function note(what: string, error: unknown): void {
  console.warn(`${what} failed; what can be tried again is`, error);
}
