import { formatDuration } from '../setup/log.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number, failures?: string[] }} Counts */
/** @typedef {{ name: string, run(): Promise<Counts> }} Stage */

/**
 * A stage that ran nothing has proved nothing, so it counts as failed.
 * @param {Counts} counts
 * @returns {Counts}
 */
const withEmptyAsFailed = (counts) =>
  counts.passed + counts.failed === 0 ? { ...counts, failed: 1 } : counts;

/**
 * @param {Counts} counts
 * @param {number} [ms]
 */
function formatCounts({ passed, failed, skipped }, ms) {
  const parts = [`${passed} passed`, `${failed} failed`, ...(skipped > 0 ? [`${skipped} skipped`] : [])];
  return `${parts.join(', ')}${ms === undefined ? '' : ` (${formatDuration(ms)})`}`;
}

/**
 * Runs every stage, also after one that failed, so that all is seen at once, and names at the end what failed.
 * @param {readonly Stage[]} stages
 * @param {{ now(): number, log: { line(text: string): void } }} context
 * @returns {Promise<number>} the exit code
 */
export async function runStages(stages, { now, log }) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  /** @type {string[]} */
  const closings = [];
  for (const stage of stages) {
    log.line(`── ${stage.name}`);
    const began = now();
    /** @type {Counts} */
    const counts = await stage.run().then(withEmptyAsFailed, (error) => {
      log.line(String(error instanceof Error ? (error.stack ?? error.message) : error));
      return { passed: 0, failed: 1, skipped: 0 };
    });
    sum.passed += counts.passed;
    sum.failed += counts.failed;
    sum.skipped += counts.skipped;
    const closing = `${stage.name}: ${formatCounts(counts, now() - began)}`;
    closings.push(closing, ...(counts.failures ?? []).map((failure) => `  ✗ ${failure}`));
    log.line(closing);
  }
  log.line('');
  for (const closing of closings) log.line(closing);
  log.line(formatCounts(sum));
  return sum.failed > 0 ? 1 : 0;
}
