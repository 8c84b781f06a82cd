import { allTargets, buildTargets } from './build/buildTargets.mjs';
import { createContext } from './setup/context.mjs';
import { endPlainly } from './setup/endPlainly.mjs';
import { runSteps } from './setup/runSteps.mjs';
import { basicSteps } from './setup/steps.mjs';

await endPlainly(async () => {
  const context = createContext();
  await runSteps(basicSteps, context);
  await buildTargets(allTargets, context);
});
