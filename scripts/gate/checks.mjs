import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeBinary, packageBin } from '../setup/nodeRuntime.mjs';

/** @typedef {import('../setup/context.mjs').Context} Context */
/** @typedef {{ name: string, args: string[] }} Check */

const sizeCheck = fileURLToPath(new URL('../checkSize.mjs', import.meta.url));
const zoned = ['electron', 'renderer', 'server', 'shared', 'tests'];

/** @param {string} root @returns {Check[]} */
const typeChecks = (root) => {
  const tsc = packageBin(root, 'typescript', 'tsc');
  return [
    { name: 'tsc', args: [tsc, '-p', '.'] },
    { name: 'tsc of the scripts', args: [tsc, '-p', 'scripts'] },
  ];
};

/** @param {string} root @returns {Check[]} */
const lintChecks = (root) => [
  { name: 'biome', args: [packageBin(root, '@biomejs/biome', 'biome'), 'check', '--error-on-warnings'] },
  {
    name: 'dependency-cruiser',
    args: [
      packageBin(root, 'dependency-cruiser', 'depcruise'),
      '--config',
      '.dependency-cruiser.mjs',
      ...zoned.filter((folder) => existsSync(path.join(root, folder))),
    ],
  },
  { name: 'knip', args: [packageBin(root, 'knip')] },
  { name: 'sizes of files', args: [sizeCheck] },
];

/**
 * @param {Context} context
 * @param {Check[]} checks
 */
async function runChecks({ root, env, run, log }, checks) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { name, args } of checks) {
    const passed = await run(nodeBinary(root), args, { cwd: root, env, show: true }).then(
      () => true,
      () => false,
    );
    log.line(`${passed ? '✓' : '✗'} ${name}`);
    counts[passed ? 'passed' : 'failed'] += 1;
  }
  return counts;
}

/** @param {Context} context @returns {import('./runStages.mjs').Stage[]} */
export const checkStages = (context) => [
  { name: 'types', run: () => runChecks(context, typeChecks(context.root)) },
  { name: 'lint', run: () => runChecks(context, lintChecks(context.root)) },
];
