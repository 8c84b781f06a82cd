import { RefusedError } from '#shared/contracts/refusals.ts';
import { errorCode } from '../files/errors.ts';
import { asDiskFull } from '../recordings/diskFull.ts';

/** Names why the system did not write: `disk-full`, or `cannot-write` with the system's own code. */
export function asWriteRefusal(error: unknown): unknown {
  const named = asDiskFull(error);
  const code = errorCode(named);
  if (named instanceof RefusedError || code === null) return named;
  return new RefusedError('cannot-write', code);
}
