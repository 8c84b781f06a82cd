import { readFileSync } from 'node:fs';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from './cacheFolder.mjs';
import { createLog } from './log.mjs';
import { runCommand } from './runCommand.mjs';

/** @typedef {ReturnType<typeof createContext>} Context */

function readOsRelease() {
  try {
    return readFileSync('/etc/os-release', 'utf8');
  } catch {
    return '';
  }
}

/** The checkout's root folder. */
export const checkout = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/** All that the set-up steps touch of the machine, so that a test can hand them another one. */
export function createContext({
  root = checkout,
  env = process.env,
  platform = /** @type {string} */ (process.platform),
  arch = /** @type {string} */ (process.arch),
  home = os.homedir(),
  isRoot = process.getuid?.() === 0,
  osRelease = readOsRelease(),
  nodeVersion = process.versions.node,
  fetch = globalThis.fetch,
  run = runCommand,
  now = Date.now,
  disk = /** @type {Pick<typeof fs, 'open' | 'rename' | 'mkdir'>} */ (fs),
  log = createLog(process.stdout, now),
} = {}) {
  const cache = cacheFolder({ env, platform, home });
  return { root, env, platform, arch, isRoot, osRelease, nodeVersion, fetch, run, now, disk, log, cache };
}
