import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** The parts that the demo hub mints invites for. */
export const roles = /** @type {const} */ (['attendee', 'attendee2', 'speaker', 'moderator', 'organizer']);
/** @typedef {(typeof roles)[number]} Role */

/** @typedef {{ address: string, pid: number, invites: Record<Role, string> }} Ready */

/** @param {string} root */
export function demoPaths(root) {
  const folder = path.join(root, '.lectern');
  const mark = createHash('sha256').update(root).digest('hex').slice(0, 16);
  return {
    folder,
    hub: path.join(folder, 'hub'),
    ready: path.join(folder, 'hub', 'ready.json'),
    log: path.join(folder, 'hub.log'),
    port: path.join(folder, 'port'),
    profile: (/** @type {Role} */ role) => path.join(folder, 'profiles', role),
    windowLog: (/** @type {Role} */ role) => path.join(folder, `${role}.log`),
    // A socket's path may have 107 bytes at most, so it cannot lie in the checkout.
    meeting:
      process.platform === 'win32'
        ? `\\\\.\\pipe\\lectern-${mark}`
        : path.join(os.tmpdir(), `lectern-${process.getuid?.() ?? 0}-${mark}.sock`),
  };
}

/**
 * @param {string} file
 * @returns {Ready | null} null when it is not there, or is none
 */
export function readReady(file) {
  try {
    const value = /** @type {Partial<Ready>} */ (JSON.parse(readFileSync(file, 'utf8')));
    const { address, pid, invites } = value;
    if (typeof address !== 'string' || typeof pid !== 'number' || typeof invites !== 'object') return null;
    return { address, pid, invites };
  } catch {
    return null;
  }
}
