import { z } from 'zod';
import { account, membership } from '../people/account.ts';
import { workshop } from '../program/workshop.ts';
import { signedManifest } from '../recordings/manifest.ts';
import { change } from '../sync/rows.ts';
import { command } from './commands.ts';
import { refusalReason } from './refusals.ts';

const nothing = z.object({}).optional();

/** The most characters of one part of an import. */
export const IMPORT_PART_LENGTH = 200_000;

/** `programNow` at `hubNow`; both run at the pace of real seconds (design section 12). */
export const clockReading = z.object({ hubNow: z.iso.datetime(), programNow: z.iso.datetime() });

export const hubDescription = z.object({
  lectern: z.literal('hub'),
  protocol: z.int(),
  name: z.string(),
  /** SHA-256 of the public key, base64url: the hub's identity. */
  fingerprint: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  /** Raw Ed25519 public key, base64url. */
  publicKey: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  epoch: z.uuid(),
  rehearsal: z.boolean(),
  clock: clockReading,
});
export type HubDescription = Readonly<z.infer<typeof hubDescription>>;

const tokens = z.object({
  accessToken: z.string(),
  /** When the access token stops working, by the hub's real clock. */
  accessExpires: z.iso.datetime(),
  refreshToken: z.string(),
});
export const workshopHead = z.object({
  id: z.uuid(),
  slug: z.string(),
  head: z.int().nonnegative(),
  membership,
});

/**
 * The wire between app and hub over HTTP, JSON both ways. `:name` parts of a path are in `params`.
 * A refusal is `{ refused, detail? }` with a 4xx or 5xx status.
 */
export const http = {
  hub: { method: 'GET', path: '/v1/hub', auth: false, request: nothing, reply: hubDescription },
  /**
   * The hub proves that it holds its key: base64url Ed25519 of `hubProofText`. It refuses an address that is
   * not its own as `hub-changed`.
   */
  prove: {
    method: 'POST',
    path: '/v1/prove',
    auth: false,
    request: z.object({
      nonce: z.string().regex(/^[A-Za-z0-9_-]{22,86}$/),
      address: z.url({ protocol: /^https?$/ }),
    }),
    reply: z.object({ signature: z.string() }),
  },
  join: {
    method: 'POST',
    path: '/v1/join',
    auth: false,
    request: z.object({
      invite: z.string().min(20).max(200),
      /** `secret` proves on a second use of the link that the device is the same (rule A1). */
      device: z.object({ id: z.uuid(), secret: z.string().min(32).max(200), label: z.string().max(120) }),
      name: z.string().trim().min(1).max(120).nullable(),
    }),
    reply: tokens.extend({ account, memberships: z.array(membership) }),
  },
  refresh: {
    method: 'POST',
    path: '/v1/refresh',
    auth: false,
    request: z.object({ refreshToken: z.string().min(20).max(400) }),
    reply: tokens.extend({ memberships: z.array(membership) }),
  },
  /**
   * Where an account stands, in one question. `cursor` is that of a reader who has everything of the
   * workshop: who holds it has nothing to pull.
   */
  workshops: {
    method: 'GET',
    path: '/v1/workshops',
    auth: true,
    request: nothing,
    reply: z.object({
      hub: hubDescription,
      workshops: z.array(workshopHead.extend({ cursor: z.string() })),
    }),
  },
  /** Query: `cursor` (opaque, absent at first), `limit` (1 to 1000). */
  changes: {
    method: 'GET',
    path: '/v1/workshops/:workshopId/changes',
    auth: true,
    request: nothing,
    reply: z.object({
      /** True where the pages from here on replace what the reader has. */
      snapshot: z.boolean(),
      changes: z.array(change),
      cursor: z.string(),
      head: z.int().nonnegative(),
      more: z.boolean(),
    }),
  },
  /**
   * Query: `epoch`, that of the hub as the sender knows it. A command that is late on its way meets no
   * restored hub, whose answer would be another one than its sender has: it is refused as epoch-changed.
   */
  command: {
    method: 'POST',
    path: '/v1/commands',
    auth: true,
    request: command,
    reply: z.discriminatedUnion('outcome', [
      z.object({ outcome: z.literal('applied'), rev: z.int().nonnegative() }),
      z.object({ outcome: z.literal('refused'), reason: refusalReason, detail: z.string().optional() }),
    ]),
  },
  /** A new workshop of the hub; who makes it must be an organizer of one here, and is its organizer. */
  createWorkshop: {
    method: 'POST',
    path: '/v1/workshops',
    auth: true,
    request: z.object({ id: z.uuid(), slug: workshop.shape.slug, title: workshop.shape.title }),
    reply: workshopHead,
  },
  /** Which parts of an import have arrived, so that sending goes on where it stopped. */
  importParts: {
    method: 'GET',
    path: '/v1/workshops/:workshopId/imports/:importId',
    auth: true,
    request: nothing,
    reply: z.object({ parts: z.array(z.int().nonnegative()) }),
  },
  /** One part, numbered from 0: a slice of the JSON text of `ImportChange[]`. The same part twice is fine. */
  importPart: {
    method: 'PUT',
    path: '/v1/workshops/:workshopId/imports/:importId/parts/:part',
    auth: true,
    request: z.object({ text: z.string().min(1).max(IMPORT_PART_LENGTH) }),
    reply: z.object({}),
  },
  members: {
    method: 'GET',
    path: '/v1/workshops/:workshopId/members',
    auth: true,
    request: nothing,
    reply: z.object({ members: z.array(z.object({ account, membership })) }),
  },
  setMember: {
    method: 'PUT',
    path: '/v1/workshops/:workshopId/members/:accountId',
    auth: true,
    request: membership.pick({ role: true, personId: true }),
    reply: z.object({}),
  },
  /** Ends the account's sockets, places and tokens in this workshop (rule A4). */
  removeMember: {
    method: 'DELETE',
    path: '/v1/workshops/:workshopId/members/:accountId',
    auth: true,
    request: nothing,
    reply: z.object({}),
  },
  invite: {
    method: 'POST',
    path: '/v1/invites',
    auth: true,
    request: z.object({
      workshopIds: z.array(z.uuid()).min(1),
      role: z.enum(['attendee', 'speaker', 'moderator', 'organizer']),
      uses: z.int().min(1).max(100_000),
      expires: z.iso.datetime(),
    }),
    reply: z.object({ link: z.string() }),
  },
  manifest: {
    method: 'GET',
    path: '/v1/workshops/:workshopId/recordings/:recordingId/renditions/:renditionId/manifest',
    auth: true,
    request: nothing,
    reply: signedManifest,
  },
} as const;

