import { createWorker, type types } from 'mediasoup';
import type { Logger } from 'pino';
import { StartError } from '../StartError.ts';

export type RtcOptions = {
  /** The address the workers listen on, UDP and TCP. */
  readonly listenIp: string;
  /** What clients are told to reach, where it is another than `listenIp`. */
  readonly announcedAddress: string | null;
  /** The first worker's port, the next ones' follow; 0 takes any that is free. */
  readonly port: number;
  readonly workers: number;
};

/** A media worker process and the one port it serves all its transports from. */
export type RtcWorker = { readonly worker: types.Worker; readonly server: types.WebRtcServer };

/**
 * The media workers of a hub. One that dies is replaced at once; should that fail, the next `pick` tries
 * again (design rule L6).
 */
export class RtcWorkers {
  readonly #options: RtcOptions;
  readonly #log: Logger;
  readonly #slots: (Promise<RtcWorker> | null)[];
  #next = 0;
  #closed = false;

  private constructor(options: RtcOptions, log: Logger) {
    this.#options = options;
    this.#log = log;
    this.#slots = Array.from({ length: options.workers }, () => null);
  }

  /** Throws `StartError` where a worker cannot be started or its port is taken. */
  static async start(options: RtcOptions, log: Logger): Promise<RtcWorkers> {
    const workers = new RtcWorkers(options, log);
    try {
      await Promise.all(workers.#slots.map((_, index) => workers.#slot(index)));
    } catch (error) {
      await workers.close();
      throw error;
    }
    return workers;
  }

  /** The next worker in turn. */
  pick(): Promise<RtcWorker> {
    const index = this.#next;
    this.#next = (index + 1) % this.#slots.length;
    return this.#slot(index);
  }

  /** The process ids of the workers that live now. */
  async pids(): Promise<readonly number[]> {
    const running = await Promise.all(this.#slots.map((_, index) => this.#slot(index)));
    return running.map(({ worker }) => worker.pid);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    for (const slot of await Promise.allSettled(this.#slots)) {
      if (slot.status === 'fulfilled') slot.value?.worker.close();
    }
  }

  #slot(index: number): Promise<RtcWorker> {
    const running = this.#slots[index];
    if (running) return running;
    const starting = this.#startWorker(index);
    this.#slots[index] = starting;
    starting.catch((error: unknown) => {
      this.#log.error({ err: error, index }, 'a media worker did not start');
      if (this.#slots[index] === starting) this.#slots[index] = null;
    });
    return starting;
  }

  async #startWorker(index: number): Promise<RtcWorker> {
    if (this.#closed) throw new Error('the media workers are closed');
    const worker = await createWorker({ logLevel: 'warn' }).catch((error: unknown) => {
      throw new StartError('The media worker does not start. `npm run doctor` says what is missing.', {
        cause: error,
      });
    });
    worker.on('died', (error) => this.#replace(index, error));
    try {
      return { worker, server: await worker.createWebRtcServer({ listenInfos: this.#listenInfos(index) }) };
    } catch (error) {
      worker.close();
      throw new StartError(this.#portSentence(index), { cause: error });
    }
  }

  #portSentence(index: number): string {
    const { listenIp, port } = this.#options;
    const where = port === 0 ? `any port of ${listenIp}` : `port ${port + index} of ${listenIp}`;
    return `Live media cannot listen on ${where}. Set LECTERN_RTC_PORT to another port, or to 0 for any.`;
  }

  #replace(index: number, error: Error): void {
    this.#log.error({ err: error, index }, 'a media worker died');
    this.#slots[index] = null;
    if (!this.#closed)
      void this.#slot(index).catch(() => this.#log.warn({ index }, 'it is tried again later'));
  }

  #listenInfos(index: number): types.TransportListenInfo[] {
    const { listenIp, announcedAddress, port } = this.#options;
    const shared = {
      ip: listenIp,
      ...(announcedAddress === null ? {} : { announcedAddress }),
      ...(port === 0 ? {} : { port: port + index }),
    };
    return [
      { protocol: 'udp', ...shared },
      { protocol: 'tcp', ...shared },
    ];
  }
}
