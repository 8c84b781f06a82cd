import { errorLine } from '../files/errors.ts';
import type { Log } from '../files/Log.ts';
import { pause } from '../files/pause.ts';

/**
 * Closes what runs, and waits no longer than `patience` (ms): an app that does not end would hand every later start
 * over to a process without windows. What is cut short is taken up at the next start, as after a crash.
 */
export async function closeInTime(close: () => Promise<void>, patience: number, log: Log): Promise<void> {
  const late = new AbortController();
  const waited = pause(patience, late.signal).then(
    () => log.warn(`close: given up after ${patience} ms`),
    () => undefined,
  );
  try {
    await Promise.race([close(), waited]);
  } catch (error) {
    log.error(`close: ${errorLine(error)}`);
  } finally {
    late.abort();
  }
}
