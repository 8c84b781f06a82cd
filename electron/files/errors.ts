/** The code of a Node or system error (`ENOENT`, `ENOSPC`), or `null`. */
export function errorCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/** An error in one line for the log, with its cause. */
export function errorLine(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : ` (${errorLine(error.cause)})`;
  return `${error.name}: ${error.message}${cause}`;
}
