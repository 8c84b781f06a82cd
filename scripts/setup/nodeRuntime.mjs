import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { explainFailure, SetupError } from './setupError.mjs';

const oldestGood = 24;

/** @param {string} root @param {string} platform */
const packaged = (root, platform) =>
  path.join(root, 'node_modules', 'node', 'bin', platform === 'win32' ? 'node.exe' : 'node');

/**
 * The Node that the hub, the builds and the tests run on: the packaged one where it is there, else this one.
 * @param {string} root
 */
export function nodeBinary(root) {
  const file = packaged(root, process.platform);
  return existsSync(file) ? file : process.execPath;
}

/** @param {string} root @param {string} name @param {string} [bin] */
export function packageBin(root, name, bin = name) {
  const folder = path.join(root, 'node_modules', name);
  /** @type {{ bin: string | Record<string, string> }} */
  const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const file = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin[bin];
  if (!file) throw new Error(`${name} has no program ${bin}`);
  return path.join(folder, file);
}

/** Node 26 from the npm package `node`, where the machine's own is too old. */
export const nodeStep = {
  name: 'node',
  title: 'Node 26',
  mend: 'npm rebuild node --ignore-scripts=false',
  /** @param {import('./context.mjs').Context} context */
  async find({ root, env, platform, nodeVersion, run }) {
    const file = packaged(root, platform);
    if (existsSync(file)) {
      const version = await run(file, ['--version'], { env }).catch(() => null);
      if (version) return `${version.trim()} from the npm package`;
    }
    // On Windows npm's shim for the package stands before the machine's own node, with nothing behind it.
    if (Number(nodeVersion.split('.')[0]) >= oldestGood && platform !== 'win32')
      return `the machine's own, ${nodeVersion}`;
    return null;
  },
  /** @param {import('./context.mjs').Context} context */
  async make({ root, env, platform, run, log }) {
    try {
      await run('npm', ['rebuild', 'node', '--ignore-scripts=false'], {
        cwd: root,
        env,
        onLine: (line) => log.progress(`npm rebuild: ${line}`),
      });
      await run(packaged(root, platform), ['--version'], { env });
    } catch (error) {
      if (error instanceof Error && 'status' in error && error.status === 127)
        throw new SetupError('runtime', 'npm did not put the Node 26 binary in place; run it again.', error);
      throw explainFailure(error, 'fetching Node 26 from the npm registry');
    }
  },
};
