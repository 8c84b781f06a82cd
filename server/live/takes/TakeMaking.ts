import { join } from 'node:path';
import type { Log } from '../../log.ts';
import type { UploadedFile } from '../../recordings/uploads/UploadedFile.ts';
import { newId } from '../../store/newId.ts';
import type { Store } from '../../store/Store.ts';
import { KeyedQueue } from '../KeyedQueue.ts';
import { retry } from './retry.ts';
import { segmentSize } from './Segment.ts';
import type { Made, MadeListener } from './StageTakes.ts';
import type { TakeRow, TakeRows, TakeState } from './TakeRows.ts';

/** Hands a file over to the work on recordings; see `RecordingWork.take`. */
export type TakeWork = (file: UploadedFile) => Promise<void>;

export type TakeMakingOptions = {
  readonly store: Store;
  readonly rows: TakeRows;
  readonly folder: string;
  readonly work: TakeWork;
  readonly log: Log;
  readonly told: MadeListener;
};

type MakingState = Exclude<TakeState, 'open' | 'ended'>;

const madeOf: Readonly<Record<MakingState, Made>> = {
  composing: 'composing',
  done: 'done',
  failed: 'failed',
  dropped: 'none',
};

/** `told`: what was told of it last; `null` before it is in the hands of the work queue. */
type Making = { take: TakeRow & { readonly workId: string }; isHanded: boolean; told: MakingState | null };

/**
 * Takes that have ended, on their way through the work queue; what becomes of each is told, and then noted. What
 * failed of that is tried again; what a hub did not come to is done by the next one.
 */
export class TakeMaking {
  readonly #options: TakeMakingOptions;
  readonly #queue = new KeyedQueue();
  readonly #makings = new Map<string, Making>();
  readonly #closing = new AbortController();

  constructor(options: TakeMakingOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    for (const take of await this.#options.rows.inState('ended', 'composing', 'failed')) this.make(take);
  }

  /** Hands a take over, and follows it; the same one a second time changes nothing. */
  make(take: TakeRow): void {
    const { id, state, workId } = take;
    if (this.#makings.has(id)) return;
    const isHanded = state === 'failed';
    const told = isHanded ? 'failed' : null;
    // However often it is tried, it is one job (rule M9).
    this.#makings.set(id, { take: { ...take, workId: workId ?? newId() }, isHanded, told });
    this.#look(id);
  }

  /** Rows of a workshop have changed: those of the jobs may be among them. */
  look(workshopId: string): void {
    for (const { take } of this.#makings.values()) {
      if (take.workshopId === workshopId) this.#look(take.id);
    }
  }

  idle(): Promise<void> {
    return this.#queue.idle();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#queue.idle();
  }

  #look(takeId: string): void {
    const { signal } = this.#closing;
    if (signal.aborted) return;
    const failed = (err: unknown): void =>
      this.#options.log.error({ err, takeId }, 'a recording was not handed over or followed; trying again');
    this.#queue.run(takeId, () => retry(() => this.#settle(takeId), { signal, failed })).catch(failed);
  }

  async #settle(id: string): Promise<void> {
    const making = this.#makings.get(id);
    if (!making) return;
    if (!making.isHanded) await this.#hand(making);
    if (making.told === null) await this.#tell(making, 'composing');
    const state = await this.#stateOf(making);
    if (state !== making.told) await this.#tell(making, state);
    if (state !== making.take.state) await this.#note(making, { state });
    if (state === 'done' || state === 'dropped') this.#makings.delete(id);
  }

  async #hand(making: Making): Promise<void> {
    const { rows, folder, work } = this.#options;
    const { id, workId, workshopId, accountId, sessionId, started } = making.take;
    await this.#note(making, { state: 'composing', workId });
    const segments = await rows.segments(id);
    const sizes = await Promise.all(segments.map(({ path }) => segmentSize(join(folder, path))));
    await work({
      uploadId: workId,
      workshopId,
      accountId,
      target: {
        what: 'recording',
        of: { kind: 'session', sessionId },
        fileName: `${new Date(started).toISOString().slice(0, 10)}.mp4`,
      },
      path: join(folder, id, 'composed.mp4'),
      size: sizes.reduce((sum, size) => sum + size, 0),
    });
    making.isHanded = true;
  }

  /** How the job is. */
  async #stateOf({ take: { workshopId, workId } }: Making): Promise<MakingState> {
    const job = await this.#options.store.row(workshopId, 'recordingJob', workId);
    return job ? stateOf(job.data.state) : 'dropped';
  }

  async #tell(making: Making, state: MakingState): Promise<void> {
    await this.#options.told(making.take, madeOf[state]);
    making.told = state;
  }

  async #note(making: Making, change: { readonly state: MakingState; readonly workId?: string }) {
    await this.#options.rows.change(making.take.id, change);
    making.take = { ...making.take, ...change };
  }
}

function stateOf(job: 'queued' | 'running' | 'done' | 'refused' | 'failed'): 'composing' | 'done' | 'failed' {
  if (job === 'done') return 'done';
  return job === 'refused' || job === 'failed' ? 'failed' : 'composing';
}
