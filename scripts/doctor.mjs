import { createContext } from './setup/context.mjs';
import { endPlainly } from './setup/endPlainly.mjs';
import { postgresStep } from './setup/postgres.mjs';
import { explainFailure } from './setup/setupError.mjs';
import { allSteps } from './setup/steps.mjs';

await endPlainly(async () => {
  const context = createContext();
  let missing = 0;
  for (const step of allSteps) {
    try {
      const there = await step.find(context);
      if (there) {
        context.log.line(`✓ ${step.title}: ${there}`);
        continue;
      }
      context.log.line(`✗ ${step.title}: missing. Mend it with: ${step.mend}`);
    } catch (error) {
      context.log.line(`✗ ${step.title}: ${explainFailure(error, `looking for ${step.title}`).message}`);
    }
    missing += 1;
  }
  const postgres = await postgresStep.find(context);
  context.log.line(
    postgres
      ? `✓ ${postgresStep.title}: ${postgres}`
      : `– ${postgresStep.title}: missing; nothing else needs it. Mend it with: ${postgresStep.mend}`,
  );
  context.log.line(`Runtimes are kept in ${context.cache}`);
  context.log.line(
    missing === 0 ? 'All is there.' : `${missing} missing; npm start mends what it can by itself.`,
  );
  return missing === 0 ? 0 : 1;
});
