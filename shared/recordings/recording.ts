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
  /** False where it may be watched, but not downloaded or packed. */
  mayBeKept: z.boolean().default(true),
  /** Gone for attendees; whoever withdrew it and organizers may bring it back. */
  withdrawn: z.boolean().default(false),
  /** The account that withdrew it; `null` where it is not withdrawn, or was before this was noted. */
  withdrawnBy: z.uuid().nullable().default(null),
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

/** Captions in one language, as a WebVTT blob. `language`: a BCP 47 tag. */
export const captionTrack = z.object({ language: z.string().min(1), hash: sha256Hex });
export type CaptionTrack = Readonly<z.infer<typeof captionTrack>>;

/** One picture of many, row by row from the start: a picture of `width` x `height` pixels each `interval` seconds. */
export const thumbnailSheet = z.object({
  hash: sha256Hex,
  columns: z.int().positive(),
  rows: z.int().positive(),
  width: z.int().positive(),
  height: z.int().positive(),
  interval: z.number().positive(),
});
export type ThumbnailSheet = Readonly<z.infer<typeof thumbnailSheet>>;

/**
 * What may be watched, with the id of its recording. `released` is a stored fact that the hub's
 * scheduler writes (design rule S4), not a comparison of clocks.
 */
export const recordingContents = z.object({
  recordingId: z.uuid(),
  talkId: z.uuid().nullable(),
  released: z.boolean(),
  renditions: z.array(rendition).min(1),
  withdrawn: z.boolean().default(false),
  chapters: z.array(chapter),
  /** The lines of the captions in `language`. */
  cues: z.array(cue),
  /** What is spoken. */
  language: z.string(),
  captionTracks: z.array(captionTrack).default([]),
  /** A WebP or JPEG blob, named by SHA-256. */
  poster: sha256Hex.nullable(),
  thumbnails: thumbnailSheet.nullable().default(null),
  /** Seconds at which another slide is shown, in order; the first one is there from 0. */
  slideChanges: z.array(z.number().nonnegative()).default([]),
  /** The slides as a PDF blob. */
  slides: z.object({ hash: sha256Hex, pages: z.int().positive() }).nullable().default(null),
});
export type RecordingContents = Readonly<z.infer<typeof recordingContents>>;
export type RecordingRendition = Readonly<z.infer<typeof rendition>>;

/** Every blob that a recording's contents name. */
export function blobsOf(
  contents: Pick<RecordingContents, 'captionTracks' | 'poster' | 'thumbnails' | 'slides'>,
): readonly string[] {
  const { captionTracks, poster, thumbnails, slides } = contents;
  return [...captionTracks.map(({ hash }) => hash), poster, thumbnails?.hash, slides?.hash].filter(
    (hash) => typeof hash === 'string',
  );
}

/** What a person made of a recording, for its organizers. The row's id is derived from both. */
export const rating = z.object({
  recordingId: z.uuid(),
  talkId: z.uuid().nullable(),
  accountId: z.uuid(),
  stars: z.int().min(1).max(5),
  text: z.string().max(2000).nullable(),
});
