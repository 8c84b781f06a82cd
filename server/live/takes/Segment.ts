import { rm, stat } from 'node:fs/promises';
import type { types } from 'mediasoup';
import { z } from 'zod';
import type { Log } from '../../log.ts';
import { SegmentFile } from './SegmentFile.ts';
import { SegmentSpans, type Span } from './SegmentSpans.ts';
import type { TakeProducer } from './StageTakes.ts';
import { sessionDescription } from './sessionDescription.ts';

export type SegmentOptions = {
  readonly id: string;
  readonly from: TakeProducer;
  /** Where it is written. */
  readonly file: string;
  /** What is known of when its seconds were sent; not before the first packet. */
  readonly changed: (spans: readonly Span[]) => void;
  readonly log: Log;
};

const rtpTrace = z.object({
  type: z.literal('rtp'),
  timestamp: z.number(),
  info: z.object({ rtpPacket: z.object({ timestamp: z.number() }).loose() }).loose(),
});

/** The worker and this process read the same clock; one that does not fit is not believed. */
function sentAt(workerMs: number): number {
  const ago = Number(process.hrtime.bigint() / 1_000_000n) - workerMs;
  return Date.now() - (ago >= 0 && ago < 10_000 ? ago : 0);
}

/**
 * What one producer sends, on its way into a file of its own. It ends with its producer, with its router and when
 * it is asked to; `lost` resolves when ffmpeg ended by itself, with the end of what that said.
 */
export class Segment {
  readonly id: string;
  readonly from: TakeProducer;
  readonly lost: Promise<string>;
  readonly #options: SegmentOptions;
  readonly #file: SegmentFile;
  readonly #transport: types.PlainTransport;
  readonly #consumer: types.Consumer;
  readonly #spans: SegmentSpans;
  #tracing = false;
  #ended: Promise<void> | null = null;

  private constructor(
    options: SegmentOptions,
    file: SegmentFile,
    transport: types.PlainTransport,
    consumer: types.Consumer,
  ) {
    this.id = options.id;
    this.from = options.from;
    this.#options = options;
    this.#file = file;
    this.#transport = transport;
    this.#consumer = consumer;
    this.#spans = new SegmentSpans(consumer.rtpParameters.codecs[0]?.clockRate ?? 90_000);
    this.lost = new Promise((resolve) => {
      void file.ended.then((words) => {
        if (this.#ended === null) resolve(words);
      });
    });
  }

  /** Throws what mediasoup throws, and as `SegmentFile.open`. */
  static async open(options: SegmentOptions): Promise<Segment> {
    const { producer, router } = options.from;
    const transport = await router.createPlainTransport({
      listenInfo: { protocol: 'udp', ip: '127.0.0.1' },
      rtcpMux: true,
      comedia: false,
    });
    try {
      const consumer = await transport.consume({
        producerId: producer.id,
        rtpCapabilities: router.rtpCapabilities,
        paused: true,
        enableRtx: false,
      });
      const { kind, rtpParameters } = consumer;
      const file = await SegmentFile.open(options.file, (port) =>
        sessionDescription(kind, rtpParameters, port),
      );
      const segment = new Segment(options, file, transport, consumer);
      await segment.#begin();
      return segment;
    } catch (error) {
      transport.close();
      throw error;
    }
  }

  /** ffmpeg's process. */
  get pid(): number | undefined {
    return this.#file.pid;
  }

  /** Asks for a whole picture, and looks how the sender's clock goes; now and then. */
  refresh(): void {
    if (this.#ended !== null || this.#consumer.closed || this.#isPaused()) return;
    void this.#look();
    if (this.#consumer.kind === 'video') this.#consumer.requestKeyFrame().catch(this.#untold);
  }

  /** Resolves when its file is whole; one in which there is nothing is removed. */
  end(): Promise<void> {
    this.#ended ??= this.#end();
    return this.#ended;
  }

  async #begin(): Promise<void> {
    const consumer = this.#consumer;
    consumer.on('trace', (trace: unknown) => this.#traced(trace));
    consumer.on('producerpause', () => this.#paused());
    consumer.on('producerresume', () => void this.#look());
    consumer.on('layerschange', () => void this.#look());
    consumer.observer.once('close', () => void this.end().catch(this.#untold));
    try {
      await this.#transport.connect({ ip: '127.0.0.1', port: this.#file.port });
      await this.#look();
      await consumer.resume();
    } catch (error) {
      await this.end();
      throw error;
    }
  }

  #isPaused(): boolean {
    return this.#consumer.paused || this.#consumer.producerPaused;
  }

  #paused(): void {
    this.#spans.pause(Date.now());
    this.#tell();
  }

  async #look(): Promise<void> {
    this.#spans.look();
    if (this.#tracing || this.#consumer.closed) return;
    this.#tracing = true;
    await this.#consumer.enableTraceEvent(['rtp']).catch(this.#untold);
  }

  #traced(trace: unknown): void {
    const read = rtpTrace.safeParse(trace);
    if (!this.#tracing || !read.success || this.#isPaused()) return;
    const known = this.#spans.spans.length;
    const { timestamp } = read.data.info.rtpPacket;
    const enough = this.#spans.packet(timestamp, sentAt(read.data.timestamp));
    if (enough) {
      this.#tracing = false;
      this.#consumer.enableTraceEvent([]).catch(this.#untold);
    }
    if (enough || this.#spans.spans.length !== known) this.#tell();
  }

  #tell(): void {
    const { spans } = this.#spans;
    if (spans.length > 0) this.#options.changed(spans);
  }

  async #end(): Promise<void> {
    this.#spans.pause(Date.now());
    await this.#file.end();
    this.#transport.close();
    this.#tell();
    if (this.#spans.spans.length === 0) await rm(this.#options.file, { force: true });
  }

  /** The consumer or its worker is gone; the segment ends anyway, and whoever ends it hears how. */
  readonly #untold = (error: unknown): void => {
    this.#options.log.debug({ err: error, segmentId: this.id }, 'a segment could not be asked for more');
  };
}

/** Bytes of a segment's file; 0 where there is none. */
export async function segmentSize(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}
