import type { Device, types } from 'mediasoup-client';
import type { SocketRequest } from '#shared/contracts/socket.ts';
import type { StageWire } from './StageWire.ts';

/** Whether sound and picture get through: `lost` asks for an ICE restart. */
export type MediaPath = 'idle' | 'connecting' | 'connected' | 'lost';

type Direction = 'send' | 'receive';

/** The WebRTC transports of one stay in a room. They die with it; a rejoin makes new ones. */
export class Transports {
  readonly device: Device;
  readonly receive: types.Transport;
  readonly send: types.Transport | null;
  readonly #wire: StageWire;
  readonly #onPath: (path: MediaPath) => void;
  #closed = false;

  private constructor(
    device: Device,
    wire: StageWire,
    onPath: (path: MediaPath) => void,
    receive: types.Transport,
    send: types.Transport | null,
  ) {
    this.device = device;
    this.receive = receive;
    this.send = send;
    this.#wire = wire;
    this.#onPath = onPath;
    for (const transport of this.#all()) {
      transport.on('connectionstatechange', () => {
        if (!this.#closed) this.#onPath(this.path);
      });
    }
  }

  /** Makes the transports of a device that is loaded; `sends` where its account is on the stage. */
  static async create(
    device: Device,
    wire: StageWire,
    sends: boolean,
    onPath: (path: MediaPath) => void,
  ): Promise<Transports> {
    const [receive, send] = await Promise.all([
      makeTransport(device, wire, 'receive'),
      sends ? makeTransport(device, wire, 'send') : null,
    ]);
    return new Transports(device, wire, onPath, receive, send);
  }

  get closed(): boolean {
    return this.#closed;
  }

  get path(): MediaPath {
    const states = this.#all().map((transport) => transport.connectionState);
    if (states.some((state) => state === 'failed' || state === 'disconnected')) return 'lost';
    if (states.includes('connecting')) return 'connecting';
    return states.includes('connected') ? 'connected' : 'idle';
  }

  /** The one whose statistics tell of the connection: nothing arrives where nobody else is on the stage. */
  get measured(): types.Transport {
    return this.send?.connectionState === 'connected' && this.receive.connectionState !== 'connected'
      ? this.send
      : this.receive;
  }

  /** Asks the hub for new ICE parameters for every transport whose path is lost. */
  async restartIce(): Promise<void> {
    const lost = this.#all().filter(
      ({ connectionState }) => connectionState === 'failed' || connectionState === 'disconnected',
    );
    await Promise.all(
      lost.map(async (transport) => {
        const reply = await this.#wire.request('stage.restartIce', { transportId: transport.id });
        if (!this.#closed) await transport.restartIce({ iceParameters: reply.iceParameters });
      }),
    );
  }

  /** The room at the hub is gone or left: nothing is said to it, what hangs on the transports dies. */
  parentClosed(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const transport of this.#all()) transport.close();
  }

  #all(): readonly types.Transport[] {
    return this.send === null ? [this.receive] : [this.receive, this.send];
  }
}

async function makeTransport(
  device: Device,
  wire: StageWire,
  direction: Direction,
): Promise<types.Transport> {
  const reply = await wire.request('stage.createTransport', { direction });
  // The contract keeps loose what only mediasoup reads; both ends are mediasoup.
  const options = reply as unknown as types.TransportOptions;
  const transport =
    direction === 'send' ? device.createSendTransport(options) : device.createRecvTransport(options);
  transport.on('connect', ({ dtlsParameters }, done, failed) => {
    wire
      .request('stage.connectTransport', { transportId: transport.id, dtlsParameters })
      .then(() => done(), failed);
  });
  transport.on('produce', ({ kind, rtpParameters, appData }, done, failed) => {
    const source = appData.source === 'camera' ? 'camera' : 'microphone';
    wire
      .request('stage.produce', {
        transportId: transport.id,
        kind,
        source,
        rtpParameters: rtpParameters as SocketRequest<'stage.produce'>['rtpParameters'],
      })
      .then(({ producerId }) => done({ id: producerId }), failed);
  });
  return transport;
}
