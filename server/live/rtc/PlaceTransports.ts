import type { types } from 'mediasoup';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { SocketReply } from '#shared/contracts/socket.ts';
import type { MediaCalls } from './MediaCalls.ts';
import type { StageRouter } from './StageRouter.ts';

export type Direction = 'send' | 'receive';

export type LinkListener = {
  /** What its link is assumed to take, in bits per second. */
  readonly expected: number;
  /** What it took when it was left. */
  readonly measured: (bitrate: number) => void;
  /** Media goes another way than before. */
  readonly moved: (direction: Direction) => void;
};

/** The transports of one place, at most one a direction (rule A5). */
export class PlaceTransports {
  readonly #calls: MediaCalls;
  readonly #router: StageRouter;
  readonly #link: LinkListener;
  readonly #transports = new Map<Direction, Promise<types.WebRtcTransport>>();
  readonly #connected = new WeakSet<types.WebRtcTransport>();

  constructor(calls: MediaCalls, router: StageRouter, link: LinkListener) {
    this.#calls = calls;
    this.#router = router;
    this.#link = link;
  }

  /** Refuses too-many, however many are asked for at once. */
  async create(direction: Direction): Promise<SocketReply<'stage.createTransport'>> {
    this.#calls.assertOpen();
    if (this.#transports.has(direction)) throw new RefusedError('too-many', `one ${direction} transport`);
    const making = this.#router.createTransport(direction, this.#link.expected);
    this.#transports.set(direction, making);
    const forget = (): void => {
      if (this.#transports.get(direction) === making) this.#transports.delete(direction);
    };
    const transport = await this.#calls.make(this.#router, making).catch((error: unknown) => {
      forget();
      throw error;
    });
    transport.observer.on('close', forget);
    transport.on('dtlsstatechange', (state) => {
      if (state === 'failed' || state === 'closed') transport.close();
    });
    let isFirst = true;
    transport.on('iceselectedtuplechange', () => {
      if (!isFirst) this.#link.moved(direction);
      isFirst = false;
    });
    const { id, iceParameters, iceCandidates, dtlsParameters } = transport;
    return { id, iceParameters, iceCandidates, dtlsParameters } as SocketReply<'stage.createTransport'>;
  }

  /** The one of that id: `not-found` where it is not of this place, wrong-state where of the other direction. */
  async get(id: string, direction?: Direction): Promise<types.WebRtcTransport> {
    this.#calls.assertOpen();
    for (const [of, making] of this.#transports) {
      const transport = await making;
      if (transport.id !== id) continue;
      if (direction && of !== direction) throw new RefusedError('wrong-state', `a ${of} transport`);
      this.#calls.assertOpen();
      return transport;
    }
    throw new RefusedError('not-found', 'transport');
  }

  async of(direction: Direction): Promise<types.WebRtcTransport | undefined> {
    return this.#transports.get(direction);
  }

  /** Once only: already-done. */
  assertNotConnected(transport: types.WebRtcTransport): void {
    if (this.#connected.has(transport)) throw new RefusedError('already-done');
  }

  /** `then` follows at once, and both together are waited for as one, so that whoever waits does not wait twice. */
  async connect(
    transport: types.WebRtcTransport,
    dtlsParameters: types.DtlsParameters,
    then: () => Promise<void>,
  ): Promise<void> {
    this.assertNotConnected(transport);
    this.#connected.add(transport);
    await this.#calls.fit(transport, transport.connect({ dtlsParameters }).then(then));
  }

  close(): void {
    for (const [direction, making] of this.#transports) {
      making.then(
        (transport) => {
          if (direction === 'receive') this.#measure(transport);
          transport.close();
        },
        () => undefined, // whoever asked for it was told
      );
    }
  }

  /** Asked right before it closes; whoever left before anything was sent says nothing. */
  #measure(transport: types.WebRtcTransport): void {
    if (transport.closed || transport.dtlsState !== 'connected') return;
    transport.getStats().then(
      ([stats]) => {
        if (stats?.availableOutgoingBitrate) this.#link.measured(stats.availableOutgoingBitrate);
      },
      () => undefined,
    );
  }
}
