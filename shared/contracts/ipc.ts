import { z } from 'zod';
import { account, membership } from '../people/account.ts';
import { sha256Hex } from '../recordings/manifest.ts';
import { journalEntry, journaled, journalOwner } from '../sync/journal.ts';
import { downloadNotices, downloadRequests, renditionRef } from './ipcDownloads.ts';
import { liveNotices, liveRequests } from './ipcLive.ts';
import type { IpcNoticeName, IpcRequestName } from './ipcNames.ts';
import { packNotices, packRequests } from './ipcPacks.ts';
import { chosenFile, uploadNotices, uploadRequests } from './ipcUploads.ts';
import { refusal } from './refusals.ts';

export type { IpcNoticeName, IpcRequestName } from './ipcNames.ts';

/** A hub that this profile has joined. */
export const joinedHub = z.object({
  fingerprint: z.string(),
  address: z.url(),
  name: z.string(),
  rehearsal: z.boolean(),
  /** SHA-256 of the hub's own certificate, base64url; `null` where a public one is asked for (rule A6). */
  pin: z.string().nullable().default(null),
  /** Known from packs alone: there is no account at the hub, and `account` is this device's own word. */
  guest: z.boolean().default(false),
  /** Workshops that came in packs, each at the rev of its snapshot. */
  packed: z.array(z.object({ workshopId: z.uuid(), slug: z.string(), rev: z.int() })).default([]),
  account,
  memberships: z.array(membership),
});
export type JoinedHub = Readonly<z.infer<typeof joinedHub>>;

/** A rendition that the base holds, with the blobs (captions, pictures, slides) that the recording's contents name. */
export const mediaGrant = renditionRef.extend({
  blobs: z.array(sha256Hex),
  /** False where the recording may be played, but not downloaded or packed. */
  mayBeKept: z.boolean().default(true),
});
export type MediaGrant = Readonly<z.infer<typeof mediaGrant>>;

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
  ...downloadRequests,
  ...uploadRequests,
  ...packRequests,
  ...liveRequests,
  /**
   * Tells main all that the base of one hub holds, so that `lectern-media` serves that of it and nothing
   * else (rule D7). What was said of the hub before and is not any more is deleted (rule M8).
   */
  'media.allow': {
    request: z.object({
      hub: z.string(),
      grants: z.array(mediaGrant),
      /** What public rows name: photos of people. */
      photos: z.array(z.object({ workshopId: z.uuid(), hash: sha256Hex })),
    }),
    reply: done,
  },
  /** What of a hub's recordings the person wants to have longest (rule M6). */
  'media.hints': {
    request: z.object({
      hub: z.string(),
      hints: z.array(z.object({ recordingId: z.uuid(), starred: z.boolean(), watched: z.boolean() })),
    }),
    reply: done,
  },
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
  ...downloadNotices,
  ...uploadNotices,
  ...packNotices,
  ...liveNotices,
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
  /** Hands main the path of a file that was dropped on the page. `null` where it is no file of the disk. */
  readonly takeFile: (file: File) => Promise<unknown>;
};

/** What `takeFile` answers. */
export const takenFile = chosenFile.nullable();

type MediaAt = { readonly hub: string; readonly workshopId: string; readonly id: string };

/** `lectern-media://media/<part>/<hub>/<workshop>/<recording>/<rendition or blob hash>` */
export function mediaUrl(part: 'rendition' | 'blob', at: MediaAt & { readonly recordingId: string }): string {
  return `lectern-media://media/${part}/${at.hub}/${at.workshopId}/${at.recordingId}/${at.id}`;
}

/** `lectern-media://media/photo/<hub>/<workshop>/<hash>`: what a public row names. */
export function photoUrl(at: MediaAt): string {
  return `lectern-media://media/photo/${at.hub}/${at.workshopId}/${at.id}`;
}
