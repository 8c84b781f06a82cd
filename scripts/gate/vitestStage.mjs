import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { runVitestProject } from '../launch/runVitestProject.mjs';

/**
 * @typedef {{ status: string, fullName?: string, failureMessages?: string[] }} TestResult
 * @typedef {{ status: string, name?: string, message?: string, assertionResults: TestResult[] }} FileResult
 */

/** @param {string} text */
const firstLine = (text) => text.split('\n', 1)[0] ?? '';

/**
 * @param {FileResult} file
 * @param {TestResult} test
 */
const failureOf = (file, { fullName = '', failureMessages = [] }) =>
  `${path.basename(file.name ?? '')}: ${fullName}: ${firstLine(failureMessages[0] ?? '')}`;

/**
 * @param {string} text what Vitest's JSON reporter wrote
 * @param {number} code Vitest's exit code
 * @returns {import('./runStages.mjs').Counts}
 */
export function countVitest(text, code) {
  /** @type {{ testResults: FileResult[] }} */
  const { testResults } = JSON.parse(text);
  const counts = { passed: 0, skipped: 0 };
  /** @type {string[]} */
  const failures = [];
  for (const file of testResults) {
    const failedBefore = failures.length;
    for (const test of file.assertionResults) {
      if (test.status === 'passed') counts.passed += 1;
      else if (test.status === 'failed') failures.push(failureOf(file, test));
      else counts.skipped += 1;
    }
    // A file that does not even load has no tests to count.
    if (file.status === 'failed' && failures.length === failedBefore) {
      failures.push(`${path.basename(file.name ?? '')}: ${firstLine(file.message ?? '')}`);
    }
  }
  // An error outside of any test, as an unhandled rejection, fails the run and no test.
  if (code !== 0 && failures.length === 0) failures.push('an error outside of every test');
  return { ...counts, failed: failures.length, failures };
}

/**
 * @param {import('../setup/context.mjs').Context} context
 * @param {string} project
 * @returns {import('./runStages.mjs').Stage}
 */
export function vitestStage(context, project) {
  return {
    name: project,
    async run() {
      // Short, as sockets lie in it, and to be entered by PostgreSQL's own user. What tests leave there goes with it.
      const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'lectern-'));
      await fs.chmod(folder, 0o711);
      try {
        const report = path.join(folder, 'report.json');
        const args = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
        const code = await runVitestProject(context, project, { TMPDIR: folder }, args);
        const text = await fs.readFile(report, 'utf8').catch(() => null);
        return text === null ? { passed: 0, failed: 1, skipped: 0 } : countVitest(text, code);
      } finally {
        // Programs that are still ending may write once more.
        await fs.rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
      }
    },
  };
}
