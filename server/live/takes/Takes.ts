import { mkdir } from 'node:fs/promises';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { stageBook } from '#shared/live/stageBook.ts';
import type { Log } from '../../log.ts';
import { roomIn } from '../../recordings/uploads/assertRoom.ts';
import { toolCommand } from '../../recordings/work/media/runTool.ts';
import type { Store } from '../../store/Store.ts';
import type { Heads } from '../../sync/Heads.ts';
import { KeyedQueue } from '../KeyedQueue.ts';
import { retry } from './retry.ts';
import { StageRecorder } from './StageRecorder.ts';
import type { MadeListener, StageTakes, TakeStage } from './StageTakes.ts';
import type { Take } from './Take.ts';
import type { TakeWork } from './TakeMaking.ts';
import { TakeMaking } from './TakeMaking.ts';
import { type TakeRow, TakeRows } from './TakeRows.ts';

/** Bytes without which no recording is begun. */
const ROOM = 256 * 1024 ** 2;

export type TakesOptions = {
  readonly store: Store;
  readonly heads: Heads;
  /** Of its own. */
  readonly folder: string;
  readonly work: TakeWork;
  readonly log: Log;
};

/**
 * The recordings of a hub's stages, from their start to the job that puts each together (rule L8). What could not
 * be stored is tried again until it is.
 */
export class Takes implements StageTakes {
  readonly #options: TakesOptions;
  readonly #rows: TakeRows;
  readonly #making: TakeMaking;
  readonly #queue = new KeyedQueue();
  /** By session. */
  readonly #recorders = new Map<string, StageRecorder>();
  /** Sessions of which it is known that no take is open. */
  readonly #idle = new Set<string>();
  readonly #listeners = new Set<MadeListener>();
  readonly #endListening: () => void;
  readonly #closing = new AbortController();

  private constructor(options: TakesOptions) {
    this.#options = options;
    this.#rows = new TakeRows(options.store);
    const told: MadeListener = async (ref, made) => {
      // What became of an earlier one must not end the one that goes on.
      if (made === 'failed' && (await this.#rows.open(ref.sessionId)) !== null) return;
      await this.#tell(ref, made);
    };
    this.#making = new TakeMaking({ ...options, rows: this.#rows, told });
    this.#endListening = options.heads.onMoved((workshopId) => {
      for (const take of this.#takes()) {
        if (take.row.workshopId === workshopId) take.lookAtQuestions();
      }
      this.#making.look(workshopId);
    });
  }

  static async open(options: TakesOptions): Promise<Takes> {
    await mkdir(options.folder, { recursive: true, mode: 0o700 });
    return new Takes(options);
  }

  /** Puts together what a hub before this one left; to be called when the work queue runs. */
  async start(): Promise<void> {
    for (const row of await this.#rows.inState('open')) {
      await this.#queue.run(row.sessionId, () => this.#endLeft(row));
    }
    await this.#making.start();
  }

  async assertReady(): Promise<void> {
    await toolCommand('ffmpeg', []);
    if ((await roomIn(this.#options.folder)) < ROOM) {
      throw new RefusedError('disk-full', 'the hub has no room for a recording');
    }
  }

  onMade(listener: MadeListener): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  heard(sessionId: string, accountId: string | null): void {
    this.#recorders.get(sessionId)?.take?.heard(accountId);
  }

  follow(stage: TakeStage): void {
    if (this.#closing.signal.aborted) return;
    const { sessionId, since } = stage;
    if (since === null && this.#idle.has(sessionId)) return;
    this.#idle.delete(sessionId);
    const recorder = this.#recorders.get(sessionId) ?? this.#recorder(stage);
    recorder.follow(stage);
    this.#look(sessionId);
  }

  /** The processes that write segments. */
  pids(): readonly number[] {
    return this.#takes().flatMap((take) => take.pids());
  }

  /** Resolves when all that was told until now has been done. */
  async idle(): Promise<void> {
    await this.#queue.idle();
    await this.#making.idle();
  }

  /** Ends the segments; takes that are open go on with the next hub. */
  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    this.#endListening();
    await this.#queue.idle();
    await Promise.all(this.#takes().map((take) => take.close()));
    await this.#making.close();
  }

  #takes(): readonly Take[] {
    return [...this.#recorders.values()].flatMap(({ take }) => take ?? []);
  }

  #recorder(stage: TakeStage): StageRecorder {
    const { sessionId } = stage;
    const { store, folder, log } = this.#options;
    const { signal } = this.#closing;
    const around = { store, rows: this.#rows, folder, log, signal };
    const recorder = new StageRecorder(
      {
        ...around,
        look: () => this.#look(sessionId),
        make: (take) => this.#making.make(take),
        told: (ref, made) => this.#tell(ref, made),
      },
      stage,
    );
    this.#recorders.set(sessionId, recorder);
    return recorder;
  }

  #look(sessionId: string): void {
    const { signal } = this.#closing;
    const failed = (err: unknown, failures: number): void => {
      this.#options.log.error(
        { err, sessionId, failures },
        'a stage is not recorded as it says; trying again',
      );
      this.#recorders.get(sessionId)?.failed(failures);
    };
    this.#queue
      .run(sessionId, () => retry(() => this.#settle(sessionId), { signal, failed }))
      .catch((error: unknown) => failed(error, 0));
  }

  async #settle(sessionId: string): Promise<void> {
    const recorder = this.#recorders.get(sessionId);
    if (!recorder || this.#closing.signal.aborted) return;
    await recorder.settle();
    if (!recorder.isIdle) return;
    this.#recorders.delete(sessionId);
    this.#idle.add(sessionId);
  }

  async #tell(...told: Parameters<MadeListener>): Promise<void> {
    for (const listener of this.#listeners) await listener(...told);
  }

  /** One whose recording was stopped right before its hub ended: nobody may ever open that stage again. */
  async #endLeft({ id, sessionId }: TakeRow): Promise<void> {
    const stored = await this.#options.store.readStage(sessionId);
    // What a stage that is open tells is newer.
    if (!stored || this.#recorders.has(sessionId) || this.#idle.has(sessionId)) return;
    if (stageBook.parse(stored.body).recording.since !== null) return;
    await this.#rows.change(id, { state: 'ended', ended: Date.now() });
  }
}
