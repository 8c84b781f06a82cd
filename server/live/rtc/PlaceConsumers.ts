import type { types } from 'mediasoup';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { SocketNotice, SocketReply, SocketRequest } from '#shared/contracts/socket.ts';
import type { MediaCalls } from './MediaCalls.ts';
import type { StageRouter } from './StageRouter.ts';
import type { StageRouters } from './StageRouters.ts';
import { type LayerWatch, watchLayers } from './watchLayers.ts';

/** The most that one place may consume at once (rule A5). */
const MOST_CONSUMERS = 200;

/** Which video keeps its quality when the link is poor; sound is never weighed against it. */
const PRIORITY = { screen: 3, speaker: 2, other: 1 } as const;

type Layers = Pick<SocketRequest<'stage.preferLayers'>, 'consumerId' | 'spatial' | 'temporal'>;
type Own = { readonly consumer: types.Consumer; readonly layers: LayerWatch | null };

/** What one place receives. */
export class PlaceConsumers {
  readonly #calls: MediaCalls;
  readonly #router: StageRouter;
  readonly #routers: StageRouters;
  readonly #tell: (notice: SocketNotice<'stage.layers'>) => void;
  readonly #own = new Map<string, Own>();
  readonly #consumed = new Set<string>();
  /** Of those that came with the join, the ones that ended before the app could resume them. */
  readonly #endedEarly = new Set<string>();
  #started = false;
  #favoured: ReadonlySet<string> = new Set();

  constructor(
    calls: MediaCalls,
    router: StageRouter,
    routers: StageRouters,
    tell: (notice: SocketNotice<'stage.layers'>) => void,
  ) {
    this.#calls = calls;
    this.#router = router;
    this.#routers = routers;
    this.#tell = tell;
  }

  /** Starts paused (rule L4). That `producerId` may be consumed by this place is the caller's to know. */
  async consume(
    transport: types.WebRtcTransport,
    producerId: string,
    rtpCapabilities: types.RtpCapabilities,
  ): Promise<types.Consumer> {
    if (this.#consumed.has(producerId)) throw new RefusedError('already-done');
    if (this.#consumed.size >= MOST_CONSUMERS) throw new RefusedError('too-many', 'consumers');
    this.#consumed.add(producerId);
    try {
      const making = this.#make(transport, producerId, rtpCapabilities);
      const consumer = await this.#calls.make(transport, making);
      this.#keep(consumer);
      return consumer;
    } catch (error) {
      this.#consumed.delete(producerId);
      throw error;
    }
  }

  /** Of this place's own only; `not-found` otherwise. */
  async change(consumerId: string, change: 'pause' | 'resume' | 'close'): Promise<void> {
    const { consumer, layers } = this.#get(consumerId);
    await this.#calls.change(consumer, Promise.resolve(consumer[change]()));
    if (change === 'resume') layers?.asked();
  }

  /** Refuses not-found before anything is done, unless it is one that came with the join and has ended since. */
  assertOwn(consumerIds: readonly string[]): void {
    for (const id of consumerIds) if (!this.#endedEarly.has(id)) this.#get(id);
  }

  /** Those of them that have not ended meanwhile; their transport is connected. For who waits for the worker. */
  async resume(consumerIds: readonly string[]): Promise<void> {
    this.#started = true;
    this.#endedEarly.clear();
    await Promise.all(
      consumerIds.map(async (id) => {
        const own = this.#own.get(id);
        if (!own) return;
        await own.consumer.resume().catch((error: unknown) => {
          if (!own.consumer.closed) throw error;
        });
        own.layers?.asked();
      }),
    );
  }

  /** The largest layers that are of use; more than there are is all there are. */
  async preferLayers({ consumerId, spatial, temporal }: Layers): Promise<void> {
    const { consumer, layers } = this.#get(consumerId);
    if (consumer.kind !== 'video') throw new RefusedError('media-mismatch', 'sound has no layers');
    const layersSet = consumer.setPreferredLayers({ spatialLayer: spatial, temporalLayer: temporal });
    await this.#calls.change(consumer, layersSet);
    layers?.asked();
  }

  /** The producers of who speaks: their video keeps its quality longest. */
  favour(producerIds: ReadonlySet<string>): void {
    this.#favoured = producerIds;
    for (const { consumer } of this.#own.values()) this.#weigh(consumer);
  }

  /**
   * Asks for a key frame of what flows, of those producers or of all: after packets were lost for a while a browser
   * asks for one itself only when no picture came for 3 s.
   */
  refresh(of?: ReadonlySet<string>): void {
    for (const { consumer } of this.#own.values()) {
      if (consumer.kind !== 'video' || consumer.paused) continue;
      if (of && !of.has(consumer.producerId)) continue;
      consumer.requestKeyFrame().catch(() => undefined); // it has closed
    }
  }

  /** What was told of its layers may not have arrived. */
  unheard(): void {
    for (const { layers } of this.#own.values()) layers?.unheard();
  }

  close(): void {
    for (const { consumer } of [...this.#own.values()]) consumer.close();
  }

  #get(consumerId: string): Own {
    const own = this.#own.get(consumerId);
    if (!own) throw new RefusedError('not-found', 'consumer');
    return own;
  }

  async #make(
    transport: types.WebRtcTransport,
    producerId: string,
    rtpCapabilities: types.RtpCapabilities,
  ): Promise<types.Consumer> {
    await this.#routers.bring(producerId, this.#router);
    if (!this.#router.canConsume(producerId, rtpCapabilities)) throw new TypeError('no common codec');
    return transport.consume({ producerId, rtpCapabilities, paused: true });
  }

  #keep(consumer: types.Consumer): void {
    const { id, producerId } = consumer;
    const layered = consumer.type === 'simulcast' || consumer.type === 'svc';
    const tell = (spatial: number | null): void => this.#tell({ consumerId: id, spatial });
    this.#own.set(id, { consumer, layers: layered ? watchLayers(consumer, tell) : null });
    consumer.observer.once('close', () => {
      this.#own.delete(id);
      this.#consumed.delete(producerId);
      if (!this.#started) this.#endedEarly.add(id);
    });
    this.#weigh(consumer);
  }

  /** The worker takes it before whatever is asked of the consumer later. */
  #weigh(consumer: types.Consumer): void {
    if (consumer.kind !== 'video' || consumer.closed) return;
    const { producerId } = consumer;
    const screen = this.#routers.homeOf(producerId)?.source === 'screen';
    const person = this.#favoured.has(producerId) ? PRIORITY.speaker : PRIORITY.other;
    const priority = screen ? PRIORITY.screen : person;
    if (consumer.priority !== priority) consumer.setPriority(priority).catch(() => undefined); // it has closed
  }
}

/** A consumer as the app is told of it. */
export function consumerOptionsOf(consumer: types.Consumer): SocketReply<'stage.consume'> {
  const { id, producerId, kind, rtpParameters } = consumer;
  return { consumerId: id, producerId, kind, rtpParameters } as SocketReply<'stage.consume'>;
}
