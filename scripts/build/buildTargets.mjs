import { existsSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { lockFile, withLock } from '../setup/lock.mjs';
import { formatDuration } from '../setup/log.mjs';
import { nodeBinary, packageBin } from '../setup/nodeRuntime.mjs';
import { CommandError, SetupError } from '../setup/setupError.mjs';
import { sourceHash } from './sourceHash.mjs';

/**
 * @typedef {{ name: string, title: string, sources: readonly string[], outputs: readonly string[], command: readonly [string, ...string[]] }} Target
 *   command: a package whose program of the same name is run, and its arguments
 */

const common = ['shared', 'package-lock.json', 'package.json', 'tsconfig.json'];

/** @type {Target} */
export const hubTarget = {
  name: 'hub',
  title: 'the hub',
  sources: ['server', 'vite.hub.config.ts', ...common],
  outputs: ['out/hub/index.js'],
  command: ['vite', 'build', '-c', 'vite.hub.config.ts', '--logLevel', 'warn'],
};

/** @type {Target} */
const appTarget = {
  name: 'app',
  title: 'the app',
  sources: ['electron', 'renderer', 'assets', 'electron.vite.config.ts', ...common],
  outputs: ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html'],
  command: ['electron-vite', 'build', '--logLevel', 'warn'],
};

export const allTargets = [hubTarget, appTarget];

/**
 * Builds one target unless it stands as its sources are. The stamp is written last, so that an interrupted build
 * is built again.
 * @param {Target} target
 * @param {import('../setup/context.mjs').Context} context
 */
async function buildTarget({ name, title, sources, outputs, command: [tool, ...args] }, context) {
  const { root, env, run, log, now } = context;
  const stamp = path.join(root, 'out', `.stamp-${name}`);
  const hash = sourceHash(root, sources);
  const stands = async () =>
    (await fs.readFile(stamp, 'utf8').catch(() => '')) === hash &&
    outputs.every((output) => existsSync(path.join(root, output)));
  if (await stands()) return;
  await withLock(lockFile(context, `build-${name}`, root), context, async () => {
    if (await stands()) return;
    const began = now();
    log.progress(`building ${title}`);
    await fs.rm(stamp, { force: true });
    try {
      await run(nodeBinary(root), [packageBin(root, tool), ...args], { cwd: root, env });
    } catch (error) {
      if (error instanceof CommandError) log.line(error.tail.replaceAll(/^/gm, '  | '));
      throw new SetupError('build', `Building ${title} failed: see the lines above.`, error);
    }
    await fs.writeFile(stamp, hash);
    log.line(`✓ Built ${title} (${formatDuration(now() - began)})`);
  });
}

/**
 * @param {readonly Target[]} targets
 * @param {import('../setup/context.mjs').Context} context
 */
export async function buildTargets(targets, context) {
  for (const target of targets) await buildTarget(target, context);
}
