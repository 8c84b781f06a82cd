import { setTimeout as wait } from 'node:timers/promises';

/** In ms. */
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 5_000;

/** Until what failed so often in a row is tried again, in ms; each time twice as long. */
export function pauseAfter(failures: number): number {
  return Math.min(FIRST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE);
}

export type RetryOptions = {
  readonly signal: AbortSignal;
  /** Hears of each failure after which it is tried again, and of how many there were in a row. */
  readonly failed: (error: unknown, failures: number) => void;
};

/** Runs a task until it succeeds. Once `signal` is aborted it has one more try, and rejects as that does. */
export async function retry(task: () => Promise<void>, { signal, failed }: RetryOptions): Promise<void> {
  for (let failures = 1; ; failures += 1) {
    const isLast = signal.aborted;
    try {
      return await task();
    } catch (error) {
      if (isLast) throw error;
      failed(error, failures);
    }
    await wait(pauseAfter(failures), undefined, { signal }).catch(() => undefined);
  }
}
