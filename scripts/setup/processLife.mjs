import { readFileSync } from 'node:fs';

/**
 * @param {number} pid
 * @returns {string[]} the fields of /proc/PID/stat from the state on; none where there is no such file
 */
function statFields(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}

/**
 * When the process started, in the kernel's ticks, so that a pid given out again is not taken for the old process.
 * @param {number} pid
 * @returns {string | null} null where the platform does not say
 */
export const startOf = (pid) => statFields(pid)[19] ?? null;

/**
 * @param {number} pid
 * @param {string | null} [started] what startOf said of the process that is meant
 */
export function isAlive(pid, started = null) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EPERM') return false;
  }
  const fields = statFields(pid);
  // A zombie has ended; nobody has asked for its status yet.
  if (fields[0] === 'Z') return false;
  return started === null || fields[19] === undefined || fields[19] === started;
}

/**
 * Ends a process and, where it leads a process group, its descendants.
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
export function endGroup(pid, signal) {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
  }
}
