import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { RecordingJob, UploadTarget } from '#shared/recordings/upload.ts';
import type { Log } from '../../log.ts';
import type { Store, WorkshopWrite } from '../../store/Store.ts';
import type { Heads } from '../../sync/Heads.ts';
import type { Renditions } from '../Renditions.ts';
import type { UploadedFile } from '../uploads/UploadedFile.ts';
import type { Job } from './Job.ts';
import { JobDropped, putJob } from './JobReport.ts';
import { endOf, runJob } from './runJob.ts';
import { addJob, jobsIn, removeJob } from './WorkTable.ts';

/** How long after what could not be stored it is tried again, in ms. */
const RETRY = 5_000;

export type WorkOptions = {
  readonly store: Store;
  readonly heads: Heads;
  readonly renditions: Renditions;
  /** Where jobs have their folders; whatever is in it is removed at the start. */
  readonly folder: string;
  /** Jobs at once. */
  readonly atOnce: number;
  readonly log: Log;
};

type Running = { readonly of: string; readonly stop: AbortController; readonly ended: Promise<void> };
type State = RecordingJob['state'];

/** The same for files that replace each other. */
function subjectOf(target: UploadTarget): string {
  return JSON.stringify({ ...target, fileName: '' });
}

async function talkOf(tx: WorkshopWrite, target: UploadTarget): Promise<string | null> {
  switch (target.what) {
    case 'recording':
      return target.of.kind === 'talk' ? target.of.talkId : null;
    case 'captions':
    case 'slides':
      return (await tx.row('recordingContents', target.recordingId))?.data.talkId ?? null;
    case 'photo':
      return null;
  }
}

/**
 * The work on uploads, one after the other. What it has to do and how far it is is stored, so that it goes on
 * after a restart: a job that was running begins again. Retrying and dropping are changes of a job's row, which
 * it notices when they are committed.
 */
export class RecordingWork {
  readonly #options: WorkOptions;
  readonly #jobs = new Map<string, Job>();
  readonly #running = new Map<string, Running>();
  readonly #endListening: () => void;
  #closed = false;
  #again = false;
  #looking: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;

  private constructor(options: WorkOptions) {
    this.#options = options;
    this.#endListening = options.heads.onMoved(() => this.#look());
  }

