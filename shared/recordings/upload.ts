import { z } from 'zod';
import { refusalReason } from '../contracts/refusals.ts';

/** The largest file that can be uploaded, in bytes. */
export const UPLOAD_LIMIT = 32 * 1024 ** 3;

const fileName = z.string().trim().min(1).max(255);
const language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/);

/** What a recording is of. */
export const recordingOf = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('talk'), talkId: z.uuid() }),
  z.object({ kind: z.literal('session'), sessionId: z.uuid() }),
]);
export type RecordingOf = Readonly<z.infer<typeof recordingOf>>;

/** What an uploaded file is for. A recording for what has one already replaces it. */
export const uploadTarget = z.discriminatedUnion('what', [
  z.object({ what: z.literal('recording'), of: recordingOf, fileName }),
  /** WebVTT or SRT; replaces the captions that there are in the language. */
  z.object({ what: z.literal('captions'), recordingId: z.uuid(), language, fileName }),
  /** A PDF. */
  z.object({ what: z.literal('slides'), recordingId: z.uuid(), fileName }),
  z.object({ what: z.literal('photo'), personId: z.uuid(), fileName }),
]);
export type UploadTarget = Readonly<z.infer<typeof uploadTarget>>;

/**
 * What the hub does with an uploaded file, in this order; each is left out where there is nothing to do.
 * `compose` puts together what was recorded of a stage (rule L8), `check` reads what the file is, `convert` makes a video that every app plays, `audio` the small rendition.
 */
export const jobStep = z.enum(['compose', 'check', 'convert', 'audio', 'pictures', 'keep']);
export type JobStep = z.infer<typeof jobStep>;

/**
 * The work on one upload, as a row; its id is the upload's. Seen by moderators and the talk's speakers
 * (a photo's: by moderators and who uploaded it). `refused`: the file cannot be used, and `detail` says why in
 * English, for a log; the sentence for people is that of `reason`. `failed`: the hub could not, `retry` may help.
 */
export const recordingJob = z.object({
  target: uploadTarget,
  /** The talk whose speakers see it. */
  talkId: z.uuid().nullable(),
  uploadedBy: z.uuid(),
  size: z.int().nonnegative(),
  /** When the upload was whole, and when the job last changed. */
  created: z.iso.datetime(),
  changed: z.iso.datetime(),
  state: z.enum(['queued', 'running', 'done', 'refused', 'failed']),
  step: jobStep.nullable(),
  /** Of the step, 0 to 1. */
  progress: z.number().min(0).max(1),
  reason: refusalReason.nullable(),
  detail: z.string().max(500).nullable(),
});
export type RecordingJob = Readonly<z.infer<typeof recordingJob>>;
