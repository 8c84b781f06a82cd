import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createContext } from './setup/context.mjs';
import { SetupError } from './setup/setupError.mjs';

/** The Electron that stands in where the pinned one cannot be downloaded. */
export const standInVersion = '33.2.1';

/** @typedef {Pick<import('./setup/context.mjs').Context, 'root' | 'cache' | 'env' | 'platform' | 'arch'>} Where */
/** @typedef {{ dist: string, binary: string, version: string, source: 'override' | 'official' | 'stand-in' }} ElectronRuntime */
/** @typedef {{ file: string, source: 'override' | 'cache' }} WorkerRuntime */

/** @param {Where} where @param {string} name */
function packageVersion({ root }, name) {
  const file = path.join(root, 'node_modules', name, 'package.json');
  if (!existsSync(file))
    throw new SetupError('packages', `The npm package ${name} is not installed: npm start installs it.`);
  /** @type {{ version: string }} */
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  return manifest.version;
}

/** @param {Where} where @param {string} dist */
function electronBinary({ platform }, dist) {
  if (platform === 'darwin') return path.join(dist, 'Electron.app', 'Contents', 'MacOS', 'Electron');
  return path.join(dist, platform === 'win32' ? 'electron.exe' : 'electron');
}

/** @param {string} dist */
function versionIn(dist) {
  const file = path.join(dist, 'version');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : 'of unknown version';
}

/** @param {Where} where */
export const pinnedElectron = (where) => packageVersion(where, 'electron');
/** @param {Where} where */
export const pinnedMediasoup = (where) => packageVersion(where, 'mediasoup');

/** @param {Where} where @param {string} version */
export const electronFolder = ({ cache, platform, arch }, version) =>
  path.join(cache, `electron-${version}-${platform}-${arch}`);

/** @param {Where} where */
export const workerFolder = (where) =>
  path.join(where.cache, `mediasoup-worker-${pinnedMediasoup(where)}-${where.platform}-${where.arch}`);

/**
 * The Electron to use: the one that ELECTRON_OVERRIDE_DIST_PATH names, else the pinned one, else the stand-in.
 * @param {Where} where
 * @returns {ElectronRuntime | null} null when set-up has yet to fetch one
 */
export function findElectron(where) {
  const override = where.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) {
    const binary = electronBinary(where, override);
    if (!existsSync(binary))
      throw new SetupError(
        'runtime',
        `ELECTRON_OVERRIDE_DIST_PATH is ${override}, and there is no ${path.basename(binary)} in it: correct it or unset it.`,
      );
    return { dist: override, binary, version: versionIn(override), source: 'override' };
  }
  const official = pinnedElectron(where);
  for (const version of [official, standInVersion]) {
    const dist = electronFolder(where, version);
    const binary = electronBinary(where, dist);
    if (existsSync(binary))
      return { dist, binary, version, source: version === official ? 'official' : 'stand-in' };
  }
  return null;
}

/**
 * @param {Where} where
 * @returns {WorkerRuntime | null}
 */
export function findWorker(where) {
  const override = where.env.MEDIASOUP_WORKER_BIN;
  if (override) {
    if (!existsSync(override))
      throw new SetupError(
        'runtime',
        `MEDIASOUP_WORKER_BIN is ${override}, and there is no such file: correct it or unset it.`,
      );
    return { file: override, source: 'override' };
  }
  const file = path.join(
    workerFolder(where),
    where.platform === 'win32' ? 'mediasoup-worker.exe' : 'mediasoup-worker',
  );
  return existsSync(file) ? { file, source: 'cache' } : null;
}

/**
 * The variables that make the `electron` and `mediasoup` packages use what set-up has put in the cache; those that
 * are not there are left out.
 * @param {Where} [where]
 * @returns {{ ELECTRON_OVERRIDE_DIST_PATH?: string, MEDIASOUP_WORKER_BIN?: string }}
 */
export function runtimeEnv(where = createContext()) {
  const electron = findElectron(where);
  const worker = findWorker(where);
  return {
    ...(electron ? { ELECTRON_OVERRIDE_DIST_PATH: electron.dist } : {}),
    ...(worker ? { MEDIASOUP_WORKER_BIN: worker.file } : {}),
  };
}
