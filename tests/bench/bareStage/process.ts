import { bundleBarePage } from './bundleBarePage.ts';
import { startBareStage } from './server.ts';

/** The bare stage in a process of its own, so that it can be in a network of its own: `process.ts ADDRESS`. */
const { address, stop } = await startBareStage(await bundleBarePage(), process.argv[2]);
process.on('SIGTERM', () => void stop().then(() => process.exit(0)));
process.stdout.write(`${address}\n`);
