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
  'too-large',
  'too-many',
  'stage-closed',
  'place-taken',
  'media-mismatch',
  'disk-full',
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
