import { z } from 'zod';
import { account, membership } from '../people/account.ts';
import { sha256Hex } from '../recordings/manifest.ts';
import { rendition } from '../recordings/recording.ts';
import { journalEntry, journaled, journalOwner } from '../sync/journal.ts';
import type { IpcNoticeName, IpcRequestName } from './ipcNames.ts';
import { refusal, refusalReason } from './refusals.ts';

export type { IpcNoticeName, IpcRequestName } from './ipcNames.ts';

/** A hub that this profile has joined. */
export const joinedHub = z.object({
  fingerprint: z.string(),
  address: z.url(),
  name: z.string(),
  rehearsal: z.boolean(),
  /** SHA-256 of the hub's own certificate, base64url; `null` where a public one is asked for (rule A6). */
  pin: z.string().nullable().default(null),
  account,
  memberships: z.array(membership),
});
export type JoinedHub = Readonly<z.infer<typeof joinedHub>>;

/** Names one rendition on one hub. */
export const renditionRef = z.object({
  hub: z.string(),
  workshopId: z.uuid(),
  recordingId: z.uuid(),
  rendition,
});
export type RenditionRef = Readonly<z.infer<typeof renditionRef>>;

/** A rendition that the base holds, with the blobs (captions, poster) that the recording's contents name. */
export const mediaGrant = renditionRef.extend({ blobs: z.array(sha256Hex) });
export type MediaGrant = Readonly<z.infer<typeof mediaGrant>>;

/** A rendition's id is the hash of its manifest: two hubs with the same video have the same id. */
const renditionAtHub = z.object({ hub: z.string(), renditionId: z.string() });

/** Where a rendition stands on this computer. Bytes count verified chunks only. */
export const downloadState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('absent') }),
  /** Some chunks are here (watched or stopped), nothing is running. */
  z.object({ state: z.literal('partial'), bytes: z.int().nonnegative() }),
  z.object({ state: z.literal('queued'), bytes: z.int().nonnegative() }),
  z.object({ state: z.literal('running'), bytes: z.int().nonnegative() }),
  z.object({ state: z.literal('complete') }),
  z.object({ state: z.literal('failed'), bytes: z.int().nonnegative(), reason: refusalReason }),
]);
export type DownloadState = Readonly<z.infer<typeof downloadState>>;

const done = z.object({});

/** Asked by the window, answered by main with `{ ok }` or a refusal. */
export const ipcRequests = {
  'hubs.list': { request: done, reply: z.array(joinedHub) },
  /** Joins by an invite link; the window is reloaded afterwards, so that its CSP names the hub (rule D6). */
  'hubs.join': {
    request: z.object({ link: z.string().max(2000), name: z.string().nullable() }),
    reply: joinedHub,
  },
  /** Which hub answers at an address, proved; joining it takes an invite (rule A1). */
  'hubs.probe': {
    request: z.object({ address: z.url({ protocol: /^https?$/ }).max(300) }),
    reply: z.object({ fingerprint: z.string(), name: z.string(), joined: z.boolean() }),
  },
  /** Removes all that this device has of a hub (rule S12); the window is reloaded afterwards. */
  'hubs.leave': { request: z.object({ hub: z.string() }), reply: done },
  'hubs.accessToken': {
    request: z.object({ hub: z.string(), renew: z.boolean() }),
    reply: z.object({ token: z.string(), expires: z.iso.datetime() }),
  },
  'downloads.list': {
    request: z.object({ hub: z.string() }),
    reply: z.array(z.object({ renditionId: z.string(), download: downloadState })),
  },
  'downloads.start': { request: renditionRef, reply: done },
  'downloads.stop': { request: renditionAtHub, reply: done },
  'downloads.remove': { request: renditionAtHub, reply: done },
  /** Drops the chunks and blobs of a recording that its account may not have any more (rule M8). */
  'downloads.forget': { request: z.object({ hub: z.string(), recordingId: z.uuid() }), reply: done },
  /**
   * Tells main all that the base of one hub holds, so that `lectern-media` serves that of it and nothing
   * else (rule D7). What was said of the hub before and is not any more is deleted (rule M8).
   */
  'media.allow': { request: z.object({ hub: z.string(), grants: z.array(mediaGrant) }), reply: done },
  /** Resolves once the entries are on the disk (rule S11); disk-full and damaged keep nothing of them. */
  'journal.append': {
    request: journalOwner.extend({ entries: z.array(journalEntry).min(1).max(1000) }),
    reply: z.object({ last: z.int().positive() }),
  },
  /** Entries after `after`, at most 1,000. `generation` changes when a journal begins anew or is compacted. */
  'journal.read': {
    request: journalOwner.extend({ after: z.int().nonnegative() }),
    reply: z.object({
      generation: z.uuid(),
      entries: z.array(journaled),
      last: z.int().nonnegative(),
      /** Lines that could not be read and were set aside in a file of their own. */
      damaged: z.int().nonnegative(),
    }),
  },
  /** The bytes of an http(s) address, for an import by its address (organizers); at most 50 MB. */
  'imports.fetch': {
    request: z.object({ url: z.url({ protocol: /^https?$/ }) }),
    reply: z.object({ name: z.string(), bytes: z.instanceof(Uint8Array) }),
  },
  'app.diagnostics': { request: done, reply: z.object({ text: z.string() }) },
} as const satisfies Record<IpcRequestName, { request: z.ZodType; reply: z.ZodType }>;

/** Said by main. */
export const ipcNotices = {
  'downloads.changed': renditionAtHub.extend({ download: downloadState }),
  /** Entries that any window appended; the projector of their owner takes them over. */
  'journal.appended': journalOwner.extend({ entries: z.array(journaled).min(1) }),
  /** How the saving of a file that the page made has ended; `url` is its `blob:` address. */
  'file.saved': z.object({
    url: z.string(),
    /** As the person called it in the dialog. */
    name: z.string(),
    how: z.enum(['saved', 'cancelled', 'failed']),
  }),
  /** A `lectern://` link was opened; the route to show. */
  'link.opened': z.object({ route: z.string() }),
  /** An invite link was opened; nothing is joined before the person asks for it. */
  'link.invite': z.object({ link: z.string().max(2000) }),
  /** A link could not be opened, and why. */
  'link.refused': refusal,
} as const satisfies Record<IpcNoticeName, z.ZodType>;

export type IpcRequest<N extends IpcRequestName> = z.output<(typeof ipcRequests)[N]['request']>;
export type IpcReply<N extends IpcRequestName> = z.output<(typeof ipcRequests)[N]['reply']>;
export type IpcNotice<N extends IpcNoticeName> = z.output<(typeof ipcNotices)[N]>;

/** What the preload puts on `window.lectern`: this and nothing else. */
export type Bridge = {
  readonly ask: (name: IpcRequestName, request: unknown) => Promise<unknown>;
  readonly listen: (name: IpcNoticeName, listener: (notice: unknown) => void) => () => void;
};

/** `lectern-media://media/<hub>/<workshop>/<recording>/<rendition or blob hash>` */
export function mediaUrl(
  part: 'rendition' | 'blob',
  at: {
    readonly hub: string;
    readonly workshopId: string;
    readonly recordingId: string;
    readonly id: string;
  },
): string {
  return `lectern-media://media/${part}/${at.hub}/${at.workshopId}/${at.recordingId}/${at.id}`;
}
