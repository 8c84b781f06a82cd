import { createContext } from './setup/context.mjs';
import { endPlainly } from './setup/endPlainly.mjs';
import { runSteps } from './setup/runSteps.mjs';
import { allSteps } from './setup/steps.mjs';

await endPlainly(() => runSteps(allSteps, createContext()));
