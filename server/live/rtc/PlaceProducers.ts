import type { types } from 'mediasoup';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { SocketRequest } from '#shared/contracts/socket.ts';
import type { Uplink } from '#shared/live/link.ts';
import type { MediaSource, StageProducer } from '#shared/live/stage.ts';
import { kindOfSource } from '#shared/live/stageRules.ts';
import { KEY_FRAME_PAUSE } from './codecs.ts';
import type { MediaCalls } from './MediaCalls.ts';
import type { StageRouter } from './StageRouter.ts';
import type { StageRouters } from './StageRouters.ts';
import { uplinkOf } from './uplinkOf.ts';

export type PlaceProducersListener = {
  /** A producer has ended without having been asked to. */
  readonly changed: () => void;
  /** What is sent from here arrives better or worse than before. */
  readonly uplink: () => void;
};

/** What one place sends: at most one producer a source (rule A5). */
export class PlaceProducers {
  readonly #calls: MediaCalls;
  readonly #router: StageRouter;
  readonly #routers: StageRouters;
  readonly #listener: PlaceProducersListener;
  readonly #sources = new Set<MediaSource>();
  readonly #producers = new Map<string, { producer: types.Producer; source: MediaSource }>();

  constructor(
    calls: MediaCalls,
    router: StageRouter,
    routers: StageRouters,
    listener: PlaceProducersListener,
  ) {
    this.#calls = calls;
    this.#router = router;
    this.#routers = routers;
    this.#listener = listener;
  }

  get views(): readonly StageProducer[] {
    return [...this.#producers.values()].map(({ producer, source }) => ({
      id: producer.id,
      kind: producer.kind,
      source,
      paused: producer.paused,
    }));
  }

  /** How well what is sent arrives; `null` where nothing is. */
  get uplink(): Uplink | null {
    const sending = [...this.#producers.values()].filter(({ producer }) => !producer.paused);
    return uplinkOf(sending.map(({ producer }) => producer.score.map(({ score }) => score)));
  }

  has(producerId: string): boolean {
    return this.#producers.has(producerId);
  }

  /** This place's own producer of that id; `not-found` otherwise. */
  get(producerId: string): types.Producer {
    const own = this.#producers.get(producerId);
    if (!own) throw new RefusedError('not-found', 'producer');
    return own.producer;
  }

  /** Refuses media-mismatch and too-many. */
  async produce(
    transport: types.WebRtcTransport,
    { kind, source, rtpParameters }: Omit<SocketRequest<'stage.produce'>, 'transportId'>,
  ): Promise<types.Producer> {
    if (kindOfSource[source] !== kind) throw new RefusedError('media-mismatch', `a ${source} is no ${kind}`);
    if (this.#sources.has(source)) throw new RefusedError('too-many', `one ${source}`);
    this.#sources.add(source);
    const options = {
      kind,
      rtpParameters: rtpParameters as types.RtpParameters,
      keyFrameRequestDelay: KEY_FRAME_PAUSE,
    };
    const making = this.#calls.make(transport, transport.produce(options));
    const producer = await making.catch((error: unknown) => {
      this.#sources.delete(source);
      throw error;
    });
    this.#keep(producer, source);
    try {
      const home = { producer, source, router: this.#router };
      await this.#calls.change(producer, this.#routers.settle(home));
      return producer;
    } catch (error) {
      producer.close();
      throw error;
    }
  }

  async change(producerId: string, change: 'pause' | 'resume' | 'close'): Promise<void> {
    const producer = this.get(producerId);
    await this.#calls.change(producer, Promise.resolve(producer[change]()));
    this.#listener.uplink();
  }

  close(): void {
    for (const { producer } of [...this.#producers.values()]) producer.close();
  }

  #keep(producer: types.Producer, source: MediaSource): void {
    this.#producers.set(producer.id, { producer, source });
    producer.observer.once('close', () => {
      this.#producers.delete(producer.id);
      this.#sources.delete(source);
    });
    producer.on('score', () => this.#listener.uplink());
    producer.on('transportclose', () => {
      if (!this.#calls.closed) this.#listener.changed();
    });
  }
}
