import type { JobStep, UploadTarget } from '#shared/recordings/upload.ts';
import type { Store, WorkshopWrite } from '../../store/Store.ts';
import type { Renditions } from '../Renditions.ts';
import type { UploadedFile } from '../uploads/UploadedFile.ts';

/** An upload that is to be worked on; `created`: when it was whole, in ms since 1970. */
export type Job = UploadedFile & { readonly created: number };
export type JobOf<W extends UploadTarget['what']> = Job & {
  readonly target: Extract<UploadTarget, { readonly what: W }>;
};

/** What a step of the work has at hand. */
export type Workbench = {
  readonly store: Store;
  readonly renditions: Renditions;
  /** An empty folder of the job's, removed after it. */
  readonly folder: string;
  /** Aborted when the hub closes and when the job is dropped. */
  readonly signal: AbortSignal;
  /** Says that a step has begun; resolves when that is stored. */
  readonly begin: (step: JobStep) => Promise<void>;
  /** How much of the step is done, 0 to 1; stored now and then. */
  readonly progress: (part: number) => void;
};

/**
 * What is left to do when an upload's bytes are in the media store. `write` puts the rows, and returns what they
 * named before and do not name now; it does no I/O but the write's own, and throws `RefusedError` before it has
 * put a row.
 */
export type Finish = { readonly write: (tx: WorkshopWrite) => Promise<readonly string[]> };
