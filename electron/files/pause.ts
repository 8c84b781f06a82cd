import { setTimeout } from 'node:timers/promises';

/** Resolves after so many milliseconds. Rejects with the signal's reason where that comes first. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    await setTimeout(ms, undefined, { ref: false, ...(signal ? { signal } : {}) });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
