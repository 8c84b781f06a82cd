import type { types } from 'mediasoup';
import { INITIAL_OUTGOING_BITRATE, MAX_INCOMING_BITRATE, stageCodecs } from './codecs.ts';
import { nextSpeaker } from './nextSpeaker.ts';
import type { RtcWorker } from './RtcWorkers.ts';

export type StageRouterListener = {
  /** The worker is gone and everything on this router with it. Once, and never after `close()`. */
  readonly died: () => void;
  /** The producer of who is heard now, `null` for nobody. Only when it changes. */
  readonly speaker: (producerId: string | null) => void;
};

/**
 * What counts as heard, in dBov, averaged over milliseconds. (The active speaker observer would name
 * somebody silent where nobody has spoken yet.)
 */
const audibleLevels = { interval: 400, threshold: -60, maxEntries: 8 };

/** The media of one stage: where its transports are made and who is heard is measured. */
export class StageRouter {
  readonly #server: types.WebRtcServer;
  readonly #router: types.Router;
  readonly #listener: StageRouterListener;
  #levels: types.RtpObserver | null = null;
  #speaker: string | null = null;
  #closed = false;

  private constructor(server: types.WebRtcServer, router: types.Router, listener: StageRouterListener) {
    this.#server = server;
    this.#router = router;
    this.#listener = listener;
  }

  static async create(rtc: RtcWorker, listener: StageRouterListener): Promise<StageRouter> {
    const router = await rtc.worker.createRouter({ mediaCodecs: stageCodecs });
    const stageRouter = new StageRouter(rtc.server, router, listener);
    router.on('workerclose', () => stageRouter.parentClosed());
    await stageRouter.#observe();
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

  async createTransport(direction: 'send' | 'receive'): Promise<types.WebRtcTransport> {
    const transport = await this.#router.createWebRtcTransport({
      webRtcServer: this.#server,
      enableUdp: true,
      enableTcp: true,
      preferUdp: true,
      enableSctp: false,
      initialAvailableOutgoingBitrate: INITIAL_OUTGOING_BITRATE,
    });
    if (direction === 'send') await transport.setMaxIncomingBitrate(MAX_INCOMING_BITRATE);
    return transport;
  }

  /** Listens to an audio producer for as long as it lives. */
  async listenTo(producer: types.Producer): Promise<void> {
    if (producer.kind !== 'audio') return;
    await this.#levels?.addProducer({ producerId: producer.id });
  }

  canConsume(producerId: string, rtpCapabilities: types.RtpCapabilities): boolean {
    return this.#router.canConsume({ producerId, rtpCapabilities });
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
    levels.on('volumes', (volumes) => {
      const heard = volumes.map(({ producer, volume }) => ({ producerId: producer.id, volume }));
      this.#heard(nextSpeaker(this.#speaker, heard));
    });
    levels.on('silence', () => this.#heard(null));
    this.#levels = levels;
  }

  #heard(producerId: string | null): void {
    if (this.#closed || this.#speaker === producerId) return;
    this.#speaker = producerId;
    this.#listener.speaker(producerId);
  }
}
