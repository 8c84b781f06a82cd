import { RefusedError } from '#shared/contracts/refusals.ts';

/** What a database that is closed, gone or broken makes of a request. */
const broken = [
  'DatabaseClosedError',
  'InvalidStateError',
  'OpenFailedError',
  'UnknownError',
  'AbortError',
  'TransactionInactiveError',
];
/** With less room than this (bytes) Chromium opens no database any more. */
const TOO_LITTLE = 4 * 1024 * 1024;

/**
 * Names why the base could not be read or written: `disk-full` or `cannot-write`; leaves other errors as they
 * are. On a full disk Chromium mostly says no more than that something went wrong, so the room is looked at.
 */
export async function asStorageRefusal(error: unknown): Promise<unknown> {
  if (error instanceof RefusedError) return error;
  const names = namesIn(error);
  if (names.includes('QuotaExceededError')) return new RefusedError('disk-full', names[0]);
  if (!names.some((name) => broken.includes(name))) return error;
  return new RefusedError((await isFull()) ? 'disk-full' : 'cannot-write', names[0]);
}

/** The names of an error and of what Dexie wraps in it. */
function namesIn(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [];
  const inner: unknown[] = [];
  if ('inner' in error && error.inner !== error) inner.push(error.inner);
  if ('failures' in error && Array.isArray(error.failures)) inner.push(error.failures[0]);
  return [error.name, ...inner.flatMap(namesIn)];
}

async function isFull(): Promise<boolean> {
  try {
    const { quota, usage = 0 } = await navigator.storage.estimate();
    return quota !== undefined && quota - usage < TOO_LITTLE;
  } catch {
    return false;
  }
}
