import { setTimeout as sleep } from 'node:timers/promises';
import { createWorker, type types } from 'mediasoup';
import type { Logger } from 'pino';
import { StartError } from '../../StartError.ts';
import { stageCodecs } from './codecs.ts';
import { MediaCount } from './MediaCount.ts';

export type RtcOptions = {
  /** The address the workers listen on, UDP and TCP. */
  readonly listenIp: string;
  /** What clients are told to reach, where it is another than `listenIp`. */
  readonly announcedAddress: string | null;
  /** The first worker's port, the next ones' follow; 0 takes any that is free. */
  readonly port: number;
  readonly workers: number;
  /** A router with as many consumers takes no more of an audience (rule L9); `ROUTER_CONSUMERS` where not said. */
  readonly routerConsumers?: number;
  /** How long a worker may take to answer, in ms, before it is taken to hang; `PATIENCE_MS` where not said. */
  readonly patienceMs?: number;
};

const ROUTER_CONSUMERS = 200;

/** A worker is on this machine, and answers in a millisecond. With its sign of life it is less than an app waits. */
const PATIENCE_MS = 5_000;

/** How long a worker may take to say how it is, in ms. */
const FIGURES_MS = 1_000;

/** One worker, for monitoring; what it did not say in time is `null`. */
export type WorkerFigures = Pick<MediaCount, 'routers' | 'transports' | 'producers' | 'consumers'> & {
  readonly index: number;
  readonly up: boolean;
  readonly cpuSeconds: number | null;
  readonly peakBytes: number | null;
};

/** A media worker process and the one port it serves all its transports from. */
export type RtcWorker = {
  readonly worker: types.Worker;
  readonly server: types.WebRtcServer;
  /** What lives in it now. */
  readonly count: MediaCount;
  readonly patienceMs: number;
  /** Ends the process as a crash would: it is replaced, and those who had media there are told. */
  kill(): void;
};

/**
 * The media workers of a hub. One that dies is replaced at once; should that fail, the next `pick` tries
 * again (design rule L6).
 */
export class RtcWorkers {
  readonly routerConsumers: number;
  readonly #options: RtcOptions;
  readonly #log: Logger;
  readonly #slots: (Promise<RtcWorker> | null)[];
  /** Those of the slots that live now. */
  readonly #up = new Map<number, RtcWorker>();
  #capabilities: types.RtpCapabilities | null = null;
  #next = 0;
  #deaths = 0;
  #closed = false;

  private constructor(options: RtcOptions, log: Logger) {
    this.#options = options;
    this.#log = log;
    this.routerConsumers = options.routerConsumers ?? ROUTER_CONSUMERS;
    this.#slots = Array.from({ length: options.workers }, () => null);
  }

  /** Throws `StartError` where a worker cannot be started or its port is taken. */
  static async start(options: RtcOptions, log: Logger): Promise<RtcWorkers> {
    const workers = new RtcWorkers(options, log);
    try {
      await Promise.all(workers.#slots.map((_, index) => workers.#slot(index)));
      await workers.rtpCapabilities();
    } catch (error) {
      await workers.close();
      throw error;
    }
    return workers;
  }

  /** The worker with the least to do: the fewest consumers, then the fewest routers, then the next in turn. */
  async pick(): Promise<RtcWorker> {
    const picked = await this.pickBeside([]);
    if (!picked) throw new Error('there is no media worker');
    return picked;
  }

  /** As `pick`, but none of those in use; `null` where all are. Waits for one that starts only where no other is free. */
  async pickBeside(used: readonly RtcWorker[]): Promise<RtcWorker | null> {
    const free = (all: readonly RtcWorker[]) => all.filter((one) => !used.includes(one));
    const starting = this.running();
    starting.catch(() => undefined); // what does not start is said where it is waited for, and in the log
    const up = free([...this.#up].sort(([a], [b]) => a - b).map(([, one]) => one));
    const running = up.length > 0 ? up : free(await starting);
    const turn = this.#next;
    const inTurn = running.map((one, index) => ({
      one,
      late: (index - turn + running.length) % running.length,
    }));
    const [first] = inTurn.sort(
      (a, b) =>
        a.one.count.consumers - b.one.count.consumers ||
        a.one.count.routers - b.one.count.routers ||
        a.late - b.late,
    );
    this.#next = (turn + 1) % this.#slots.length;
    return first?.one ?? null;
  }

  /** Those that live now, in order. One that does not start is left out, unless none does: rejects then. */
  async running(): Promise<readonly RtcWorker[]> {
    const slots = await Promise.allSettled(this.#slots.map((_, index) => this.#slot(index)));
    const running = slots.flatMap((slot) => (slot.status === 'fulfilled' ? [slot.value] : []));
    const [failed] = slots;
    if (running.length === 0 && failed?.status === 'rejected') throw failed.reason;
    return running;
  }

  /** What a router of any stage of this hub can receive. */
  async rtpCapabilities(): Promise<types.RtpCapabilities> {
    if (this.#capabilities) return this.#capabilities;
    const { worker } = await this.pick();
    const router = await worker.createRouter({ mediaCodecs: stageCodecs });
    this.#capabilities = router.rtpCapabilities;
    router.close();
    return this.#capabilities;
  }

  /** The process ids of the workers that live now. */
  async pids(): Promise<readonly number[]> {
    return (await this.running()).map(({ worker }) => worker.pid);
  }

  /** Workers that have died since the start. */
  get deaths(): number {
    return this.#deaths;
  }

  async figures(): Promise<readonly WorkerFigures[]> {
    const running = await Promise.allSettled(this.#slots);
    return Promise.all(
      running.map((slot, index) => figuresOf(index, slot.status === 'fulfilled' ? slot.value : null)),
    );
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
    starting.then(
      (one) => !one.worker.closed && this.#up.set(index, one),
      () => undefined,
    );
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
    const count = MediaCount.ofWorker(worker);
    const kill = (): void => {
      if (!worker.closed) process.kill(worker.pid, 'SIGKILL');
    };
    try {
      const server = await worker.createWebRtcServer({ listenInfos: this.#listenInfos(index) });
      const { patienceMs = PATIENCE_MS } = this.#options;
      return { worker, server, count, patienceMs, kill };
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
    this.#up.delete(index);
    this.#deaths += 1;
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

async function figuresOf(index: number, rtc: RtcWorker | null): Promise<WorkerFigures> {
  const { routers, transports, producers, consumers } = rtc?.count ?? new MediaCount();
  const patience = new AbortController();
  const late = sleep(FIGURES_MS, null, patience).catch(() => null);
  const usage = rtc ? await Promise.race([rtc.worker.getResourceUsage().catch(() => null), late]) : null;
  patience.abort();
  return {
    ...{ index, routers, transports, producers, consumers },
    up: usage !== null,
    cpuSeconds: usage && (usage.ru_utime + usage.ru_stime) / 1000,
    peakBytes: usage && usage.ru_maxrss * 1024,
  };
}
