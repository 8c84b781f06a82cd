import { z } from 'zod';
import { change } from '../sync/rows.ts';
import { chosenFile } from './ipcUploads.ts';
import { refusalReason } from './refusals.ts';

const done = z.object({});
const bytes = z.int().nonnegative();
const ofWorkshop = z.object({ hub: z.string(), workshopId: z.uuid() });

/** What a pack says of itself, before anything of it is taken over. Its signature was verified. */
export const packDescription = z.object({
  file: chosenFile,
  hub: z.object({
    fingerprint: z.string(),
    name: z.string(),
    address: z.string(),
    /** `unknown`: the person is shown the fingerprint and asked. */
    known: z.enum(['joined', 'trusted', 'unknown']),
  }),
  workshopId: z.uuid(),
  title: z.string(),
  slug: z.string(),
  /** The workshop's counter at the snapshot, and when the hub signed it. */
  rev: z.int().nonnegative(),
  signed: z.iso.datetime(),
  recordings: z.array(
    z.object({
      recordingId: z.uuid(),
      title: z.string(),
      renditionId: z.string(),
      kind: z.enum(['video', 'audio']),
      bytes,
      /** Of them, bytes that this computer has already and that are not copied. */
      here: bytes,
    }),
  ),
});
export type PackDescription = Readonly<z.infer<typeof packDescription>>;

/** A pack being written or taken over. `part`: what is being worked on, in bytes. */
export const packWork = z.object({
  packId: z.uuid(),
  what: z.enum(['export', 'import']),
  ...ofWorkshop.shape,
  title: z.string(),
  /** The file's name, without its folder. */
  fileName: z.string(),
  state: z.enum(['running', 'done', 'stopped', 'failed']),
  done: bytes,
  total: bytes,
  /** Why it failed, or what is in `damaged` was left out. */
  reason: refusalReason.nullable(),
  /** Of an export whose hub could not be asked: when the snapshot in it was signed. */
  asOf: z.iso.datetime().nullable(),
  /**
   * What is damaged, by its name in the pack; of an export, of what captions, slides or photos could not be had,
   * by title and name. Empty where nothing was left out.
   */
  damaged: z.array(z.string()),
});
export type PackWork = Readonly<z.infer<typeof packWork>>;

export const packRequests = {
  /** Asks where to save and begins; `null` where the person chose nothing. */
  'packs.export': {
    request: ofWorkshop.extend({
      title: z.string(),
      slug: z.string(),
      renditionIds: z.array(z.string()).max(2000),
    }),
    reply: packWork.nullable(),
  },
  /** Throws `damaged`, `cut-short`, `newer-format`, `unknown-format`, `file-gone`. */
  'packs.inspect': { request: z.object({ token: z.uuid() }), reply: packDescription },
  /**
   * Takes a pack over; one that was interrupted goes on. `trust`: the person was shown the fingerprint of a hub
   * that was unknown. Resolves once the workshop may be read by `packs.rows`; its recordings follow.
   */
  'packs.open': { request: z.object({ token: z.uuid(), trust: z.boolean() }), reply: packWork },
  'packs.stop': { request: z.object({ packId: z.uuid() }), reply: done },
  /** Forgets work that has ended. */
  'packs.dismiss': { request: z.object({ packId: z.uuid() }), reply: done },
  'packs.list': { request: done, reply: z.array(packWork) },
  /** The public rows of a workshop that came in a pack, in pages of at most 1,000 from `after` on. */
  'packs.rows': {
    request: ofWorkshop.extend({ after: z.int().nonnegative() }),
    reply: z.object({ rev: z.int().nonnegative(), changes: z.array(change), next: z.int().nullable() }),
  },
  /** Removes a workshop that is known from a pack alone, with its recordings. */
  'packs.remove': { request: ofWorkshop, reply: done },
} as const;

export const packNotices = {
  'packs.changed': packWork,
  /** A `.lectern` file was opened by the system; the window shows what is in it. */
  'packs.offered': chosenFile,
} as const;
