import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { endGroup } from './processLife.mjs';
import { CommandError } from './setupError.mjs';

const keptLines = 30;
/** @type {Set<number>} */
const running = new Set();

/** @type {Set<(pid: number) => void>} */
const watchers = new Set();

/**
 * @param {(pid: number) => void} watcher told of each process as it starts
 * @returns {() => void} stops it
 */
export function onChildStart(watcher) {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

// A child leads its own group so that its whole tree can be ended, which means that the terminal's Ctrl+C reaches
// only us and has to be passed on.
/** @type {NodeJS.Signals[]} */
const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP'];
let passing = false;
function passSignalsOn() {
  if (passing) return;
  passing = true;
  for (const signal of passedOn) {
    process.once(signal, () => {
      for (const pid of running) endGroup(pid, 'SIGTERM');
      if (process.listenerCount(signal) === 0) process.exit(signal === 'SIGINT' ? 130 : 143);
    });
  }
}

/**
 * Runs a program to its end; rejects with a CommandError that holds its last lines.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, onLine?: (line: string) => void, show?: boolean }} [options]
 *   show: its output goes straight to ours
 * @returns {Promise<string>} what it printed on stdout, its last lines only when shown or long
 */
export function runCommand(command, args, { cwd, env, onLine, show = false } = {}) {
  passSignalsOn();
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env,
      detached: process.platform !== 'win32',
      shell: process.platform === 'win32' && command === 'npm',
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
    });
    /** @type {string[]} */
    const out = [];
    /** @type {string[]} */
    const tail = [];
    const keep = (/** @type {string} */ line) => {
      tail.push(line);
      if (tail.length > keptLines) tail.shift();
      onLine?.(line);
    };
    if (child.stdout) {
      createInterface({ input: child.stdout }).on('line', (line) => {
        out.push(line);
        keep(line);
      });
    }
    if (child.stderr) createInterface({ input: child.stderr }).on('line', keep);
    const { pid } = child;
    if (pid !== undefined) {
      running.add(pid);
      for (const watcher of watchers) watcher(pid);
    }
    child.once('error', (error) => reject(new CommandError(command, 127, error.message)));
    child.once('close', (status) => {
      if (pid !== undefined) running.delete(pid);
      if (status === 0) resolve(out.join('\n'));
      else reject(new CommandError(command, status, tail.join('\n')));
    });
  });
}
