import { RefusedError } from '#shared/contracts/refusals.ts';
import { Flow } from './Flow.ts';
import type { HashedBytes } from './readHashed.ts';

/** `play`: a player waits for it. `ahead`: what plays will need it. The first ones go before the last ones. */
export const priorities = ['play', 'ahead', 'download'] as const;
export type Priority = (typeof priorities)[number];

export type FetchOptions = {
  readonly priority: Priority;
  /** Takes back the wish. What nobody wishes any more is not fetched to its end. */
  readonly signal?: AbortSignal;
};

export type FetchJob = {
  readonly hub: string;
  /** Names the chunk among all of the hub: wishes of the same key share one fetch. */
  readonly key: string;
  readonly run: (transfer: { readonly flow: Flow; readonly signal: AbortSignal }) => Promise<HashedBytes>;
};

type Wish = {
  readonly priority: Priority;
  readonly resolve: (bytes: HashedBytes) => void;
  readonly reject: (error: unknown) => void;
  /** Listens to the wish's signal no more. */
  forget: () => void;
};

type Work = {
  readonly job: FetchJob;
  readonly wishes: Set<Wish>;
  readonly flow: Flow;
  readonly stop: AbortController;
  running: boolean;
};

/**
 * The one way in which chunks come from hubs (rule M3), for playing and downloading. All renditions of a hub
 * share its connections. What a player waits for starts at once, whatever else is under way, and downloads
 * stand still until it is there.
 */
export class ChunkFetcher {
  readonly #connections: number;
  readonly #lanes = new Map<string, Lane>();

  /** @param connections requests at a time to one hub; what players wait for may exceed them once */
  constructor(connections: number) {
    this.#connections = connections;
  }

  /** Rejects with what the job throws, or with the signal's reason. */
  fetch(job: FetchJob, options: FetchOptions): Promise<HashedBytes> {
    return this.#lane(job.hub).add(job, options);
  }

  /** Resolves when no player waits for a chunk of this hub. */
  calm(hub: string): Promise<void> {
    return this.#lane(hub).calm();
  }

  /** Gives up everything of a hub whose key begins so, and resolves when nothing of it is under way. */
  async end(hub: string, keyStart: string): Promise<void> {
    await this.#lane(hub).end(keyStart);
  }

  #lane(hub: string): Lane {
    const lane = this.#lanes.get(hub) ?? new Lane(this.#connections);
    this.#lanes.set(hub, lane);
    return lane;
  }
}

class Lane {
  readonly #connections: number;
  /** In the order in which they were first wished for. */
  readonly #works = new Map<string, Work>();
  readonly #ending = new Map<Work, Promise<void>>();
  #calm: (() => void)[] = [];

  constructor(connections: number) {
    this.#connections = connections;
  }

  add(job: FetchJob, { priority, signal }: FetchOptions): Promise<HashedBytes> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      const work = this.#works.get(job.key) ?? newWork(job);
      this.#works.set(job.key, work);
      const wish: Wish = { priority, resolve, reject, forget: () => undefined };
      work.wishes.add(wish);
      const takeBack = (): void => this.#takeBack(work, wish, signal?.reason);
      signal?.addEventListener('abort', takeBack);
      wish.forget = () => signal?.removeEventListener('abort', takeBack);
      this.#look();
    });
  }

  calm(): Promise<void> {
    if (!this.#isWaitedFor()) return Promise.resolve();
    return new Promise((resolve) => {
      this.#calm.push(resolve);
    });
  }

  async end(keyStart: string): Promise<void> {
    for (const work of [...this.#works.values()]) {
      if (!work.job.key.startsWith(keyStart)) continue;
      for (const wish of [...work.wishes]) this.#takeBack(work, wish, new RefusedError('file-gone'));
    }
    const ending = [...this.#ending].filter(([work]) => work.job.key.startsWith(keyStart));
    await Promise.all(ending.map(([, ended]) => ended));
  }

  #takeBack(work: Work, wish: Wish, reason: unknown): void {
    if (!work.wishes.delete(wish)) return;
    wish.forget();
    wish.reject(reason);
    if (work.wishes.size === 0) {
      this.#works.delete(work.job.key);
      work.stop.abort(reason);
    }
    this.#look();
  }

  /** Starts what may start, and lets downloads flow where no player waits. */
  #look(): void {
    const works = [...this.#works.values()];
    const isWaited = this.#isWaitedFor();
    for (const priority of priorities) {
      for (const work of works) {
        if (work.running || priorityOf(work) !== priority) continue;
        if (this.#mayStart(priority, isWaited)) this.#start(work);
      }
    }
    for (const work of works) {
      const held = isWaited && priorityOf(work) === 'download';
      if (held !== work.flow.paused) held ? work.flow.pause() : work.flow.resume();
    }
    if (isWaited) return;
    const calmed = this.#calm;
    this.#calm = [];
    for (const resolve of calmed) resolve();
  }

  #mayStart(priority: Priority, isWaited: boolean): boolean {
    const running = [...this.#works.values()].filter((work) => work.running);
    if (priority !== 'play') {
      return running.length < this.#connections && !(isWaited && priority === 'download');
    }
    return running.filter((work) => priorityOf(work) === 'play').length < this.#connections;
  }

  #isWaitedFor(): boolean {
    return [...this.#works.values()].some((work) => priorityOf(work) === 'play');
  }

  #start(work: Work): void {
    work.running = true;
    const { job, flow, stop } = work;
    const settle = (tell: (wish: Wish) => void): void => {
      if (this.#works.get(job.key) === work) this.#works.delete(job.key);
      const wishes = [...work.wishes];
      work.wishes.clear();
      for (const wish of wishes) {
        wish.forget();
        tell(wish);
      }
    };
    const ended = job
      .run({ flow, signal: stop.signal })
      .then(
        (bytes) => settle(({ resolve }) => resolve(bytes)),
        (error: unknown) => settle(({ reject }) => reject(error)),
      )
      .finally(() => {
        this.#ending.delete(work);
        this.#look();
      });
    this.#ending.set(work, ended);
  }
}

function newWork(job: FetchJob): Work {
  return { job, wishes: new Set(), flow: new Flow(), stop: new AbortController(), running: false };
}

function priorityOf(work: Work): Priority {
  return priorities.find((one) => [...work.wishes].some(({ priority }) => priority === one)) ?? 'download';
}
