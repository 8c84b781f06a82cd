import { measureSizes } from './gate/measureSizes.mjs';
import { checkout } from './setup/context.mjs';

const { problems, summary } = measureSizes(checkout);
for (const problem of problems) console.error(problem);
console.log(summary);
process.exitCode = problems.length > 0 ? 1 : 0;
