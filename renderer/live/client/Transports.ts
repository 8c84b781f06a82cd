import type { Device, types } from 'mediasoup-client';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { SocketReply, SocketRequest } from '#shared/contracts/socket.ts';
import type { MediaSource } from '#shared/live/stage.ts';
import { kindOfSource } from '#shared/live/stageRules.ts';
import type { HubSocket } from '../../hub/socket.ts';

/** Whether sound and picture get through: `lost` asks for an ICE restart. */
export type MediaPath = 'idle' | 'connecting' | 'connected' | 'lost';

type Direction = 'send' | 'receive';

export type TransportEvents = {
  readonly onPath: (path: MediaPath) => void;
  /** Consumers that are resumed in the message that connects the receiving transport (rule L4). */
  readonly resumes: () => readonly string[];
};

const isLost = ({ connectionState }: types.Transport) =>
  connectionState === 'failed' || connectionState === 'disconnected';

/** The WebRTC transports of one stay in a room. They die with it; a rejoin makes new ones. */
export class Transports {
  readonly device: Device;
  readonly #wire: HubSocket;
  readonly #events: TransportEvents;
  #receive: types.Transport;
  #send: types.Transport | null;
  #closed = false;

  /** `device` is loaded; `options` are what the hub made at the join. */
  constructor(
    device: Device,
    wire: HubSocket,
    options: Pick<SocketReply<'stage.join'>, 'receive' | 'send'>,
    events: TransportEvents,
  ) {
    this.device = device;
    this.#wire = wire;
    this.#events = events;
    this.#receive = this.#make('receive', options.receive);
    this.#send = options.send && this.#make('send', options.send);
  }

  get closed(): boolean {
    return this.#closed;
  }

  get receive(): types.Transport {
    return this.#receive;
  }

  /** `null` in the audience (rule L1). */
  get send(): types.Transport | null {
    return this.#send;
  }

  get path(): MediaPath {
    const all = this.#all();
    if (all.some(isLost)) return 'lost';
    const states = all.map((transport) => transport.connectionState);
    if (states.includes('connecting')) return 'connecting';
    return states.includes('connected') ? 'connected' : 'idle';
  }

  /** Asks the hub for new ICE parameters for every transport whose path is lost. */
  async restartIce(): Promise<void> {
    await Promise.all(
      this.#all()
        .filter(isLost)
        .map(async (transport) => {
          const reply = await this.#wire.request('stage.restartIce', { transportId: transport.id });
          if (!this.#closed && !transport.closed) {
            await transport.restartIce({ iceParameters: reply.iceParameters });
          }
        }),
    );
  }

  /** Brought onto the stage: makes the sending transport. Nothing happens where there is one. */
  async openSend(): Promise<void> {
    if (this.#send) return;
    const made = await this.#wire.request('stage.createTransport', { direction: 'send' });
    if (!this.#closed && !this.#send) this.#send = this.#make('send', made);
  }

  /** Gone down from the stage. */
  async closeSend(): Promise<void> {
    const send = this.#send;
    if (!send) return;
    this.#send = null;
    await this.#end(send);
  }

  /** New ones in place of those whose path is lost, with nothing on them yet. Says which. */
  async replaceLost(): Promise<ReadonlySet<Direction>> {
    const replaced = new Set<Direction>();
    const [receive, send] = [this.#receive, this.#send];
    if (isLost(receive)) {
      await this.#end(receive);
      const made = await this.#wire.request('stage.createTransport', { direction: 'receive' });
      if (this.#closed) return replaced;
      this.#receive = this.#make('receive', made);
      replaced.add('receive');
    }
    if (send && isLost(send)) {
      await this.closeSend();
      await this.openSend();
      replaced.add('send');
    }
    return replaced;
  }

  /** The room at the hub is gone or left: nothing is said to it, what hangs on the transports dies. */
  parentClosed(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const transport of this.#all()) transport.close();
  }

  #all(): readonly types.Transport[] {
    return this.#send === null ? [this.#receive] : [this.#receive, this.#send];
  }

  async #end(transport: types.Transport): Promise<void> {
    transport.close();
    try {
      await this.#wire.request('stage.closeTransport', { transportId: transport.id });
    } catch (error) {
      // The hub closes it itself when its path has died, or when somebody is brought down.
      if (!(error instanceof RefusedError && error.reason === 'not-found')) throw error;
    }
  }

  #make(direction: Direction, made: SocketReply<'stage.createTransport'>): types.Transport {
    // The contract keeps loose what only mediasoup reads; both ends are mediasoup.
    const options = made as unknown as types.TransportOptions;
    const transport =
      direction === 'send'
        ? this.device.createSendTransport(options)
        : this.device.createRecvTransport(options);
    transport.on('connect', ({ dtlsParameters }, done, failed) => {
      const resume = direction === 'receive' ? [...this.#events.resumes()] : [];
      this.#wire
        .request('stage.connectTransport', { transportId: transport.id, dtlsParameters, resume })
        .then(() => done(), failed);
    });
    transport.on('connectionstatechange', () => {
      if (!this.#closed && !transport.closed) this.#events.onPath(this.path);
    });
    if (direction === 'send') produceBy(this.#wire, transport);
    return transport;
  }
}

function produceBy(wire: HubSocket, transport: types.Transport): void {
  transport.on('produce', ({ kind, rtpParameters, appData }, done, failed) => {
    const source = sourceOf(appData.source);
    wire
      .request('stage.produce', {
        transportId: transport.id,
        kind,
        source,
        rtpParameters: rtpParameters as SocketRequest<'stage.produce'>['rtpParameters'],
      })
      .then(({ producerId }) => done({ id: producerId }), failed);
  });
}

function sourceOf(value: unknown): MediaSource {
  if (typeof value === 'string' && value in kindOfSource) return value as MediaSource;
  throw new Error(`a producer without a source: ${String(value)}`);
}
