import fs from 'node:fs/promises';
import { isDebian, namePackages } from './otherSystems.mjs';
import { explainFailure } from './setupError.mjs';

/** @typedef {import('./context.mjs').Context} Context */
/** A package by its names: Debian 13 renamed some. @typedef {readonly string[]} Names */

// biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query fills these in
const packageFormat = '${Package} ${db:Status-Status}\\n';

/**
 * @param {Context} context
 * @param {readonly Names[]} wanted
 * @returns {Promise<Names[]>} those of which no name is installed
 */
export async function missingPackages({ run, env }, wanted) {
  /** @type {string[]} */
  const lines = [];
  // It ends with status 1 as soon as one name is unknown, and has printed the others by then.
  await run('dpkg-query', ['-W', '-f', packageFormat, ...wanted.flat()], {
    env,
    onLine: (line) => lines.push(line),
  }).catch(() => undefined);
  const installed = new Set(
    lines.filter((line) => line.endsWith(' installed')).map((line) => line.split(' ')[0]),
  );
  return wanted.filter((names) => !names.some((name) => installed.has(name)));
}

/** @param {Context} context @param {Names} names */
async function offeredName({ run, env }, names) {
  for (const name of names.length > 1 ? names : []) {
    const policy = await run('apt-cache', ['policy', name], { env }).catch(() => '');
    if (/Candidate: (?!\(none\))/.test(policy)) return name;
  }
  return names[0] ?? '';
}

async function hasLists() {
  const lists = await fs.readdir('/var/lib/apt/lists').catch(() => /** @type {string[]} */ ([]));
  return lists.some((name) => name.includes('_Packages'));
}

/**
 * Installs with apt-get; for someone who is not root, or elsewhere than on Debian, it fails with the
 * packages and the command named.
 * @param {Context} context
 * @param {readonly Names[]} missing
 * @param {string} purpose
 */
export async function installPackages(context, missing, purpose) {
  const { isRoot, run, env, log } = context;
  if (!isRoot || !isDebian(context))
    throw await namePackages(
      context,
      purpose,
      missing.map((names) => names[0] ?? ''),
    );
  const options = {
    env: { ...env, DEBIAN_FRONTEND: 'noninteractive' },
    onLine: (/** @type {string} */ line) => log.progress(`apt-get: ${line}`),
  };
  const update = () => run('apt-get', ['update'], options);
  const install = async () => {
    const names = await Promise.all(missing.map((each) => offeredName(context, each)));
    log.line(`  apt-get install ${names.join(' ')}`);
    await run('apt-get', ['install', '-y', '--no-install-recommends', ...names], options);
  };
  try {
    const fresh = !(await hasLists());
    if (fresh) await update();
    await install().catch(async (error) => {
      if (fresh) throw error;
      log.line('  that failed; with fresh package lists once more');
      await update();
      await install();
    });
  } catch (error) {
    throw explainFailure(error, `installing Debian packages (${purpose.toLowerCase()} them)`);
  }
}
