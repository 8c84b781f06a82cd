import type { Observable } from './Observable.ts';

/** Resolves when it is true, or `patience` ms later all the same. */
export function untilTrue(one: Observable<boolean>, patience: number): Promise<void> {
  if (one.get()) return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const timer = setTimeout(end, patience);
    const stop = one.subscribe(() => one.get() && end());
  });
}
