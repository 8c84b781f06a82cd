import { RefusedError } from '#shared/contracts/refusals.ts';
import type { Log } from '../log.ts';
import { KeyedQueue } from './KeyedQueue.ts';
import type { People } from './People.ts';
import { Stage, type StageSurroundings } from './Stage.ts';
import type { StageRef } from './StageRecord.ts';

/** The stages that are in use, each there for as long as somebody has a place on it, and each with a queue of its own. */
export class Stages {
  readonly #around: Omit<StageSurroundings, 'later'>;
  readonly #people: Pick<People, 'terms'>;
  readonly #log: Log;
  readonly #queue = new KeyedQueue();
  readonly #stages = new Map<string, Stage>();
  #closed = false;

  constructor(around: Omit<StageSurroundings, 'later'>, people: Pick<People, 'terms'>, log: Log) {
    this.#around = around;
    this.#people = people;
    this.#log = log;
  }

  get all(): readonly Stage[] {
    return [...this.#stages.values()];
  }

  of(sessionId: string): Stage | undefined {
    return this.#stages.get(sessionId);
  }

  /**
   * Get or create inside the session's queue: two who join at once would make two routers otherwise. Refuses
   * not-found where the session is none with a stage.
   */
  on<T>(ref: StageRef, task: (stage: Stage) => Promise<T>): Promise<T> {
    const { workshopId, sessionId } = ref;
    return this.#queue.run(sessionId, async () => {
      if (this.#closed) throw new RefusedError('hub-unreachable', 'the hub is closing');
      const stage = this.#stages.get(sessionId) ?? (await this.#open({ workshopId, sessionId }));
      if (stage.ref.workshopId !== workshopId) throw new RefusedError('not-found', 'live session');
      return this.#endIfEmpty(stage, () => task(stage));
    });
  }

  /** Runs a change of a stage after those under way. */
  change<T>(stage: Stage, task: () => Promise<T>): Promise<T> {
    return this.#queue.run(stage.ref.sessionId, () => this.#endIfEmpty(stage, task));
  }

  /** The same, for what nobody waits for. */
  later(stage: Stage, task: () => Promise<void>): void {
    if (this.#closed) return;
    this.change(stage, task).catch((error: unknown) => {
      this.#log.error({ err: error, ...stage.ref }, 'a stage could not store its change');
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#queue.idle();
    for (const stage of this.all) stage.close();
    this.#stages.clear();
  }

  async #open(ref: StageRef): Promise<Stage> {
    const stage: Stage = await Stage.open(ref, await this.#people.terms(ref), {
      ...this.#around,
      later: (task) => this.later(stage, task),
    });
    this.#stages.set(ref.sessionId, stage);
    return stage;
  }

  async #endIfEmpty<T>(stage: Stage, task: () => Promise<T>): Promise<T> {
    try {
      return await task();
    } finally {
      const { sessionId } = stage.ref;
      if (stage.empty) {
        stage.close();
        if (this.#stages.get(sessionId) === stage) this.#stages.delete(sessionId);
      }
    }
  }
}
