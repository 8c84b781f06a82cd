import { z } from 'zod';

/** The closed list of reasons for a "no" on any wire. Each has its sentence in the app's catalog. */
export const refusalReason = z.enum([
  'malformed',
  'protocol-mismatch',
  'wrong-origin',
  'not-a-hub',
  'hub-unreachable',
  'hub-changed',
  'insecure-address',
  'invite-unknown',
  'invite-expired',
  'invite-used-up',
  'token-missing',
  'token-expired',
  'token-forged',
  'not-a-member',
  'not-allowed',
  'not-found',
  'not-released',
  'already-done',
  'wrong-state',
  /** What was to be changed has been changed by somebody else meanwhile. */
  'changed-since',
  /** A command was sent to the hub as it was before it was restored; the app greets it anew and sends again (rule S10). */
  'epoch-changed',
  /** A file or address that is none of the formats that can be imported. */
  'unknown-format',
  /** The hub's certificate is not the one that its invite names (rule A6). */
  'certificate-mismatch',
  'too-large',
  'too-many',
  'stage-closed',
  /** A moderator has put the account out of this stage. */
  'banned',
  /** The stage is recorded, and the workshop has people agree to that first. */
  'consent-needed',
  'chat-locked',
  'place-taken',
  'media-mismatch',
  'disk-full',
  /** A disk of this computer that takes no file so long: FAT32 ends at 4 GiB. */
  'file-too-large',
  /** A folder of this computer that cannot be written to, or that is gone. */
  'cannot-write',
  /** A folder that was chosen for recordings has other files in it, or another Lectern uses it. */
  'folder-taken',
  /** A folder that was chosen for recordings is the one they are in, or lies in it or around it. */
  'folder-inside',
  /** What a command builds on was refused (rule S6). */
  'needs-refused',
  /** An uploaded file is none of what it should be: no video, no captions, no PDF, no picture. */
  'wrong-file',
  /** The file ends before its end. */
  'cut-short',
  /** A video or sound in a form that neither the app plays nor the hub can convert; the detail names it. */
  'codec-unknown',
  /** The hub lacks ffmpeg, or has no room, and so cannot work on what was uploaded. */
  'cannot-process',
  /** The organizers let it be watched, but not downloaded or packed. */
  'may-not-keep',
  /** The window asked for a file that nobody chose in it, or that has gone since. */
  'file-gone',
  /** A pack of a later version of the app. */
  'newer-format',
  /** A pack of a hub that this device does not know, and that the person has not said to trust. */
  'unknown-hub',
  /** This device knows the workshop from a pack alone; it takes an invite to speak with its hub. */
  'not-joined',
  'keyring-locked',
  'damaged',
  'hub-error',
]);
export type RefusalReason = z.infer<typeof refusalReason>;

export const refusal = z.object({ refused: refusalReason, detail: z.string().optional() });
export type Refusal = Readonly<z.infer<typeof refusal>>;

/** A refusal on its way up the stack, to be answered by name at the edge. */
export class RefusedError extends Error {
  readonly reason: RefusalReason;
  readonly detail: string | undefined;

  constructor(reason: RefusalReason, detail?: string) {
    super(detail === undefined ? reason : `${reason}: ${detail}`);
    this.name = 'RefusedError';
    this.reason = reason;
    this.detail = detail;
  }

  toRefusal(): Refusal {
    return this.detail === undefined
      ? { refused: this.reason }
      : { refused: this.reason, detail: this.detail };
  }
}
