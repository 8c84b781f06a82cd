import { allTargets, buildTargets } from './build/buildTargets.mjs';
import { runVitestProject } from './launch/runVitestProject.mjs';
import { createContext } from './setup/context.mjs';
import { endPlainly } from './setup/endPlainly.mjs';
import { runSteps } from './setup/runSteps.mjs';
import { allSteps } from './setup/steps.mjs';

await endPlainly(async () => {
  const context = createContext();
  await runSteps(allSteps, context);
  await buildTargets(allTargets, context);
  const faults = ['tests/soak/liveFaults.test.ts', '--reporter=verbose'];
  return runVitestProject(context, 'soak', {}, [...faults, ...process.argv.slice(2)]);
});
