/** Resolves with the exit code of the first signal that asks this process to end. */
export function interrupted() {
  return new Promise((/** @type {(code: number) => void} */ resolve) => {
    process.once('SIGINT', () => resolve(130));
    process.once('SIGTERM', () => resolve(143));
    process.once('SIGHUP', () => resolve(129));
  });
}
