import type { types } from 'mediasoup';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { SocketReply, SocketRequest } from '#shared/contracts/socket.ts';
import type { MediaSource, StageProducer } from '#shared/live/stage.ts';
import { kindOfSource } from '#shared/live/stageRules.ts';
import type { StageRouter } from './StageRouter.ts';

type Direction = 'send' | 'receive';

/**
 * What one place sends and receives. Whatever a client names is looked up here, among its own; a name that
 * is not is `not-found` (mediasoup itself never asks who it is that asks).
 */
export class PlaceMedia {
  readonly #router: StageRouter;
  readonly #changed: () => void;
  readonly #transports = new Map<Direction, Promise<types.WebRtcTransport>>();
  readonly #connected = new Set<string>();
  readonly #sources = new Set<MediaSource>();
  readonly #producers = new Map<string, { producer: types.Producer; source: MediaSource }>();
  readonly #consumers = new Map<string, types.Consumer>();
  readonly #consumed = new Set<string>();
  #closed = false;

  /** `changed`: a producer has ended without having been asked to. */
  constructor(router: StageRouter, changed: () => void) {
    this.#router = router;
    this.#changed = changed;
  }

  get producers(): readonly StageProducer[] {
    return [...this.#producers.values()].map(({ producer, source }) => ({
      id: producer.id,
      kind: producer.kind,
      source,
      paused: producer.paused,
    }));
  }

  get rtpCapabilities(): types.RtpCapabilities {
    return this.#router.rtpCapabilities;
  }

  /** At most one a direction (rule A5), however many are asked for at once. */
  async createTransport(direction: Direction): Promise<SocketReply<'stage.createTransport'>> {
    this.#assertOpen();
    if (this.#transports.has(direction)) throw new RefusedError('too-many', `one ${direction} transport`);
    const making = this.#router.createTransport(direction);
    this.#transports.set(direction, making);
    const forget = (): void => {
      if (this.#transports.get(direction) === making) this.#transports.delete(direction);
    };
    const transport = await making.catch((error: unknown) => {
      forget();
      this.#assertOpen();
      throw error;
    });
    if (this.#closed) transport.close();
    this.#assertOpen();
    transport.observer.on('close', forget);
    transport.on('dtlsstatechange', (state) => {
      if (state === 'failed' || state === 'closed') transport.close();
    });
    const { id, iceParameters, iceCandidates, dtlsParameters } = transport;
    return { id, iceParameters, iceCandidates, dtlsParameters } as SocketReply<'stage.createTransport'>;
  }

  async connectTransport(request: SocketRequest<'stage.connectTransport'>): Promise<void> {
    const transport = await this.#transport(request.transportId);
    if (this.#connected.has(transport.id)) throw new RefusedError('already-done');
    this.#connected.add(transport.id);
    await this.#media(() =>
      transport.connect({ dtlsParameters: request.dtlsParameters as types.DtlsParameters }),
    );
  }

  async restartIce(transportId: string): Promise<types.IceParameters> {
    const transport = await this.#transport(transportId);
    return this.#media(() => transport.restartIce());
  }

  /** At most one producer a source (rule A5). */
  async produce(request: SocketRequest<'stage.produce'>): Promise<types.Producer> {
    const { kind, source } = request;
    if (kindOfSource[source] !== kind) throw new RefusedError('media-mismatch', `a ${source} is no ${kind}`);
    const transport = await this.#transport(request.transportId, 'send');
    if (this.#sources.has(source)) throw new RefusedError('too-many', `one ${source}`);
    this.#sources.add(source);
    try {
      const rtpParameters = request.rtpParameters as types.RtpParameters;
      const producer = await this.#media(() => transport.produce({ kind, rtpParameters }));
      this.#producers.set(producer.id, { producer, source });
      producer.observer.on('close', () => {
        this.#producers.delete(producer.id);
        this.#sources.delete(source);
      });
      producer.on('transportclose', () => {
        if (!this.#closed) this.#changed();
      });
      await this.#media(() => this.#router.listenTo(producer));
      return producer;
    } catch (error) {
      this.#sources.delete(source);
      throw error;
    }
  }

  /** This place's own producer of that id; `not-found` otherwise. */
  producer(producerId: string): types.Producer {
    const own = this.#producers.get(producerId);
    if (!own) throw new RefusedError('not-found', 'producer');
    return own.producer;
  }

  hasProducer(producerId: string): boolean {
    return this.#producers.has(producerId);
  }

  /** Starts paused (rule L4). That `producerId` may be consumed by this place is the caller's to know. */
  async consume(request: SocketRequest<'stage.consume'>): Promise<types.Consumer> {
    const { producerId } = request;
    const rtpCapabilities = request.rtpCapabilities as types.RtpCapabilities;
    const transport = await this.#transport(request.transportId, 'receive');
    if (this.#consumed.has(producerId)) throw new RefusedError('already-done');
    this.#consumed.add(producerId);
    try {
      return await this.#media(async () => {
        if (!this.#router.canConsume(producerId, rtpCapabilities)) throw new TypeError('no common codec');
        const consumer = await transport.consume({ producerId, rtpCapabilities, paused: true });
        this.#consumers.set(consumer.id, consumer);
        consumer.observer.on('close', () => {
          this.#consumers.delete(consumer.id);
          this.#consumed.delete(producerId);
        });
        return consumer;
      });
    } catch (error) {
      this.#consumed.delete(producerId);
      throw error;
    }
  }

  /** Of this place's own consumers only; `not-found` otherwise. */
  async changeConsumer(consumerId: string, change: 'pause' | 'resume' | 'close'): Promise<void> {
    const own = this.#consumers.get(consumerId);
    if (!own) throw new RefusedError('not-found', 'consumer');
    await this.#media(async () => own[change]());
  }

  closeProducers(): void {
    for (const { producer } of [...this.#producers.values()]) producer.close();
  }

  closeConsumers(): void {
    for (const consumer of [...this.#consumers.values()]) consumer.close();
  }

  /** Ends everything, for others too; `changed` is not called for it. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const making of this.#transports.values()) {
      making.then(
        (transport) => transport.close(),
        () => undefined, // whoever asked for it was told
      );
    }
    this.closeProducers();
    this.closeConsumers();
  }

  #assertOpen(): void {
    if (this.#closed) throw new RefusedError('wrong-state', 'the place is gone');
  }

  async #transport(id: string, direction?: Direction): Promise<types.WebRtcTransport> {
    this.#assertOpen();
    for (const [of, making] of this.#transports) {
      const transport = await making;
      if (transport.id !== id) continue;
      if (direction && of !== direction) throw new RefusedError('wrong-state', `a ${of} transport`);
      this.#assertOpen();
      return transport;
    }
    throw new RefusedError('not-found', 'transport');
  }

  /** What mediasoup cannot do with a client's parameters is the client's to hear, by name. */
  async #media<T>(act: () => Promise<T>): Promise<T> {
    try {
      const done = await act();
      this.#assertOpen();
      return done;
    } catch (error) {
      this.#assertOpen();
      if (error instanceof RefusedError) throw error;
      throw new RefusedError('media-mismatch', error instanceof Error ? error.message : 'unknown');
    }
  }
}
