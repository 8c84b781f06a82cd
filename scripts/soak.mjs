import { randomInt } from 'node:crypto';
import { allTargets, buildTargets } from './build/buildTargets.mjs';
import { runVitestProject } from './launch/runVitestProject.mjs';
import { createContext } from './setup/context.mjs';
import { endPlainly } from './setup/endPlainly.mjs';
import { runSteps } from './setup/runSteps.mjs';
import { allSteps } from './setup/steps.mjs';

await endPlainly(async () => {
  const context = createContext();
  const seed = context.env.LECTERN_SEED ?? String(randomInt(2 ** 31));
  await runSteps(allSteps, context);
  await buildTargets(allTargets, context);
  context.log.line(`Seed ${seed}; to run the same again: LECTERN_SEED=${seed} npm run soak`);
  const code = await runVitestProject(
    context,
    'soak',
    { LECTERN_SOAK: '1', LECTERN_SEED: seed },
    process.argv.slice(2),
  );
  context.log.line(`Seed ${seed}`);
  return code;
});
