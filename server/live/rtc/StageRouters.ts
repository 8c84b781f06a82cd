import type { types } from 'mediasoup';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { MediaSource, Place } from '#shared/live/stage.ts';
import { type Loudness, nextSpeaker } from './nextSpeaker.ts';
import type { RtcWorkers } from './RtcWorkers.ts';
import { StageRouter } from './StageRouter.ts';

export type StageRoutersListener = {
  /** A router's worker is gone, and the media of those who are seated there with it. */
  readonly died: (router: StageRouter) => void;
  /** The producer of who is heard now, `null` for nobody. Only when it changes. */
  readonly speaker: (producerId: string | null) => void;
};

/** A producer, and the router that it comes in by. */
export type Home = {
  readonly producer: types.Producer;
  readonly source: MediaSource;
  readonly router: StageRouter;
};

/**
 * The routers of one stage (rule L9). Everybody has the main one until it has as many consumers as is meant for a
 * router; the audience that comes after is seated in halls, each on another worker, and what is sent is piped there
 * once. A hall that is empty is closed.
 */
export class StageRouters {
  readonly #workers: RtcWorkers;
  readonly #listener: StageRoutersListener;
  readonly #seats = new Map<StageRouter, number>();
  readonly #homes = new Map<string, Home>();
  readonly #pipes = new Map<string, Promise<types.Producer>>();
  readonly #volumes = new Map<StageRouter, readonly Loudness[]>();
  #main: StageRouter | null = null;
  #speaker: string | null = null;
  #closed = false;

  constructor(workers: RtcWorkers, listener: StageRoutersListener) {
    this.#workers = workers;
    this.#listener = listener;
  }

  /** `null` before somebody came. */
  get mainId(): string | null {
    return this.#main?.id ?? null;
  }

  /** A router for somebody who comes; `leave` gives the seat back. One call at a time. */
  async seat(where: Place['where']): Promise<StageRouter> {
    const router = where === 'stage' ? await this.#mainRouter() : await this.#roomiest();
    if (this.#closed || router.closed) throw new RefusedError('wrong-state', 'the router died');
    this.#seats.set(router, (this.#seats.get(router) ?? 0) + 1);
    return router;
  }

  leave(router: StageRouter): void {
    const left = (this.#seats.get(router) ?? 0) - 1;
    if (left < 0) return;
    this.#seats.set(router, left);
    if (left > 0 || router === this.#main) return;
    this.#forget(router);
    router.close();
  }

  /** Listens to who speaks, and keeps where the producer is for as long as it lives. */
  async settle(home: Home): Promise<void> {
    const { producer, source, router } = home;
    if (producer.closed) return;
    this.#homes.set(producer.id, home);
    producer.observer.once('close', () => this.#homes.delete(producer.id));
    if (source === 'microphone') await router.listenTo(producer);
  }

  homeOf(producerId: string): Home | undefined {
    return this.#homes.get(producerId);
  }

  /** Sees to it that a producer can be consumed on a router. Refuses not-found, hub-error. */
  async bring(producerId: string, to: StageRouter): Promise<void> {
    const home = this.#homes.get(producerId);
    if (!home) throw new RefusedError('not-found', 'producer');
    if (home.router === to) return;
    const key = `${producerId} ${to.id}`;
    const piping = this.#pipes.get(key) ?? this.#pipe(home, to, key);
    await home.router.inTime(piping, to);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const router of this.#seats.keys()) router.close();
    this.#seats.clear();
    this.#volumes.clear();
    this.#main = null;
  }

  #pipe(home: Home, to: StageRouter, key: string): Promise<types.Producer> {
    const piping = home.router.pipe(home.producer, to);
    this.#pipes.set(key, piping);
    const forget = (): void => {
      if (this.#pipes.get(key) === piping) this.#pipes.delete(key);
    };
    piping.then(
      (piped) => {
        if (piped.closed) forget();
        else piped.observer.once('close', forget);
      },
      () => {
        forget();
        this.#giveUp(home, to);
      },
    );
    return piping;
  }

  /**
   * Two routers between which a pipe could not be laid: mediasoup keeps the failure and refuses every later one by it.
   * The hall of the two is treated as died, so that its people are seated anew.
   */
  #giveUp({ producer, router }: Home, to: StageRouter): void {
    if (producer.closed || router.closed || to.closed) return;
    const hall = to === this.#main ? router : to;
    this.#forget(hall);
    hall.close();
    this.#listener.died(hall);
  }

  async #mainRouter(): Promise<StageRouter> {
    if (this.#main && !this.#main.closed) return this.#main;
    // A hall's worker cannot have a second router of this stage: pipes keep the producers' ids.
    const rtc = await this.#workers.pickBeside(this.#used());
    this.#main = rtc ? await this.#open(rtc) : this.#leastUsed();
    return this.#main;
  }

  async #roomiest(): Promise<StageRouter> {
    const main = await this.#mainRouter();
    const { routerConsumers } = this.#workers;
    const router = [main, ...this.#seats.keys()].find(({ count }) => count.consumers < routerConsumers);
    if (router) return router;
    const rtc = await this.#workers.pickBeside(this.#used());
    return rtc ? this.#open(rtc) : this.#leastUsed();
  }

  #used(): readonly StageRouter['rtc'][] {
    return [...this.#seats.keys()].map(({ rtc }) => rtc);
  }

  #leastUsed(): StageRouter {
    const [least] = [...this.#seats.keys()].sort((a, b) => a.count.consumers - b.count.consumers);
    if (!least) throw new RefusedError('hub-error', 'no media worker runs');
    return least;
  }

  async #open(rtc: StageRouter['rtc']): Promise<StageRouter> {
    const router: StageRouter = await StageRouter.create(rtc, {
      died: () => {
        this.#forget(router);
        this.#listener.died(router);
      },
      volumes: (heard) => this.#heard(router, heard),
    });
    if (this.#closed) router.close();
    else this.#seats.set(router, 0);
    return router;
  }

  #forget(router: StageRouter): void {
    this.#seats.delete(router);
    if (this.#main === router) this.#main = null;
    this.#heard(router, []);
    this.#volumes.delete(router);
  }

  #heard(router: StageRouter, heard: readonly Loudness[]): void {
    if (this.#closed) return;
    this.#volumes.set(router, heard);
    const speaker = nextSpeaker(this.#speaker, [...this.#volumes.values()].flat());
    if (speaker === this.#speaker) return;
    this.#speaker = speaker;
    this.#listener.speaker(speaker);
  }
}
