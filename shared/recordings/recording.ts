import { z } from 'zod';
import { moment } from '../program/moment.ts';
import { sha256Hex } from './manifest.ts';

/** Public: that there is a recording, of what, and when it opens. */
export const recording = z.object({
  of: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('talk'), talkId: z.uuid() }),
    z.object({ kind: z.literal('session'), sessionId: z.uuid() }),
  ]),
  release: moment,
  /** Seconds. */
  duration: z.number().positive(),
  /** Bytes of the rendition that is downloaded. */
  size: z.int().positive(),
  /** True where the recording was made for this app and is not the speaker's own. */
  sample: z.boolean(),
  description: z.string().nullable(),
});
export type Recording = Readonly<z.infer<typeof recording>>;

export const chapter = z.object({ start: z.number().nonnegative(), title: z.string().min(1) });
/** A line of the transcript; times in seconds. */
export const cue = z.object({
  start: z.number().nonnegative(),
  end: z.number().positive(),
  text: z.string(),
});
export type Cue = Readonly<z.infer<typeof cue>>;

export const rendition = z.object({
  id: sha256Hex,
  kind: z.enum(['video', 'audio']),
  type: z.string(),
  size: z.int().positive(),
  width: z.int().nonnegative(),
  height: z.int().nonnegative(),
});

/**
 * What may be watched, with the id of its recording. `released` is a stored fact that the hub's
 * scheduler writes (design rule S4), not a comparison of clocks.
 */
export const recordingContents = z.object({
  recordingId: z.uuid(),
  talkId: z.uuid().nullable(),
  released: z.boolean(),
  renditions: z.array(rendition).min(1),
  chapters: z.array(chapter),
  cues: z.array(cue),
  language: z.string(),
  /** WebVTT, WebP or JPEG blobs, named by SHA-256. */
  captions: sha256Hex.nullable(),
  poster: sha256Hex.nullable(),
});
export type RecordingContents = Readonly<z.infer<typeof recordingContents>>;
