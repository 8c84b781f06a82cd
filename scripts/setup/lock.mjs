import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endGroup, isAlive, startOf } from './processLife.mjs';
import { onChildStart } from './runCommand.mjs';

/** @typedef {{ pid: number, started: string | null }} Holder */
/** @typedef {Holder & { children: Holder[] }} LockText */

const pollMs = 250;
const takeoverMs = 10_000;

/** @param {number} pid */
const holder = (pid) => ({ pid, started: startOf(pid) });

/**
 * @param {string} file
 * @returns {Promise<LockText | null>} null when there is no whole lock
 */
async function readLock(file) {
  try {
    return /** @type {LockText} */ (JSON.parse(await fs.readFile(file, 'utf8')));
  } catch {
    return null;
  }
}

/** @param {string} file @param {LockText} text */
async function tryCreate(file, text) {
  const own = `${file}.${text.pid}`;
  await fs.writeFile(own, JSON.stringify(text));
  try {
    // A link is there with all of its text or not at all.
    await fs.link(own, file);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  } finally {
    await fs.rm(own, { force: true });
  }
}

/**
 * Takes a dead holder's lock away. Only one process may do so at a time, or two would each remove the other's.
 * @param {string} file
 */
async function breakStale(file) {
  const guard = `${file}.takeover`;
  try {
    await fs.mkdir(guard);
  } catch {
    const made = await fs.stat(guard).catch(() => null);
    if (made && Date.now() - made.mtimeMs > takeoverMs) await fs.rm(guard, { recursive: true, force: true });
    return;
  }
  try {
    const text = await readLock(file);
    if (text && isAlive(text.pid, text.started)) return;
    for (const child of text?.children ?? []) {
      if (child.started !== null && isAlive(child.pid, child.started)) endGroup(child.pid, 'SIGKILL');
    }
    await fs.rm(file, { force: true });
  } finally {
    await fs.rm(guard, { recursive: true, force: true });
  }
}

/**
 * Runs one of several processes at a time. A lock whose holder died is taken over, and what that holder had started
 * is ended first.
 * @template T
 * @param {string} file
 * @param {{ log: { line(text: string): void } }} context
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(file, { log }, work) {
  await fs.mkdir(path.dirname(file), { recursive: true });
  /** @type {LockText} */
  const text = { ...holder(process.pid), children: [] };
  for (let told = false; !(await tryCreate(file, text)); ) {
    const other = await readLock(file);
    if (!other || !isAlive(other.pid, other.started)) {
      await breakStale(file);
      continue;
    }
    if (!told) log.line(`  another run (process ${other.pid}) is at this; waiting for it`);
    told = true;
    await sleep(pollMs);
  }
  let writing = Promise.resolve();
  const stop = onChildStart((pid) => {
    text.children = [...text.children.filter((child) => isAlive(child.pid, child.started)), holder(pid)];
    const now = JSON.stringify(text);
    writing = writing.then(() => fs.writeFile(file, now)).catch(() => undefined);
  });
  try {
    return await work();
  } finally {
    stop();
    await writing;
    await fs.rm(file, { force: true });
  }
}

/**
 * @param {{ cache: string }} context
 * @param {string} name
 * @param {string} [root] for a lock of one checkout
 */
export function lockFile({ cache }, name, root) {
  const mark = root ? `-${createHash('sha256').update(root).digest('hex').slice(0, 12)}` : '';
  return path.join(cache, 'locks', `${name}${mark}.lock`);
}
