import { z } from 'zod';
import { rendition } from '../recordings/recording.ts';
import { refusalReason } from './refusals.ts';

const done = z.object({});

/** Names one rendition on one hub. */
export const renditionRef = z.object({
  hub: z.string(),
  workshopId: z.uuid(),
  recordingId: z.uuid(),
  rendition,
});
export type RenditionRef = Readonly<z.infer<typeof renditionRef>>;

/** A rendition's id is the hash of its manifest: two hubs with the same video have the same id. */
export const renditionAtHub = z.object({ hub: z.string(), renditionId: z.string() });
export type RenditionAtHub = Readonly<z.infer<typeof renditionAtHub>>;
const several = z.object({ which: z.array(renditionAtHub).min(1).max(1000) });

const bytes = z.int().nonnegative();

/** Where a rendition stands on this computer. Bytes count verified chunks only. */
export const downloadState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('absent') }),
  /** Some chunks are here (watched or stopped), nothing is wanted. */
  z.object({ state: z.literal('partial'), bytes }),
  z.object({ state: z.literal('queued'), bytes }),
  /** `perSecond`: bytes, over the last seconds; `null` until that can be told. */
  z.object({ state: z.literal('running'), bytes, perSecond: z.number().nonnegative().nullable() }),
  z.object({ state: z.literal('paused'), bytes }),
  /** Goes on by itself: when the hub is reached again, or when the hours begin that the person gave. */
  z.object({ state: z.literal('waiting'), bytes, on: z.enum(['hub', 'hours']) }),
  z.object({ state: z.literal('complete') }),
  z.object({ state: z.literal('failed'), bytes, reason: refusalReason }),
]);
export type DownloadState = Readonly<z.infer<typeof downloadState>>;

const minute = z.int().min(0).max(1439);

export const downloadSettings = z.object({
  /** Nothing is downloaded; what is played is fetched all the same. */
  paused: z.boolean(),
  /** For downloads, not for what is played; `null` is as fast as it goes. */
  bytesPerSecond: z.int().positive().nullable(),
  /** Minutes of the local day between which is downloaded; `from` after `to` goes over midnight. */
  hours: z.object({ from: minute, to: minute }).nullable(),
});
export type DownloadSettings = Readonly<z.infer<typeof downloadSettings>>;

/** Bytes `[start, end)` of a rendition, in order. */
const byteRanges = z.array(z.tuple([z.int().nonnegative(), z.int().positive()]));

const storedRendition = z.object({
  ref: renditionRef,
  bytes,
  complete: z.boolean(),
  kept: z.boolean(),
  /** Being played or downloaded now. */
  inUse: z.boolean(),
  /** When it was last played, ms since the epoch; `null` for never. */
  watchedAt: z.number().nullable(),
});
export type StoredRendition = Readonly<z.infer<typeof storedRendition>>;

/** What the recordings take on this computer (rule M6). All sizes in bytes. */
export const mediaSpace = z.object({
  folder: z.string(),
  /** Why the folder cannot be used; `null` where it can. */
  trouble: refusalReason.nullable(),
  used: bytes,
  /** The most that recordings may take; `null` is up to what must stay free. */
  budget: z.int().positive().nullable(),
  /** Downloads leave the larger of both free. `share`: of the disk, 0 to 1. */
  margin: z.object({ bytes, share: z.number().min(0).max(0.9) }),
  disk: z.object({ free: bytes, total: bytes }).nullable(),
  stored: z.array(storedRendition),
  /** What would be deleted to make room, the first one first. */
  next: z.array(renditionAtHub),
  /** A move of the folder that is under way. */
  moving: z.object({ done: bytes, total: bytes }).nullable(),
});
export type MediaSpace = Readonly<z.infer<typeof mediaSpace>>;

/** Asked by the window about what is stored and downloaded. */
export const downloadRequests = {
  /** What is stored or wanted of a hub. */
  'downloads.list': {
    request: z.object({ hub: z.string() }),
    reply: z.array(z.object({ ref: renditionRef, download: downloadState })),
  },
  /** What is wanted, of all hubs, in the order in which it is downloaded. */
  'downloads.order': { request: done, reply: z.object({ order: z.array(renditionAtHub) }) },
  /** Throws disk-full and may-not-keep, and then none of them is wanted. */
  'downloads.start': {
    request: z.object({
      refs: z.array(renditionRef).min(1).max(1000),
      /** What the workshops are called, by id, for the words when one is complete. */
      names: z.record(z.uuid(), z.string().max(300)).optional(),
    }),
    reply: done,
  },
  'downloads.pause': { request: several, reply: done },
  'downloads.resume': { request: several, reply: done },
  /** Not wanted any more; the chunks that are here stay. */
  'downloads.stop': { request: several, reply: done },
  /** Puts one before another; `null` is the end. */
  'downloads.move': {
    request: z.object({ which: renditionAtHub, before: renditionAtHub.nullable() }),
    reply: done,
  },
  'downloads.remove': { request: several, reply: done },
  'downloads.settings': { request: done, reply: downloadSettings },
  'downloads.set': { request: downloadSettings.partial(), reply: downloadSettings },
  /** Drops the chunks and blobs of a recording that its account may not have any more (rule M8). */
  'downloads.forget': { request: z.object({ hub: z.string(), recordingId: z.uuid() }), reply: done },
  /** Which bytes are here; `null` where nothing is. Asking makes main tell of changes for a minute. */
  'downloads.held': { request: renditionAtHub, reply: z.object({ held: byteRanges }).nullable() },
  /** Kept: never deleted to make room (rule M6). */
  'space.keep': { request: several.extend({ kept: z.boolean() }), reply: done },
  'space.read': { request: done, reply: mediaSpace },
  'space.set': { request: mediaSpace.pick({ budget: true, margin: true }).partial(), reply: mediaSpace },
  /** Lets the person choose another folder, and moves what is stored there; at once `moved: false` if none was chosen. */
  'space.move': { request: done, reply: z.object({ moved: z.boolean() }) },
} as const;

export const downloadNotices = {
  'downloads.changed': z.object({ ref: renditionRef, download: downloadState }),
  'downloads.ordered': z.object({ order: z.array(renditionAtHub) }),
  'downloads.held': renditionAtHub.extend({ held: byteRanges }),
  /** Something of `mediaSpace` changed that no download tells: ask anew. */
  'space.changed': done,
} as const;