  /** Begins with what a hub before this one left. */
  static async start(options: WorkOptions): Promise<RecordingWork> {
    const { store, folder } = options;
    await mkdir(folder, { recursive: true });
    for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true, force: true });
    const work = new RecordingWork(options);
    for (const job of await jobsIn(store)) {
      work.#jobs.set(job.uploadId, job);
      const state = await work.#stateOf(job);
      if (state === 'done' || state === 'refused') await work.#remove(job);
      if (state === 'running') {
        const change = { state: 'queued', step: null, progress: 0 } as const;
        await store.write(job.workshopId, (tx) => putJob(tx, job.uploadId, change));
      }
    }
    work.#look();
    return work;
  }

  /** Takes over an upload; see `OnUploaded`. The same one a second time changes nothing. */
  async take(file: UploadedFile): Promise<void> {
    const { store } = this.#options;
    const { uploadId, workshopId, target, size } = file;
    const created = Date.now();
    const known = await store.storedRow(workshopId, 'recordingJob', uploadId);
    if (known?.change.data === null && !this.#jobs.has(uploadId)) await rm(file.path, { force: true });
    if (known) return;
    const isNew = await store.write(workshopId, async (tx) => {
      if (await tx.row('recordingJob', uploadId)) return false;
      const at = new Date(created).toISOString();
      const talkId = await talkOf(tx, target);
      await addJob(tx, file, created);
      await tx.put('recordingJob', uploadId, {
        ...{ target, talkId, uploadedBy: file.accountId, size, created: at, changed: at },
        ...{ state: 'queued', step: null, progress: 0, reason: null, detail: null },
      });
      return true;
    });
    if (isNew) this.#jobs.set(uploadId, { ...file, created });
    this.#look();
  }

  /** Ends what is running, which begins again at the next start. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#endListening();
    if (this.#timer) clearTimeout(this.#timer);
    for (const { stop } of this.#running.values()) stop.abort(new Error('the hub closes'));
    await this.#looking;
    await Promise.all([...this.#running.values()].map(({ ended }) => ended));
  }

  /** Looks again at what there is to do; several calls at once are one look. */
  #look(): void {
    this.#again = true;
    this.#looking ??= this.#lookAll();
  }

  async #lookAll(): Promise<void> {
    // Whoever has just written ends before.
    await Promise.resolve();
    try {
      while (this.#again && !this.#closed) {
        this.#again = false;
        await this.#lookOnce();
      }
    } catch (error) {
      this.#options.log.error({ err: error }, 'the work on uploads could not be looked at; trying again');
      this.#lookLater();
    } finally {
      this.#looking = null;
    }
  }

  #lookLater(): void {
    if (this.#closed) return;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = globalThis.setTimeout(() => this.#look(), RETRY);
  }

  async #lookOnce(): Promise<void> {
    const { renditions, atOnce } = this.#options;
    // Of two files for the same, the one that came later is to be there at the end.
    const taken = new Set([...this.#running.values()].map(({ of }) => of));
    for (const job of [...this.#jobs.values()]) {
      const state = await this.#stateOf(job);
      if (state === null) await this.#forget(job);
      if (state !== 'queued' || this.#running.has(job.uploadId) || this.#closed) continue;
      const of = subjectOf(job.target);
      if (this.#busy() < atOnce && !taken.has(of)) this.#begin(job);
      taken.add(of);
    }
    await renditions.removeReplaced();
  }

  /** `null` where the job was dropped. */
  async #stateOf({ workshopId, uploadId }: Job): Promise<State | null> {
    return (await this.#options.store.row(workshopId, 'recordingJob', uploadId))?.data.state ?? null;
  }

  /** Jobs that run and were not dropped: what is ending holds up nobody. */
  #busy(): number {
    return [...this.#running.values()].filter(({ stop }) => !stop.signal.aborted).length;
  }

  /** Ends a job that was dropped; what was uploaded is removed by the look that follows its end. */
  async #forget(job: Job): Promise<void> {
    const running = this.#running.get(job.uploadId);
    if (running) running.stop.abort(new JobDropped());
    else await this.#remove(job);
  }

  async #remove(job: Job): Promise<void> {
    await rm(job.path, { force: true });
    await this.#options.store.transaction((sql) => removeJob(sql, job.uploadId));
    this.#jobs.delete(job.uploadId);
  }

  #begin(job: Job): void {
    const stop = new AbortController();
    const ended = this.#run(job, stop).finally(() => {
      this.#running.delete(job.uploadId);
      this.#look();
    });
    this.#running.set(job.uploadId, { of: subjectOf(job.target), stop, ended });
  }

  async #run(job: Job, stop: AbortController): Promise<void> {
    const { store, renditions, folder, log } = this.#options;
    const { uploadId, target } = job;
    const untidy = (err: unknown) => log.warn({ err, uploadId }, 'what work left behind is removed later');
    const failed = (error: unknown) => {
      if (error instanceof JobDropped) stop.abort(error);
      else log.warn({ err: error, uploadId }, 'the progress of work could not be stored');
    };
    try {
      const own = join(folder, uploadId);
      await runJob(job, { store, renditions, folder: own, signal: stop.signal, failed, untidy });
    } catch (error) {
      if (stop.signal.aborted || error instanceof JobDropped) return;
      return this.#end(job, stop.signal, error);
    }
    log.info({ uploadId, what: target.what }, 'an upload was worked on');
    await this.#remove(job).catch(untidy);
  }

  async #end(job: Job, signal: AbortSignal, error: unknown): Promise<void> {
    const { store, log } = this.#options;
    const { uploadId, workshopId } = job;
    const end = endOf(error);
    log.warn({ err: error, uploadId, ...end }, `work on an upload ended: ${end.state}`);
    try {
      await store.write(workshopId, (tx) => putJob(tx, uploadId, end));
      if (end.state === 'refused') await this.#remove(job);
    } catch (unwritten) {
      if (unwritten instanceof JobDropped) return;
      log.error({ err: unwritten, uploadId }, 'the end of work could not be stored; trying again');
      await setTimeout(RETRY, undefined, { signal }).catch(() => undefined);
      if (!signal.aborted) await this.#end(job, signal, error);
    }
  }
}
