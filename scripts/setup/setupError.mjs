/** What a set-up step needs, as the one sentence that its user reads last. */
export class SetupError extends Error {
  /**
   * @param {'network' | 'checksum' | 'disk' | 'compiler' | 'packages' | 'runtime' | 'build'} code
   * @param {string} sentence
   * @param {unknown} [cause]
   */
  constructor(code, sentence, cause) {
    super(sentence, { cause });
    this.name = 'SetupError';
    this.code = code;
  }
}

/** A program that ended with a failure, with the last lines it printed. */
export class CommandError extends Error {
  /**
   * @param {string} command
   * @param {number | null} status
   * @param {string} tail
   */
  constructor(command, status, tail) {
    super(`${command} ended with ${status === null ? 'a signal' : `status ${status}`}`);
    this.name = 'CommandError';
    this.command = command;
    this.status = status;
    this.tail = tail;
  }
}

const networkCodes =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|UND_ERR|Temporary failure resolving|Could not resolve|network is unreachable/i;
const diskWords = /ENOSPC|EDQUOT|No space left on device|Disk quota exceeded/i;
const checksumWords = /EINTEGRITY|Hash Sum mismatch|integrity checksum failed/i;

/** @param {unknown} error */
function words(error) {
  let text = '';
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    const { code } = /** @type {{ code?: unknown }} */ (at);
    text += ` ${String(code ?? '')} ${at.message} ${at instanceof CommandError ? at.tail : ''}`;
  }
  return text;
}

/**
 * Turns any failure of a step into the SetupError that its user needs.
 * @param {unknown} error
 * @param {string} doing what the step was doing, as in "fetching Electron"
 * @returns {SetupError}
 */
export function explainFailure(error, doing) {
  if (error instanceof SetupError) return error;
  const text = words(error);
  if (diskWords.test(text))
    return new SetupError(
      'disk',
      `The disk is full: free some space for ${doing}, then run this again.`,
      error,
    );
  if (checksumWords.test(text))
    return new SetupError(
      'checksum',
      `Wrong checksum while ${doing}: what arrived is not what was pinned.`,
      error,
    );
  if (networkCodes.test(text))
    return new SetupError('network', `No network: ${doing} needs a connection, then run this again.`, error);
  if (error instanceof CommandError && error.status === 127)
    return new SetupError('build', `A program is missing: ${error.command} could not be started.`, error);
  const message = error instanceof Error ? error.message : String(error);
  return new SetupError('build', `It failed while ${doing}: ${message}.`, error);
}
