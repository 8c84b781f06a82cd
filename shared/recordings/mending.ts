import type { RefusalReason } from '../contracts/refusals.ts';

const here = ['disk-full', 'cannot-write', 'folder-taken', 'file-gone'] as const;
const atHub: readonly RefusalReason[] = ['hub-unreachable', 'hub-error', 'too-many'];
const signingIn: readonly RefusalReason[] = [
  'token-missing',
  'token-expired',
  'token-forged',
  'keyring-locked',
  'not-joined',
];

/** A download goes on by itself as soon as the hub is well again: it is away, or in trouble. */
export function mendsAtHub(reason: RefusalReason): boolean {
  return atHub.includes(reason);
}

/** A download goes on by itself as soon as this computer has room and the folder again. */
export function mendsHere(reason: RefusalReason): reason is (typeof here)[number] {
  return here.some((one) => one === reason);
}

/** A download goes on by itself as soon as the hub has let this account in again. */
export function mendsBySigningIn(reason: RefusalReason): boolean {
  return signingIn.includes(reason);
}
