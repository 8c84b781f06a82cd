import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

// Recordings weigh megabytes; their size and time say enough.
const largeBytes = 262_144;

/**
 * @param {string} root
 * @param {readonly string[]} names files and folders; those that are not there count as absent
 * @returns {string} a hash that changes when a source does
 */
export function sourceHash(root, names) {
  const hash = createHash('sha256');
  const visit = (/** @type {string} */ name) => {
    const at = path.join(root, name);
    const stat = statSync(at, { throwIfNoEntry: false });
    if (stat?.isDirectory()) {
      for (const entry of readdirSync(at).sort()) visit(`${name}/${entry}`);
      return;
    }
    hash.update(`${name}\0`);
    if (stat && stat.size > largeBytes) hash.update(`${stat.size} ${stat.mtimeMs}\0`);
    else if (stat) hash.update(readFileSync(at)).update('\0');
  };
  for (const name of names) visit(name);
  return hash.digest('hex');
}
