import type { Log } from './log.ts';

/** After this the process ends, whatever is under way, in ms. */
const HARD_LIMIT = 10_000;

/** SIGTERM and SIGINT close the hub and end the process with 0; a second one changes nothing. */
export function closeOnSignal(close: () => Promise<void>, log: Log): void {
  let closing = false;
  const begin = (signal: string): void => {
    if (closing) return;
    closing = true;
    log.info({ signal }, 'closing');
    setTimeout(() => {
      log.error('closing took too long');
      process.exit(1);
    }, HARD_LIMIT).unref();
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'closing failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', begin);
  process.on('SIGINT', begin);
}
