import { mkdir } from 'node:fs/promises';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { stageBook } from '#shared/live/stageBook.ts';
import type { Log } from '../../log.ts';
import { roomIn } from '../../recordings/uploads/assertRoom.ts';
import { toolCommand } from '../../recordings/work/media/runTool.ts';
import { newId } from '../../store/newId.ts';
import type { Store } from '../../store/Store.ts';
import type { Heads } from '../../sync/Heads.ts';
import { KeyedQueue } from '../KeyedQueue.ts';
import type { MadeListener, StageTakes, TakeStage } from './StageTakes.ts';
import { Take } from './Take.ts';
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

/** The recordings of a hub's stages, from their start to the job that puts each together (rule L8). */
export class Takes implements StageTakes {
  readonly #options: TakesOptions;
  readonly #rows: TakeRows;
  readonly #making: TakeMaking;
  readonly #queue = new KeyedQueue();
  /** By session. */
  readonly #open = new Map<string, Take>();
  readonly #told = new Map<string, TakeStage>();
  /** Sessions of which it is known that no take is open. */
  readonly #idle = new Set<string>();
  readonly #listeners = new Set<MadeListener>();
  readonly #endListening: () => void;
  #closed = false;

  private constructor(options: TakesOptions) {
    this.#options = options;
    this.#rows = new TakeRows(options.store);
    const { store, folder, work, log } = options;
    const told: MadeListener = (ref, made) => {
      // What became of an earlier one must not end the one that goes on.
      if (made === 'failed' && this.#open.has(ref.sessionId)) return;
      for (const listener of this.#listeners) listener(ref, made);
    };
    this.#making = new TakeMaking({ store, rows: this.#rows, folder, work, log, told });
    this.#endListening = options.heads.onMoved((workshopId) => {
      for (const take of this.#open.values()) {
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
    this.#open.get(sessionId)?.heard(accountId);
  }

  follow(stage: TakeStage): void {
    if (this.#closed) return;
    const { sessionId } = stage;
    this.#told.set(sessionId, stage);
    if (stage.since === null && this.#idle.has(sessionId)) return;
    this.#queue
      .run(sessionId, () => this.#settle(sessionId))
      .catch((err: unknown) => this.#options.log.error({ err, sessionId }, 'a stage is not recorded'));
  }

  /** The processes that write segments. */
  pids(): readonly number[] {
    return [...this.#open.values()].flatMap((take) => take.pids());
  }

  /** Resolves when all that was told until now has been done. */
  idle(): Promise<void> {
    return this.#queue.idle();
  }

  /** Ends the segments; takes that are open go on with the next hub. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#endListening();
    await this.#queue.idle();
    await Promise.all([...this.#open.values()].map((take) => take.close()));
    await this.#making.close();
  }

  async #settle(sessionId: string): Promise<void> {
    const stage = this.#told.get(sessionId);
    if (!stage || this.#closed) return;
    if (stage.since === null) return this.#end(stage);
    this.#idle.delete(sessionId);
    const take = this.#open.get(sessionId) ?? (await this.#begin(stage, stage.since));
    take.follow(stage);
  }

  async #begin(stage: TakeStage, since: number): Promise<Take> {
    const { sessionId, workshopId } = stage;
    const row = (await this.#rows.open(sessionId)) ?? (await this.#add(stage, since));
    const { store, folder, log } = this.#options;
    const broken = () => {
      for (const listener of this.#listeners) listener({ workshopId, sessionId }, 'failed');
    };
    const take = await Take.open({ row, store, rows: this.#rows, folder, log, broken });
    this.#open.set(sessionId, take);
    return take;
  }

  async #add({ workshopId, sessionId, by }: TakeStage, since: number): Promise<TakeRow> {
    const row: TakeRow = {
      ...{ id: newId(), workshopId, sessionId, accountId: by ?? NOBODY },
      ...{ started: since, ended: null, state: 'open', workId: null },
    };
    await this.#rows.add(row);
    return row;
  }

  /** One whose recording was stopped right before its hub ended: nobody may ever open that stage again. */
  async #endLeft({ id, sessionId }: TakeRow): Promise<void> {
    const stored = await this.#options.store.readStage(sessionId);
    // What a stage that is open tells is newer.
    if (!stored || this.#told.has(sessionId)) return;
    if (stageBook.parse(stored.body).recording.since !== null) return;
    await this.#rows.change(id, { state: 'ended', ended: Date.now() });
  }

  async #end({ sessionId }: TakeStage): Promise<void> {
    const take = this.#open.get(sessionId);
    this.#open.delete(sessionId);
    await take?.close();
    const row = take?.row ?? (await this.#rows.open(sessionId));
    this.#idle.add(sessionId);
    if (!row) return;
    const ended: TakeRow = { ...row, state: 'ended', ended: Date.now() };
    await this.#rows.change(row.id, { state: ended.state, ended: ended.ended });
    await this.#making.make(ended);
  }
}

/** A job must be somebody's; a hub that lost who began a recording says nobody's. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
