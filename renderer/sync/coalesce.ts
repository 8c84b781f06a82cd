/**
 * Runs a job one at a time: what is asked for while it runs becomes one more run after it. Each call
 * resolves or rejects with a run that began after the call.
 */
export function coalesce(job: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  const start = (): Promise<void> => {
    next = null;
    const mine = job();
    running = mine;
    const clear = () => {
      if (running === mine && !next) running = null;
    };
    mine.then(clear, clear);
    return mine;
  };
  return () => {
    if (next) return next;
    if (!running) return start();
    next = running.then(start, start);
    return next;
  };
}
