import { setTimeout as sleep } from 'node:timers/promises';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { RtcWorker } from './RtcWorkers.ts';

/** How long a worker may take to say that it is there, in ms; a machine that stalls holds it up for seconds. */
const SIGN_OF_LIFE_MS = 4_000;

/** In two halves: a computer that wakes from sleep finds the first over at once, not the second. */
async function patience(ms: number, signal: AbortSignal): Promise<'over'> {
  await sleep(ms / 2, null, { signal });
  return sleep(ms / 2, 'over', { signal });
}

/** `over` where `work` took longer than `ms`. */
async function within<T>(ms: number, work: Promise<T>): Promise<T | 'over'> {
  const done = new AbortController();
  const late = patience(ms, done.signal);
  late.catch(() => undefined); // is not waited for any more
  try {
    return await Promise.race([work, late]);
  } finally {
    done.abort();
  }
}

/** One that is closed does not hang. */
async function hangs({ worker }: RtcWorker): Promise<boolean> {
  const sign = worker.getResourceUsage().then(
    () => 'there' as const,
    () => 'there' as const,
  );
  return (await within(SIGN_OF_LIFE_MS, sign)) === 'over';
}

/** Ends it where it hangs: it is replaced and its people come back, rather than wait (rule L6). */
async function endWhereItHangs(rtc: RtcWorker): Promise<void> {
  if (await hangs(rtc)) rtc.kill();
}

/**
 * What `work`, which needs all of `workers`, comes to. Where it takes longer than the most patient has patience the
 * workers are asked whether they are there, and those that hang, and no others, are ended. Refuses hub-error where
 * it has not come by then.
 */
export async function answeredInTime<T>(work: Promise<T>, ...workers: readonly RtcWorker[]): Promise<T> {
  const ms = Math.max(...workers.map(({ patienceMs }) => patienceMs));
  const wrapped = work.then((value) => ({ value }));
  const answer = await within(ms, wrapped);
  if (answer !== 'over') return answer.value;
  for (const rtc of workers) void endWhereItHangs(rtc);
  const after = await within(SIGN_OF_LIFE_MS, wrapped);
  if (after !== 'over') return after.value;
  throw new RefusedError('hub-error', 'the media worker does not answer');
}

/** What has come of `making`, or comes of it when nobody waits any more, is closed. */
export function closeLate(making: Promise<{ close(): void }>): void {
  making.then(
    (late) => late.close(),
    () => undefined, // there is nothing to close
  );
}

/** `answeredInTime` of what is made: where it comes after it was refused it is closed, and can be made again. */
export async function madeInTime<T extends { close(): void }>(
  making: Promise<T>,
  ...workers: readonly RtcWorker[]
): Promise<T> {
  try {
    return await answeredInTime(making, ...workers);
  } catch (error) {
    closeLate(making);
    throw error;
  }
}
