import { checkStages } from './gate/checks.mjs';
import { runStages } from './gate/runStages.mjs';
import { vitestStage } from './gate/vitestStage.mjs';
import { createContext } from './setup/context.mjs';
import { endPlainly } from './setup/endPlainly.mjs';
import { postgresStep } from './setup/postgres.mjs';
import { runSteps, tryStep } from './setup/runSteps.mjs';
import { basicSteps } from './setup/steps.mjs';

await endPlainly(async () => {
  const context = createContext();
  await runSteps(basicSteps, context);
  await tryStep(postgresStep, context);
  return runStages([...checkStages(context), vitestStage(context, 'unit')], context);
});
