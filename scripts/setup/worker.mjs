import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findWorker, pinnedMediasoup, workerFolder } from '../runtimes.mjs';
import { installPackages, missingPackages } from './debian.mjs';
import { download } from './download.mjs';
import { findProgram } from './findProgram.mjs';
import { isDebian, namePackages } from './otherSystems.mjs';
import { placeWhole } from './placeWhole.mjs';
import { CommandError, explainFailure, SetupError } from './setupError.mjs';

/** @typedef {import('./context.mjs').Context} Context */

const buildScript = fileURLToPath(new URL('../mediasoup-worker/build.sh', import.meta.url));
const tools = ['g++', 'meson', 'ninja', 'pkg-config', 'flatc'];
/** @type {readonly import('./debian.mjs').Names[]} */
const buildPackages = [
  ['libssl-dev'],
  ['libuv1-dev'],
  ['libsrtp2-dev'],
  ['libabsl-dev'],
  ['libflatbuffers-dev'],
  ['flatbuffers-compiler'],
  ['meson'],
  ['ninja-build'],
  ['pkg-config', 'pkgconf'],
  ['g++'],
];

/**
 * mediasoup's own test of a worker: started by hand it ends with status 41.
 * @param {Context} context
 * @param {string} file
 */
async function starts({ run }, file) {
  const status = await run(file, [], { env: {} }).then(
    () => 0,
    (error) => (error instanceof CommandError ? error.status : null),
  );
  return status === 41;
}

/** @param {Context} context */
function prebuiltUrl({ env, platform, arch, ...context }) {
  const version = pinnedMediasoup({ env, platform, arch, ...context });
  const base =
    env.MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL ??
    'https://github.com/versatica/mediasoup/releases/download';
  const kernel = platform === 'linux' ? `-kernel${os.release().split('.')[0]}` : '';
  return `${base}/${version}/mediasoup-worker-${version}-${platform}-${arch}${kernel}.tgz`;
}

/**
 * The prebuilt worker of mediasoup's makers, who publish no checksum for it: that it starts is the only check.
 * @param {Context} context
 */
export async function makePrebuiltWorker(context) {
  const { run, env, platform } = context;
  await placeWhole(context, workerFolder(context), async (part) => {
    const archive = path.join(part, 'worker.tgz');
    await download(context, { url: prebuiltUrl(context), file: archive, what: 'the mediasoup worker' });
    await run('tar', ['-xzf', archive, '-C', part], { env });
    await fs.rm(archive);
    const file = path.join(part, platform === 'win32' ? 'mediasoup-worker.exe' : 'mediasoup-worker');
    await fs.chmod(file, 0o755);
    if (!(await starts(context, file)))
      throw new SetupError('runtime', 'The prebuilt mediasoup worker does not start on this machine.');
  });
}

/** @param {Context} context */
async function ensureCompiler(context) {
  if (isDebian(context)) {
    const missing = await missingPackages(context, buildPackages);
    if (missing.length > 0)
      await installPackages(context, missing, 'No compiler: building the mediasoup worker needs');
    return;
  }
  for (const tool of tools) {
    if (await findProgram(context, tool)) continue;
    const names = buildPackages.map((each) => each[0] ?? '');
    throw await namePackages(context, 'No compiler: building the mediasoup worker needs', names);
  }
}

/**
 * The worker built from the sources inside the mediasoup package, against the system's libraries.
 * @param {Context} context
 */
export async function buildWorker(context) {
  const { root, env, run, log, platform } = context;
  if (platform !== 'linux')
    throw new SetupError(
      'runtime',
      'No mediasoup worker: its download is needed on this system, then run this again.',
    );
  await ensureCompiler(context);
  log.line('  building the mediasoup worker from source (6 to 9 minutes on 2 cores, once)');
  await placeWhole(context, workerFolder(context), async (part) => {
    await run(
      'bash',
      [buildScript, path.join(root, 'node_modules', 'mediasoup'), path.join(part, 'mediasoup-worker')],
      {
        env: { ...env, LECTERN_BUILD_FOLDER: `${part}.build` },
        onLine: (line) => {
          const step = /^\[(\d+)\/(\d+)\]/.exec(line);
          if (step) log.progress(`mediasoup worker: ${step[1]} of ${step[2]} compiled`);
        },
      },
    ).finally(() => fs.rm(`${part}.build`, { recursive: true, force: true }));
    if (!(await starts(context, path.join(part, 'mediasoup-worker'))))
      throw new SetupError('build', 'The mediasoup worker was built, and does not start on this machine.');
  });
}

/** The mediasoup worker: prebuilt by its makers, else built here. */
export const workerStep = {
  name: 'worker',
  title: 'mediasoup worker',
  mend: 'npm start (with a connection, or a compiler and the libraries that it names)',
  /** @param {Context} context */
  async find(context) {
    const worker = findWorker(context);
    if (!worker || !(await starts(context, worker.file))) return null;
    return worker.source === 'override'
      ? `${worker.file}, from MEDIASOUP_WORKER_BIN`
      : pinnedMediasoup(context);
  },
  /** @param {Context} context */
  async make(context) {
    const { env, log } = context;
    if (env.MEDIASOUP_WORKER_BIN)
      throw new SetupError(
        'runtime',
        `MEDIASOUP_WORKER_BIN is ${env.MEDIASOUP_WORKER_BIN}, which does not start: correct it or unset it.`,
      );
    try {
      log.line('  official prebuilt worker');
      await makePrebuiltWorker(context);
    } catch (error) {
      const official = explainFailure(error, 'downloading the prebuilt mediasoup worker');
      if (official.code === 'disk') throw official;
      log.line(`  ${official.message}`);
      await buildWorker(context).catch((later) => {
        throw explainFailure(later, 'building the mediasoup worker');
      });
    }
  },
};
