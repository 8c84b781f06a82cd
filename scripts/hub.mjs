import { spawn } from 'node:child_process';
import path from 'node:path';
import { buildTargets, hubTarget } from './build/buildTargets.mjs';
import { runtimeEnv } from './runtimes.mjs';
import { createContext } from './setup/context.mjs';
import { endPlainly } from './setup/endPlainly.mjs';
import { nodeBinary } from './setup/nodeRuntime.mjs';
import { runSteps } from './setup/runSteps.mjs';
import { hubSteps } from './setup/steps.mjs';

await endPlainly(async () => {
  const context = createContext();
  const { root, env } = context;
  await runSteps(hubSteps, context);
  await buildTargets([hubTarget], context);
  const data = env.LECTERN_DATA ?? path.join(root, '.lectern', 'hub-data');
  // Without Electron only the worker's variable is asked for.
  const runtimes = runtimeEnv({ ...context, env: { ...env, ELECTRON_OVERRIDE_DIST_PATH: '' } });
  const hub = spawn(nodeBinary(root), [path.join(root, 'out', 'hub', 'index.js'), ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...env, ...runtimes, LECTERN_DATA: data },
    detached: process.platform !== 'win32',
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => hub.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    hub.once('error', reject);
    hub.once('exit', (status) => resolve(status ?? 1));
  });
});
