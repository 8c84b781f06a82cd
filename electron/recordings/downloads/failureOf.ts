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
