import { join } from 'node:path';
import type { Log } from '../../log.ts';
import type { UploadedFile } from '../../recordings/uploads/UploadedFile.ts';
import { newId } from '../../store/newId.ts';
import type { Store } from '../../store/Store.ts';
import { KeyedQueue } from '../KeyedQueue.ts';
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

const madeOf: Readonly<Record<Exclude<TakeState, 'open' | 'ended'>, Made>> = {
  composing: 'composing',
  done: 'done',
  failed: 'failed',
  dropped: 'none',
};

/** Takes that have ended, on their way through the work queue; what becomes of each is told. */
export class TakeMaking {
  readonly #options: TakeMakingOptions;
  readonly #queue = new KeyedQueue();
  readonly #made = new Map<string, TakeRow>();
  #closed = false;

  constructor(options: TakeMakingOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const { rows } = this.#options;
    for (const take of await rows.inState('ended', 'composing', 'failed')) {
      if (take.state === 'failed') this.#made.set(take.id, take);
      else await this.make(take);
      this.#lookAt(take);
    }
  }

  /** Hands a take over; the same one a second time changes nothing. */
  async make(take: TakeRow): Promise<void> {
    const { rows, folder, work } = this.#options;
    const uploadId = take.workId ?? newId();
    const composing: TakeRow = { ...take, state: 'composing', workId: uploadId };
    await rows.change(take.id, { state: 'composing', workId: uploadId });
    this.#made.set(take.id, composing);
    const segments = await rows.segments(take.id);
    const sizes = await Promise.all(segments.map(({ path }) => segmentSize(join(folder, path))));
    this.#tell(composing);
    await work({
      uploadId,
      workshopId: take.workshopId,
      accountId: take.accountId,
      target: {
        what: 'recording',
        of: { kind: 'session', sessionId: take.sessionId },
        fileName: `${new Date(take.started).toISOString().slice(0, 10)}.mp4`,
      },
      path: join(folder, take.id, 'composed.mp4'),
      size: sizes.reduce((sum, size) => sum + size, 0),
    });
  }

  /** Rows of a workshop have changed: those of the jobs may be among them. */
  look(workshopId: string): void {
    for (const take of this.#made.values()) {
      if (take.workshopId === workshopId) this.#lookAt(take);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#queue.idle();
  }

  #lookAt({ id }: TakeRow): void {
    if (this.#closed) return;
    this.#queue
      .run(id, () => this.#lookOnce(id))
      .catch((err: unknown) => this.#options.log.error({ err, takeId: id }, 'a recording was lost sight of'));
  }

  async #lookOnce(id: string): Promise<void> {
    const { store, rows } = this.#options;
    const take = this.#made.get(id);
    if (!take || take.workId === null) return;
    const stored = await store.storedRow(take.workshopId, 'recordingJob', take.workId);
    if (!stored) return;
    const job = await store.row(take.workshopId, 'recordingJob', take.workId);
    const state = job ? stateOf(job.data.state) : 'dropped';
    if (state === take.state) return;
    const now: TakeRow = { ...take, state };
    if (state === 'done' || state === 'dropped') this.#made.delete(id);
    else this.#made.set(id, now);
    await rows.change(id, { state });
    this.#tell(now);
  }

  #tell({ workshopId, sessionId, state }: TakeRow): void {
    if (state === 'open' || state === 'ended') return;
    this.#options.told({ workshopId, sessionId }, madeOf[state]);
  }
}

function stateOf(job: 'queued' | 'running' | 'done' | 'refused' | 'failed'): 'composing' | 'done' | 'failed' {
  if (job === 'done') return 'done';
  return job === 'refused' || job === 'failed' ? 'failed' : 'composing';
}
