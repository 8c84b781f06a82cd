import type { types } from 'mediasoup';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { SocketReply, SocketRequest } from '#shared/contracts/socket.ts';
import { answeredInTime, madeInTime } from '../rtc/answeredInTime.ts';
import { stageCodecs } from '../rtc/codecs.ts';
import type { RtcWorker } from '../rtc/RtcWorkers.ts';

export type LoopOver = SocketRequest<'loop.open'>['over'];

/** The most that is sent to oneself, in bits per second. */
const LOOP_BITRATE = 4_000_000;

/**
 * A router of one device's own, where it sends to itself to see what gets through (design rule L1's exception). No
 * stage is on it, so nothing of it can be heard by anybody else.
 */
export class Loop {
  readonly #router: types.Router;
  readonly #send: types.WebRtcTransport;
  readonly #receive: types.WebRtcTransport;
  readonly #ended: () => void;
  readonly #connected = new Set<string>();
  /** The kinds that are sent, and the producers that are received: one of each. */
  readonly #produced = new Set<types.MediaKind>();
  readonly #consumed = new Set<string>();
  #closed = false;

  private constructor(
    router: types.Router,
    transports: { readonly send: types.WebRtcTransport; readonly receive: types.WebRtcTransport },
    ended: () => void,
  ) {
    this.#router = router;
    this.#send = transports.send;
    this.#receive = transports.receive;
    this.#ended = ended;
  }

  /** `ended` is called once, when the loop was closed or its worker died. Refuses hub-error where the worker hangs. */
  static async create(rtc: RtcWorker, over: LoopOver, ended: () => void): Promise<Loop> {
    const router = await madeInTime(rtc.worker.createRouter({ mediaCodecs: stageCodecs }), rtc);
    try {
      const [send, receive] = await answeredInTime(transports(rtc, router, over), rtc);
      const loop = new Loop(router, { send, receive }, ended);
      router.on('workerclose', () => loop.parentClosed());
      if (router.closed) throw new RefusedError('wrong-state', 'the worker died');
      return loop;
    } catch (error) {
      router.close();
      throw error;
    }
  }

  describe(): SocketReply<'loop.open'> {
    const options = ({ id, iceParameters, iceCandidates, dtlsParameters }: types.WebRtcTransport) => ({
      id,
      iceParameters,
      iceCandidates,
      dtlsParameters,
    });
    const { rtpCapabilities } = this.#router;
    return {
      rtpCapabilities,
      send: options(this.#send),
      receive: options(this.#receive),
    } as SocketReply<'loop.open'>;
  }

  /** Throws `RefusedError`: not-found, already-done, media-mismatch, wrong-state once it is over; so do the others. */
  async connect({ transportId, dtlsParameters }: SocketRequest<'loop.connect'>): Promise<void> {
    const own = [this.#send, this.#receive].find(({ id }) => id === transportId);
    if (!own) throw new RefusedError('not-found', 'transport');
    if (this.#connected.has(transportId)) throw new RefusedError('already-done');
    this.#connected.add(transportId);
    await this.#media(() => own.connect({ dtlsParameters: dtlsParameters as types.DtlsParameters }));
  }

  async produce(request: SocketRequest<'loop.produce'>): Promise<SocketReply<'loop.produce'>> {
    const { transportId, kind } = request;
    if (transportId !== this.#send.id) throw new RefusedError('not-found', 'transport');
    if (this.#produced.has(kind)) throw new RefusedError('too-many', `one ${kind}`);
    this.#produced.add(kind);
    const rtpParameters = request.rtpParameters as types.RtpParameters;
    const producer = await this.#media(() => this.#send.produce({ kind, rtpParameters }));
    return { producerId: producer.id };
  }

  /** Not paused: nobody else waits for its first picture. */
  async consume(request: SocketRequest<'loop.consume'>): Promise<SocketReply<'loop.consume'>> {
    const { transportId, producerId } = request;
    if (transportId !== this.#receive.id) throw new RefusedError('not-found', 'transport');
    const rtpCapabilities = request.rtpCapabilities as types.RtpCapabilities;
    if (this.#consumed.has(producerId)) throw new RefusedError('already-done');
    const consumer = await this.#media(async () => {
      // Producers are looked up on the loop's own router: one of a stage or of another loop is not on it.
      if (!this.#router.canConsume({ producerId, rtpCapabilities })) {
        throw new RefusedError('not-found', 'producer');
      }
      this.#consumed.add(producerId);
      return this.#receive.consume({ producerId, rtpCapabilities });
    });
    const { id: consumerId, kind, rtpParameters } = consumer;
    return { consumerId, producerId, kind, rtpParameters } as SocketReply<'loop.consume'>;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#router.close();
    this.#ended();
  }

  parentClosed(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#ended();
  }

  /** What mediasoup cannot do with a client's parameters is the client's to hear, by name. */
  async #media<T>(act: () => Promise<T>): Promise<T> {
    try {
      const done = await act();
      if (this.#closed) throw new RefusedError('wrong-state', 'the loop is over');
      return done;
    } catch (error) {
      if (error instanceof RefusedError) throw error;
      throw this.#closed
        ? new RefusedError('wrong-state', 'the loop is over')
        : new RefusedError('media-mismatch');
    }
  }
}

async function transports(rtc: RtcWorker, router: types.Router, over: LoopOver) {
  const [send, receive] = await Promise.all([transport(rtc, router, over), transport(rtc, router, over)]);
  await send.setMaxIncomingBitrate(LOOP_BITRATE);
  return [send, receive] as const;
}

function transport(rtc: RtcWorker, router: types.Router, over: LoopOver): Promise<types.WebRtcTransport> {
  return router.createWebRtcTransport({
    webRtcServer: rtc.server,
    enableUdp: over === 'udp',
    enableTcp: over === 'tcp',
    enableSctp: false,
    initialAvailableOutgoingBitrate: LOOP_BITRATE,
  });
}
