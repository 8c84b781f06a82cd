import type { types } from 'mediasoup';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { answeredInTime, madeInTime } from './answeredInTime.ts';
import { MAX_INCOMING_BITRATE, MAX_OUTGOING_BITRATE, stageCodecs } from './codecs.ts';
import { MediaCount } from './MediaCount.ts';
import type { Loudness } from './nextSpeaker.ts';
import type { RtcWorker } from './RtcWorkers.ts';

export type StageRouterListener = {
  /** The worker is gone and everything on this router with it. Once, and never after `close()`. */
  readonly died: () => void;
  /** Who is heard on this router now, after each interval; empty when all fall silent. */
  readonly volumes: (heard: readonly Loudness[]) => void;
};

/**
 * What counts as heard, in dBov, averaged over milliseconds. (The active speaker observer would name
 * somebody silent where nobody has spoken yet.)
 */
const audibleLevels = { interval: 400, threshold: -60, maxEntries: 8 };

/** One router of a stage, with those who are seated there: where their transports are made and who is heard is measured. */
export class StageRouter {
  readonly rtc: RtcWorker;
  readonly count: MediaCount;
  readonly #router: types.Router;
  readonly #listener: StageRouterListener;
  #levels: types.RtpObserver | null = null;
  #closed = false;

  private constructor(rtc: RtcWorker, router: types.Router, listener: StageRouterListener) {
    this.rtc = rtc;
    this.#router = router;
    this.#listener = listener;
    this.count = MediaCount.ofRouter(router);
  }

  static async create(rtc: RtcWorker, listener: StageRouterListener): Promise<StageRouter> {
    const making = rtc.worker.createRouter({ mediaCodecs: stageCodecs });
    const router = await madeInTime(making, rtc);
    const stageRouter = new StageRouter(rtc, router, listener);
    try {
      await stageRouter.inTime(stageRouter.#observe());
    } catch (error) {
      stageRouter.close();
      throw error;
    }
    if (router.closed) throw new RefusedError('wrong-state', 'the router died');
    router.on('workerclose', () => stageRouter.parentClosed());
    return stageRouter;
  }

  get id(): string {
    return this.#router.id;
  }

  get closed(): boolean {
    return this.#closed;
  }

  get rtpCapabilities(): types.RtpCapabilities {
    return this.#router.rtpCapabilities;
  }

  /** Refuses hub-error where its worker, or the one of `other`, takes too long; one that hangs is ended. */
  inTime<T>(work: Promise<T>, other?: StageRouter): Promise<T> {
    return answeredInTime(work, this.rtc, ...(other ? [other.rtc] : []));
  }

  /** `outgoing`: what a receiver is assumed to take before it was measured, in bits per second. */
  async createTransport(direction: 'send' | 'receive', outgoing: number): Promise<types.WebRtcTransport> {
    const transport = await this.#router.createWebRtcTransport({
      webRtcServer: this.rtc.server,
      enableUdp: true,
      enableTcp: true,
      preferUdp: true,
      enableSctp: false,
      initialAvailableOutgoingBitrate: outgoing,
    });
    if (direction === 'send') await transport.setMaxIncomingBitrate(MAX_INCOMING_BITRATE);
    else await transport.setMaxOutgoingBitrate(MAX_OUTGOING_BITRATE);
    return transport;
  }

  /** For who takes what is sent here over plain RTP. */
  createPlainTransport(options: types.PlainTransportOptions): Promise<types.PlainTransport> {
    return madeInTime(this.#router.createPlainTransport(options), this.rtc);
  }

  /** Listens to an audio producer for as long as it lives. */
  async listenTo(producer: types.Producer): Promise<void> {
    if (producer.kind !== 'audio') return;
    await this.#levels?.addProducer({ producerId: producer.id });
  }

  canConsume(producerId: string, rtpCapabilities: types.RtpCapabilities): boolean {
    return this.#router.canConsume({ producerId, rtpCapabilities });
  }

  /**
   * Makes a producer of this router known on another one, by the same id (rule L9). The routers' workers differ. To
   * be waited for `inTime` of both: where it comes late it is made nonetheless, and cannot be made again.
   */
  async pipe(producer: types.Producer, to: StageRouter): Promise<types.Producer> {
    const { pipeConsumer, pipeProducer } = await this.#router.pipeToRouter({
      producerId: producer.id,
      router: to.#router,
      enableSctp: false,
    });
    if (!pipeConsumer || !pipeProducer) throw new Error('a pipe without ends');
    followPauses(pipeConsumer, pipeProducer);
    return pipeProducer;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#router.close();
  }

  parentClosed(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#listener.died();
  }

  async #observe(): Promise<void> {
    const levels = await this.#router.createAudioLevelObserver(audibleLevels);
    levels.on('volumes', (volumes) =>
      this.#heard(volumes.map(({ producer, volume }) => ({ producerId: producer.id, volume }))),
    );
    levels.on('silence', () => this.#heard([]));
    this.#levels = levels;
  }

  #heard(heard: readonly Loudness[]): void {
    if (!this.#closed) this.#listener.volumes(heard);
  }
}

/** mediasoup's own listeners would leave a rejection to nobody where a worker dies in between, and so end the process. */
function followPauses(pipeConsumer: types.Consumer, pipeProducer: types.Producer): void {
  const { observer } = pipeConsumer;
  const gone = (): void => undefined; // the pipe closes with its worker
  observer.removeAllListeners('pause');
  observer.removeAllListeners('resume');
  observer.on('pause', () => void pipeProducer.pause().catch(gone));
  observer.on('resume', () => void pipeProducer.resume().catch(gone));
}
