import type { JobStep, RecordingJob } from '#shared/recordings/upload.ts';
import type { Store, WorkshopWrite } from '../../store/Store.ts';
import type { Job } from './Job.ts';

/** Progress is stored this often at the most, in ms: each time every organizer is told. */
const PAUSE = 1_000;

/** A job's row is gone: somebody dropped it. */
export class JobDropped extends Error {
  override readonly name = 'JobDropped';
}

type Change = Partial<Pick<RecordingJob, 'state' | 'step' | 'progress' | 'reason' | 'detail'>>;

/** Changes a job's row. Throws `JobDropped` where it is gone. */
export async function putJob(tx: WorkshopWrite, uploadId: string, change: Change): Promise<void> {
  const row = await tx.row('recordingJob', uploadId);
  if (!row) throw new JobDropped();
  await tx.put('recordingJob', uploadId, { ...row.data, ...change, changed: new Date().toISOString() });
}

/** Stores how far a job is, about once a second; one write at a time, and the last one is never lost. */
export class JobReport {
  readonly #store: Store;
  readonly #job: Job;
  readonly #failed: (error: unknown) => void;
  #step: JobStep | null = null;
  #part = 0;
  #stored = 0;
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();

  /** `failed` hears of progress that could not be stored, `JobDropped` above all. */
  constructor(store: Store, job: Job, failed: (error: unknown) => void) {
    this.#store = store;
    this.#job = job;
    this.#failed = failed;
  }

  /** Resolves when it is stored that the step has begun. */
  async begin(step: JobStep): Promise<void> {
    this.#cancel();
    this.#step = step;
    this.#part = 0;
    this.#stored = Date.now();
    await this.#write({ state: 'running', step, progress: 0, reason: null, detail: null });
  }

  progress(part: number): void {
    const rounded = Math.round(Math.min(1, Math.max(0, part)) * 1000) / 1000;
    if (rounded <= this.#part) return;
    this.#part = rounded;
    const wait = Math.max(0, this.#stored + PAUSE - Date.now());
    this.#timer ??= setTimeout(() => this.#flush(), wait);
  }

  /** Stores nothing more; resolves when what was under way is stored. */
  async close(): Promise<void> {
    this.#cancel();
    await this.#writing;
  }

  #cancel(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #flush(): void {
    this.#timer = null;
    this.#stored = Date.now();
    this.#write({ step: this.#step, progress: this.#part }).catch(this.#failed);
  }

  #write(change: Change): Promise<void> {
    const { workshopId, uploadId } = this.#job;
    const write = this.#store.write(workshopId, (tx) => putJob(tx, uploadId, change));
    this.#writing = write.catch(() => undefined);
    return write;
  }
}
