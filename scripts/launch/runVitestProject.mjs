import { runtimeEnv } from '../runtimes.mjs';
import { hasDisplay, withDisplay } from '../setup/display.mjs';
import { nodeBinary, packageBin } from '../setup/nodeRuntime.mjs';
import { CommandError } from '../setup/setupError.mjs';

/**
 * Runs one of Vitest's projects with its output on ours, under a virtual display where there is none.
 * @param {import('../setup/context.mjs').Context} context
 * @param {string} project
 * @param {NodeJS.ProcessEnv} [extra]
 * @param {string[]} [args]
 * @returns {Promise<number>} its exit code
 */
export async function runVitestProject(context, project, extra = {}, args = []) {
  const { root, env, run, log } = context;
  if (!hasDisplay(context)) log.line('No display: a virtual one is used');
  const command = [nodeBinary(root), packageBin(root, 'vitest'), 'run', '--project', project, ...args];
  const [program = '', ...rest] = withDisplay(context, command);
  try {
    await run(program, rest, { cwd: root, env: { ...env, ...runtimeEnv(context), ...extra }, show: true });
    return 0;
  } catch (error) {
    if (error instanceof CommandError && error.status !== 127) return error.status ?? 1;
    throw error;
  }
}
