import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { refusedForOptional } from './refusedForOptional.mjs';
import { explainFailure } from './setupError.mjs';

/** @typedef {{ packages: Record<string, { version?: string, optional?: boolean }> }} Lock */

/** @param {string} root */
const stampFile = (root) => path.join(root, 'node_modules', '.lectern-packages');
/** @param {string} root */
const installedFile = (root) => path.join(root, 'node_modules', '.package-lock.json');

/** @param {string} text @param {string} installed */
function agrees(text, installed) {
  /** @type {Lock} */
  const wanted = JSON.parse(text);
  /** @type {Lock} */
  const there = JSON.parse(installed);
  return Object.entries(wanted.packages).every(
    ([at, { version, optional }]) =>
      at === '' || (there.packages[at] ? there.packages[at].version === version : optional === true),
  );
}

/** The npm packages of package-lock.json, without their install scripts. */
export const packagesStep = {
  name: 'packages',
  title: 'npm packages',
  mend: 'npm ci',
  /** @param {import('./context.mjs').Context} context */
  async find({ root }) {
    const text = await fs.readFile(path.join(root, 'package-lock.json'), 'utf8');
    const hash = createHash('sha256').update(text).digest('hex');
    const stamp = await fs.readFile(stampFile(root), 'utf8').catch(() => null);
    if (stamp === hash) return 'in step with package-lock.json';
    // npm writes this file last, so a developer's own finished `npm install` counts.
    const installed = await fs.readFile(installedFile(root), 'utf8').catch(() => null);
    if (!installed || !agrees(text, installed)) return null;
    await fs.writeFile(stampFile(root), hash);
    return 'in step with package-lock.json';
  },
  /** @param {import('./context.mjs').Context} context */
  async make(context) {
    const { root, env, run, log } = context;
    await fs.rm(stampFile(root), { force: true });
    await fs.rm(installedFile(root), { force: true });
    /** @type {string[]} */
    const lines = [];
    const npm = (/** @type {string[]} */ verb) =>
      run('npm', [...verb, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=http'], {
        cwd: root,
        env,
        onLine: (line) => {
          lines.push(line);
          log.progress(`npm ${verb[0]}: ${line}`);
        },
      });
    try {
      await npm(['ci']).catch(async (error) => {
        const lock = JSON.parse(await fs.readFile(path.join(root, 'package-lock.json'), 'utf8'));
        if (!refusedForOptional(lines, lock)) throw error;
        log.line('  package-lock.json lacks optional packages of other systems, which npm ci refuses;');
        log.line(
          '  npm install --no-save instead, which keeps to the versions and checksums that are locked',
        );
        await npm(['install', '--no-save']);
      });
    } catch (error) {
      throw explainFailure(error, 'installing the npm packages');
    }
  },
};
