import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { WorkerFigures } from '../live/rtc/RtcWorkers.ts';
import type { StageFigures } from '../live/stageFigures.ts';
import { type Metric, prometheusText } from './prometheusText.ts';

/** Of which a hub's figures are taken. */
export type MeasuredLive = {
  readonly workers: { figures(): Promise<readonly WorkerFigures[]>; readonly deaths: number };
  readonly figures: StageFigures;
};

const NANOSECONDS = 1e9;
const MICROSECONDS = 1e6;

/** What an organizer's monitoring asks of a hub. */
export class HubMetrics {
  readonly #live: MeasuredLive;
  readonly #sockets: { readonly count: number };
  readonly #delay: ReturnType<typeof monitorEventLoopDelay>;

  constructor(live: MeasuredLive, sockets: { readonly count: number }) {
    this.#live = live;
    this.#sockets = sockets;
    this.#delay = monitorEventLoopDelay({ resolution: 10 });
    this.#delay.enable();
  }

  /** In Prometheus' text format. The delays are those since it was asked last. */
  async text(): Promise<string> {
    const workers = await this.#live.workers.figures();
    const text = prometheusText([
      ...workerMetrics(workers),
      counter('lectern_media_worker_deaths_total', 'Media workers that died.', this.#live.workers.deaths),
      ...stageMetrics(this.#live.figures),
      gauge('lectern_sockets', 'Open sockets of apps.', this.#sockets.count),
      ...processMetrics(),
      ...this.#delayMetrics(),
    ]);
    this.#delay.reset();
    return text;
  }

  close(): void {
    this.#delay.disable();
  }

  #delayMetrics(): Metric[] {
    const quantiles = [50, 99, 100];
    return [
      {
        name: 'lectern_event_loop_delay_seconds',
        help: 'How late the hub process ran its timers since the last scrape, by quantile.',
        type: 'gauge',
        samples: quantiles.map((percent) => ({
          value: this.#delay.percentile(percent) / NANOSECONDS,
          labels: { quantile: String(percent / 100) },
        })),
      },
    ];
  }
}

function gauge(name: string, help: string, value: number): Metric {
  return { name, help, type: 'gauge', samples: [{ value }] };
}

function counter(name: string, help: string, value: number): Metric {
  return { name, help, type: 'counter', samples: [{ value }] };
}

function workerMetrics(workers: readonly WorkerFigures[]): Metric[] {
  const of = (
    name: string,
    help: string,
    read: (figures: WorkerFigures) => number | null,
    type: Metric['type'] = 'gauge',
  ): Metric => ({
    name: `lectern_media_${name}`,
    help,
    type,
    samples: workers.flatMap((figures) => {
      const value = read(figures);
      return value === null ? [] : [{ value, labels: { worker: String(figures.index) } }];
    }),
  });
  return [
    of('worker_up', 'Whether the media worker runs and answers.', ({ up }) => (up ? 1 : 0)),
    of('worker_cpu_seconds_total', 'Processor time of the worker.', (one) => one.cpuSeconds, 'counter'),
    of('worker_peak_memory_bytes', 'The most memory that the worker had.', (one) => one.peakBytes),
    of('routers', 'Routers of the worker.', ({ routers }) => routers),
    of('transports', 'Transports of the worker.', ({ transports }) => transports),
    of('producers', 'What is sent to the worker.', ({ producers }) => producers),
    of('consumers', 'What is sent by the worker.', ({ consumers }) => consumers),
  ];
}

function stageMetrics({ phases, places }: StageFigures): Metric[] {
  const samples = (label: string, of: Readonly<Record<string, number>>) =>
    Object.entries(of).map(([key, value]) => ({ value, labels: { [label]: key } }));
  return [
    {
      name: 'lectern_stages',
      help: 'Stages with somebody in them, by phase.',
      type: 'gauge',
      samples: samples('phase', phases),
    },
    {
      name: 'lectern_people',
      help: 'Who is at a stage, and where.',
      type: 'gauge',
      samples: samples('where', places),
    },
  ];
}

function processMetrics(): Metric[] {
  const { rss, heapUsed } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  return [
    gauge('lectern_hub_memory_bytes', 'Memory of the hub process, without its workers.', rss),
    gauge('lectern_hub_heap_bytes', 'JavaScript heap in use.', heapUsed),
    counter(
      'lectern_hub_cpu_seconds_total',
      'Processor time of the hub process.',
      (user + system) / MICROSECONDS,
    ),
    gauge('lectern_hub_uptime_seconds', 'How long the hub process has run.', process.uptime()),
  ];
}
