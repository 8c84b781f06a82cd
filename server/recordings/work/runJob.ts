import { mkdir, rm } from 'node:fs/promises';
import { assertNever } from '#shared/assertNever.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { RecordingJob } from '#shared/recordings/upload.ts';
import type { Store } from '../../store/Store.ts';
import type { Renditions } from '../Renditions.ts';
import type { Finish, Job, JobOf, Workbench } from './Job.ts';
import { JobReport, putJob } from './JobReport.ts';
import { assertRoom, ToolError } from './media/runTool.ts';
import { noteReplaced } from './replacedMedia.ts';
import { workOnCaptions } from './workOnCaptions.ts';
import { workOnPhoto } from './workOnPhoto.ts';
import { workOnRecording } from './workOnRecording.ts';
import { workOnSlides } from './workOnSlides.ts';

export type JobEnd = Pick<RecordingJob, 'state' | 'reason' | 'detail'>;
export type JobRun = {
  readonly store: Store;
  readonly renditions: Renditions;
  readonly folder: string;
  readonly signal: AbortSignal;
  /** Hears of progress that could not be stored. */
  readonly failed: (error: unknown) => void;
  /** Hears of what could not be cleared away, which changes nothing of how the work ended. */
  readonly untidy: (error: unknown) => void;
};

function work(job: Job, bench: Workbench, imported: string[]): Promise<Finish> {
  const { what } = job.target;
  switch (what) {
    case 'recording':
      return workOnRecording(job as JobOf<'recording'>, bench, imported);
    case 'captions':
      return workOnCaptions(job as JobOf<'captions'>, bench, imported);
    case 'slides':
      return workOnSlides(job as JobOf<'slides'>, bench, imported);
    case 'photo':
      return workOnPhoto(job as JobOf<'photo'>, bench, imported);
    default:
      return assertNever(what);
  }
}

/** Faults of the hub, which may be gone at the next try; all others are the file's. */
const ownFaults: ReadonlySet<string> = new Set(['cannot-process', 'disk-full', 'hub-error']);

/** How a job ends that ended in an error: `refused` where the file is at fault, `failed` where the hub is. */
export function endOf(error: unknown): JobEnd {
  try {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    assertRoom(`${code} ${error instanceof ToolError ? error.words : ''}`);
  } catch (full) {
    if (full instanceof RefusedError) return endOf(full);
    throw full;
  }
  if (error instanceof RefusedError) {
    const state = ownFaults.has(error.reason) ? 'failed' : 'refused';
    return { state, reason: error.reason, detail: error.detail?.slice(0, 500) ?? null };
  }
  if (!(error instanceof ToolError)) return { state: 'failed', reason: 'hub-error', detail: null };
  return { state: 'failed', reason: 'cannot-process', detail: error.message.slice(0, 500) };
}

/**
 * Works on one upload, and writes its rows and that it is done in one transaction. Throws what went wrong, the
 * signal's reason among that, and `JobDropped`; then nothing of it is left but the upload itself.
 */
export async function runJob(job: Job, run: JobRun): Promise<void> {
  const { store, renditions, folder, signal } = run;
  const report = new JobReport(store, job, run.failed);
  const imported: string[] = [];
  try {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    const begin: Workbench['begin'] = async (step) => {
      signal.throwIfAborted();
      await report.begin(step);
    };
    const bench = {
      store,
      renditions,
      folder,
      signal,
      begin,
      progress: (part: number) => report.progress(part),
    };
    const { write } = await work(job, bench, imported);
    await report.close();
    signal.throwIfAborted();
    await store.write(job.workshopId, async (tx) => {
      await noteReplaced(tx.sql, await write(tx));
      await putJob(tx, job.uploadId, { state: 'done', step: null, progress: 1, reason: null, detail: null });
    });
  } finally {
    await report.close();
    await renditions.settle(imported).catch(run.untidy);
    await rm(folder, { recursive: true, force: true }).catch(run.untidy);
  }
}
