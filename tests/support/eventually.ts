import { vi } from 'vitest';

/** Tries until nothing is thrown any more; @throws what was thrown last, after 15 s. */
export const eventually = <T>(check: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(check, { timeout: 15_000, interval: 20 });
