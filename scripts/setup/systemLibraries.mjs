import { findElectron } from '../runtimes.mjs';
import { installPackages, missingPackages } from './debian.mjs';
import { hasDisplay } from './display.mjs';
import { findProgram } from './findProgram.mjs';
import { isDebian } from './otherSystems.mjs';

/** @typedef {import('./context.mjs').Context} Context */
/** @typedef {import('./debian.mjs').Names} Names */

/** @type {readonly Names[]} */
const libraries = [
  ['libgtk-3-0', 'libgtk-3-0t64'],
  ['libnss3'],
  ['libasound2', 'libasound2t64'],
  ['libgbm1'],
  ['libxss1'],
  ['libatk-bridge2.0-0', 'libatk-bridge2.0-0t64'],
  ['libnotify4', 'libnotify4t64'],
  ['libxtst6', 'libxtst6t64'],
];
/** @type {readonly Names[]} */
const virtualDisplay = [['xvfb'], ['xauth']];

const sonames = [
  ['libgtk-3.so', 'libgtk-3-0'],
  ['libnss3.so', 'libnss3'],
  ['libasound.so', 'libasound2'],
  ['libgbm.so', 'libgbm1'],
  ['libXss.so', 'libxss1'],
  ['libatk-bridge', 'libatk-bridge2.0-0'],
];

/** @param {Context} context */
async function missingElsewhere(context) {
  const electron = findElectron(context);
  const linked = electron ? await context.run('ldd', [electron.binary]).catch(() => '') : '';
  const absent = linked.split('\n').filter((line) => line.includes('not found'));
  const names = absent.map(
    (line) => sonames.find(([so = '']) => line.includes(so))?.[1] ?? line.trim().split(' ')[0] ?? '',
  );
  if (!hasDisplay(context) && !(await findProgram(context, 'xvfb-run'))) names.push('xvfb', 'xauth');
  return [...new Set(names)].map((name) => [name]);
}

/** @param {Context} context */
function missing(context) {
  if (context.platform !== 'linux') return Promise.resolve([]);
  if (!isDebian(context)) return missingElsewhere(context);
  return missingPackages(context, hasDisplay(context) ? libraries : [...libraries, ...virtualDisplay]);
}

/** What Electron links to, and a virtual display where there is none. */
export const librariesStep = {
  name: 'libraries',
  title: 'System libraries',
  mend: 'the command that npm start names, or npm start as root on Debian',
  /** @param {Context} context */
  async find(context) {
    const lacking = await missing(context);
    return lacking.length === 0 ? 'there' : null;
  },
  /** @param {Context} context */
  async make(context) {
    await installPackages(context, await missing(context), 'Electron needs');
  },
};