export type HttpName = keyof typeof http;
export type HttpRequest<N extends HttpName> = z.input<(typeof http)[N]['request']>;
export type HttpReply<N extends HttpName> = z.output<(typeof http)[N]['reply']>;

/** Bytes, not JSON: Range is honoured, authorization as everywhere. */
export const httpBytes = {
  rendition: '/v1/workshops/:workshopId/recordings/:recordingId/renditions/:renditionId/bytes',
  /** Captions, a picture or slides that the recording's contents name by hash. */
  blob: '/v1/workshops/:workshopId/recordings/:recordingId/blobs/:hash',
  /** A blob that a public row names: a person's photo. */
  photo: '/v1/workshops/:workshopId/photos/:hash',
  /**
   * The public rows of a workshop at a rev (rule M7), as the lines of `packSnapshot`. The header
   * `PACK_SIGNATURE_HEADER` has what the hub says and signs of it, as JSON of `signedSnapshot`.
   */
  snapshot: '/v1/workshops/:workshopId/snapshot',
} as const;

/**
 * Uploads by tus 1.0 (creation, termination, offset): POST here, PATCH, HEAD and DELETE below. `Upload-Metadata`
 * has `id` (UUID, chosen by the sender: the upload's and the job's) and `target` (JSON of `uploadTarget`).
 * Authorization and protocol header as everywhere; a refusal is the contract's JSON. POST of an id that is there
 * answers its place again.
 */
export const UPLOADS_PATH = '/v1/workshops/:workshopId/uploads';

/** Puts `params` into a path of this contract. */
export function httpPath(path: string, params: Readonly<Record<string, string>>): string {
  return path.replace(/:([A-Za-z]+)/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`${path} needs ${name}`);
    return encodeURIComponent(value);
  });
}
