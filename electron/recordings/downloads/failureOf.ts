import { type RefusalReason, RefusedError } from '#shared/contracts/refusals.ts';
import { errorCode } from '../../files/errors.ts';
import { asDiskFull } from '../diskFull.ts';

/** A folder that is gone, read-only, on a disk that was pulled out, or of a broken one. */
const cannotWrite = ['ENOENT', 'EACCES', 'EPERM', 'EROFS', 'EIO', 'ENODEV', 'ENXIO', 'ENOTDIR', 'ESTALE'];

/** Why a download cannot go on, by name. */
export function failureOf(error: unknown): RefusalReason {
  const named = asDiskFull(error);
  if (named instanceof RefusedError) return named.reason;
  const code = errorCode(named);
  return code !== null && cannotWrite.includes(code) ? 'cannot-write' : 'hub-error';
}

/** Goes on by itself as soon as the hub is well again: it is away, or in trouble. */
export function mendsAtHub(reason: RefusalReason): boolean {
  return reason === 'hub-unreachable' || reason === 'hub-error' || reason === 'too-many';
}

/** Goes on by itself as soon as this computer has room and the folder again. */
export function mendsHere(reason: RefusalReason): boolean {
  return ['disk-full', 'cannot-write', 'folder-taken', 'file-gone'].includes(reason);
}

/** Goes on by itself as soon as the hub has let this account in again. */
export function mendsBySigningIn(reason: RefusalReason): boolean {
  return ['token-missing', 'token-expired', 'token-forged', 'keyring-locked', 'not-joined'].includes(reason);
}
