import { closeOnSignal } from './closeOnSignal.ts';
import { ConfigError, readConfig } from './config.ts';
import { Hub } from './Hub.ts';
import { createLog } from './log.ts';
import { announceReady, withdrawReady } from './ready.ts';
import { StartError } from './StartError.ts';

async function main(): Promise<void> {
  const [argument] = process.argv.slice(2);
  if (argument !== undefined)
    throw new StartError(`The hub knows no argument ${argument}. Usage: npm run hub`);
  const config = readConfig(process.env);
  const log = createLog(config.log);
  const hub = await Hub.start(config, log);
  closeOnSignal(async () => {
    await hub.close();
    await withdrawReady(config.data);
  }, log);
  await announceReady(config.data, { address: hub.address, pid: process.pid, invites: hub.invites });
}

main().catch((error: unknown) => {
  const plain = error instanceof StartError || error instanceof ConfigError;
  process.stderr.write(`${plain ? error.message : String((error as Error).stack ?? error)}\n`);
  process.exit(1);
});
