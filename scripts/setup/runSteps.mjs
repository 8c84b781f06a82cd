import { lockFile, withLock } from './lock.mjs';
import { formatDuration } from './log.mjs';
import { CommandError, explainFailure } from './setupError.mjs';

/** @typedef {import('./context.mjs').Context} Context */
/**
 * find: a few words on what is there, null when the step has to be made.
 * @typedef {{ name: string, title: string, mend: string, find(context: Context): Promise<string | null>, make(context: Context): Promise<void> }} Step
 */

/** @param {Step} step @param {Context} context */
async function runStep(step, context) {
  const { log, now } = context;
  const began = now();
  const there = await step.find(context);
  if (there) {
    log.line(`✓ ${step.title}: ${there}`);
    return;
  }
  await withLock(lockFile(context, 'set-up'), context, async () => {
    if (!(await step.find(context))) {
      log.line(`… ${step.title}`);
      await step.make(context);
    }
  });
  const made = await step.find(context);
  if (!made) throw new Error(`${step.title} is still not there`);
  log.line(`✓ ${step.title}: ${made} (${formatDuration(now() - began)})`);
}

/**
 * Runs a step that only some of the tests need: where it fails, they do, and the rest goes on.
 * @param {Step} step
 * @param {Context} context
 */
export async function tryStep(step, context) {
  await runSteps([step], context).catch((error) => {
    context.log.line(`✗ ${step.title}: ${error instanceof Error ? error.message : String(error)}`);
  });
}

/**
 * Runs steps in order; what is done is not done again. The first failure ends it.
 * @param {readonly Step[]} steps
 * @param {Context} context
 */
export async function runSteps(steps, context) {
  const began = context.now();
  for (const step of steps) {
    try {
      await runStep(step, context);
    } catch (error) {
      for (let at = error; at instanceof Error; at = at.cause) {
        if (at instanceof CommandError && at.tail) context.log.line(at.tail.replaceAll(/^/gm, '  | '));
      }
      throw explainFailure(error, `setting up ${step.title}`);
    }
  }
  context.log.line(`Set-up took ${formatDuration(context.now() - began)}`);
}
