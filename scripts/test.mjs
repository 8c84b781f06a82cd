import { allTargets, buildTargets } from './build/buildTargets.mjs';
import { checkStages } from './gate/checks.mjs';
import { runStages } from './gate/runStages.mjs';
import { vitestStage } from './gate/vitestStage.mjs';
import { createContext } from './setup/context.mjs';
import { endPlainly } from './setup/endPlainly.mjs';
import { postgresStep } from './setup/postgres.mjs';
import { runSteps, tryStep } from './setup/runSteps.mjs';
import { allSteps } from './setup/steps.mjs';

await endPlainly(async () => {
  const context = createContext();
  await runSteps(allSteps, context);
  await tryStep(postgresStep, context);
  const projects = ['unit', 'integration', 'e2e'].map((project) => vitestStage(context, project));
  const build = {
    name: 'build',
    run: async () => {
      await buildTargets(allTargets, context);
      return { passed: allTargets.length, failed: 0, skipped: 0 };
    },
  };
  return runStages([build, ...checkStages(context), ...projects], context);
});
