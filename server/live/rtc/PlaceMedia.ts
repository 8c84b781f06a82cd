import type { types } from 'mediasoup';
import type { SocketNotice, SocketReply, SocketRequest } from '#shared/contracts/socket.ts';
import type { Uplink } from '#shared/live/link.ts';
import type { StageProducer } from '#shared/live/stage.ts';
import { INITIAL_OUTGOING_BITRATE } from './codecs.ts';
import { MediaCalls } from './MediaCalls.ts';
import { consumerOptionsOf, PlaceConsumers } from './PlaceConsumers.ts';
import { PlaceProducers, type PlaceProducersListener } from './PlaceProducers.ts';
import { type Direction, PlaceTransports } from './PlaceTransports.ts';
import type { StageRouter } from './StageRouter.ts';
import type { StageRouters } from './StageRouters.ts';

export type PlaceMediaListener = PlaceProducersListener & {
  readonly layers: (notice: SocketNotice<'stage.layers'>) => void;
  /** What the link took when it was left, in bits per second. */
  readonly outgoing: (bitrate: number) => void;
  /** What is sent comes another way than before. */
  readonly sendsAnew: () => void;
};

/**
 * What one place sends and receives. Whatever a client names is looked up here, among its own; a name that
 * is not is `not-found` (mediasoup itself never asks who it is that asks).
 */
export class PlaceMedia {
  readonly #router: StageRouter;
  readonly #routers: StageRouters;
  readonly #calls: MediaCalls;
  readonly #transports: PlaceTransports;
  readonly #producers: PlaceProducers;
  readonly #consumers: PlaceConsumers;

  private constructor(
    router: StageRouter,
    routers: StageRouters,
    listener: PlaceMediaListener,
    expected: number,
  ) {
    const calls = new MediaCalls(router);
    this.#router = router;
    this.#routers = routers;
    this.#calls = calls;
    this.#transports = new PlaceTransports(calls, router, {
      expected,
      measured: listener.outgoing,
      moved: (direction) => (direction === 'send' ? listener.sendsAnew() : this.refresh()),
    });
    this.#producers = new PlaceProducers(calls, router, routers, listener);
    this.#consumers = new PlaceConsumers(calls, router, routers, listener.layers);
  }

  /** `expected`: what its link is assumed to take, in bits per second. One call at a time. */
  static async seat(
    routers: StageRouters,
    where: 'stage' | 'audience',
    listener: PlaceMediaListener,
    expected = INITIAL_OUTGOING_BITRATE,
  ): Promise<PlaceMedia> {
    return new PlaceMedia(await routers.seat(where), routers, listener, expected);
  }

  /** Whether it lives on that router, and dies with it. */
  isOn(router: StageRouter): boolean {
    return this.#router === router;
  }

  get producers(): readonly StageProducer[] {
    return this.#producers.views;
  }

  /** How well what is sent arrives; `null` where nothing is. */
  get uplink(): Uplink | null {
    return this.#producers.uplink;
  }

  get rtpCapabilities(): types.RtpCapabilities {
    return this.#router.rtpCapabilities;
  }

  createTransport(direction: Direction): Promise<SocketReply<'stage.createTransport'>> {
    return this.#transports.create(direction);
  }

  /** Ends what hangs on it; another of its direction may be made then. */
  async closeTransport(transportId: string): Promise<void> {
    (await this.#transports.get(transportId)).close();
  }

  /** Nothing is done where one of `resume` is not its own; a consumer that has ended since is passed over. */
  async connectTransport(request: SocketRequest<'stage.connectTransport'>): Promise<void> {
    const { transportId, resume } = request;
    const transport = await this.#transports.get(transportId, resume.length > 0 ? 'receive' : undefined);
    this.#transports.assertNotConnected(transport);
    this.#consumers.assertOwn(resume);
    const dtlsParameters = request.dtlsParameters as types.DtlsParameters;
    await this.#transports.connect(transport, dtlsParameters, async () => {
      if (resume.length > 0) await this.#consumers.resume(resume);
    });
  }

  async restartIce(transportId: string): Promise<types.IceParameters> {
    const transport = await this.#transports.get(transportId);
    return this.#calls.change(transport, transport.restartIce());
  }

  async produce({ transportId, ...what }: SocketRequest<'stage.produce'>): Promise<types.Producer> {
    return this.#producers.produce(await this.#transports.get(transportId, 'send'), what);
  }

  /** This place's own producer of that id; `not-found` otherwise. */
  producer(producerId: string): types.Producer {
    return this.#producers.get(producerId);
  }

  changeProducer(producerId: string, change: 'pause' | 'resume' | 'close'): Promise<void> {
    return this.#producers.change(producerId, change);
  }

  hasProducer(producerId: string): boolean {
    return this.#producers.has(producerId);
  }

  /** Starts paused (rule L4). That `producerId` may be consumed by this place is the caller's to know. */
  async consume(request: SocketRequest<'stage.consume'>): Promise<types.Consumer> {
    const rtpCapabilities = request.rtpCapabilities as types.RtpCapabilities;
    const transport = await this.#transports.get(request.transportId, 'receive');
    return this.#consumers.consume(transport, request.producerId, rtpCapabilities);
  }

  /** Those of `producerIds` that can be consumed with these capabilities, in order. */
  async consumeFirst(
    producerIds: readonly string[],
    rtpCapabilities: SocketRequest<'stage.consume'>['rtpCapabilities'],
  ): Promise<SocketReply<'stage.consume'>[]> {
    const transport = await this.#transports.of('receive');
    if (!transport) return [];
    const asked = producerIds.map((producerId) =>
      this.#consumers.consume(transport, producerId, rtpCapabilities as types.RtpCapabilities),
    );
    const made = await Promise.allSettled(asked);
    this.#calls.assertOpen();
    return made.flatMap((one) => (one.status === 'fulfilled' ? [consumerOptionsOf(one.value)] : []));
  }

  /** Of this place's own consumers only; `not-found` otherwise. */
  changeConsumer(consumerId: string, change: 'pause' | 'resume' | 'close'): Promise<void> {
    return this.#consumers.change(consumerId, change);
  }

  preferLayers(request: SocketRequest<'stage.preferLayers'>): Promise<void> {
    return this.#consumers.preferLayers(request);
  }

  /** The producers of who speaks: their video keeps its quality longest. */
  favour(producerIds: ReadonlySet<string>): void {
    this.#consumers.favour(producerIds);
  }

  /** Has pictures begin anew: those of `producerIds`, or all that are received. */
  refresh(producerIds?: ReadonlySet<string>): void {
    this.#consumers.refresh(producerIds);
  }

  /** What was told of its layers may not have arrived. */
  unheard(): void {
    this.#consumers.unheard();
  }

  closeProducers(): void {
    this.#producers.close();
  }

  closeConsumers(): void {
    this.#consumers.close();
  }

  /** Ends everything, for others too; `changed` is not called for it. */
  close(): void {
    if (this.#calls.closed) return;
    this.#calls.close();
    this.#transports.close();
    this.closeProducers();
    this.closeConsumers();
    this.#routers.leave(this.#router);
  }
}
