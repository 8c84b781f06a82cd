import { RefusedError } from '#shared/contracts/refusals.ts';
import { errorCode } from '../files/errors.ts';

/** Names an error of a disk, or of a person's share of it, that takes no more; leaves others as they are. */
export function asDiskFull(error: unknown): unknown {
  const code = errorCode(error);
  return code === 'ENOSPC' || code === 'EDQUOT' ? new RefusedError('disk-full') : error;
}
