import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { nodeBinary } from '../setup/nodeRuntime.mjs';
import { SetupError } from '../setup/setupError.mjs';
import { demoPaths, readReady } from './hubFiles.mjs';

const keptLines = 20;
const readyLine = /^lectern hub ready at (\S+)/;

/** @param {string} file */
function rememberedPort(file) {
  try {
    return String(Number(readFileSync(file, 'utf8')) || 0);
  } catch {
    return '0';
  }
}

/**
 * Starts the demo hub and waits for the line with which it says that it is ready.
 * @param {import('../setup/context.mjs').Context} context
 * @param {NodeJS.ProcessEnv} env what the hub gets beside our own variables
 * @returns {Promise<{ ready: import('./hubFiles.mjs').Ready, ended: Promise<void> }>}
 */
export function startHub({ root, env: own }, env) {
  const paths = demoPaths(root);
  mkdirSync(paths.hub, { recursive: true });
  const port = rememberedPort(paths.port);
  // Detached, so that the terminal's Ctrl+C reaches it through us, once.
  const hub = spawn(nodeBinary(root), [path.join(root, 'out', 'hub', 'index.js')], {
    cwd: root,
    // A DATABASE_URL in this shell is somebody's own: the rehearsal never writes there.
    env: { ...own, ...env, DATABASE_URL: '', LECTERN_DATA: paths.hub, LECTERN_PORT: port, LECTERN_DEMO: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  const file = createWriteStream(paths.log);
  /** @type {string[]} */
  const tail = [];
  let isReady = false;
  const ended = new Promise((/** @type {(value: void) => void} */ resolve) =>
    hub.once('close', () => resolve()),
  );
  return new Promise((resolve, reject) => {
    const keep = (/** @type {string} */ line) => {
      file.write(`${line}\n`);
      tail.push(line);
      if (tail.length > keptLines) tail.shift();
      const address = readyLine.exec(line)?.[1];
      const ready = address ? readReady(paths.ready) : null;
      if (!address || !ready) return;
      isReady = true;
      writeFileSync(paths.port, new URL(address).port);
      resolve({ ready, ended });
    };
    createInterface({ input: hub.stdout }).on('line', keep);
    createInterface({ input: hub.stderr }).on('line', keep);
    hub.once('error', reject);
    hub.once('close', () => {
      file.end();
      if (isReady) return;
      for (const line of tail) console.error(`  hub | ${line}`);
      const where =
        port === '0' ? '' : ` (it wanted port ${port}; to let it choose another, remove ${paths.port})`;
      reject(new SetupError('runtime', `The hub ended before it was ready: see the lines above${where}.`));
    });
  });
}
