import { closeOnSignal } from './closeOnSignal.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { Hub } from './Hub.ts';
import { createLog } from './log.ts';
import { NEW_EPOCH_USAGE, newEpoch } from './newEpoch.ts';
import { IMPORT_USAGE } from './program/importCommand/readArguments.ts';
import { announceReady, withdrawReady } from './ready.ts';
import { StartError } from './StartError.ts';

async function importProgram(config: Config, args: readonly string[]): Promise<void> {
  const { runImport, terminalOfProcess } = await import('./program/importCommand/runImport.ts');
  const terminal = terminalOfProcess();
  try {
    await runImport(config, args, terminal);
  } finally {
    terminal.close();
  }
}

async function main(): Promise<void> {
  const [command, ...rest] = process.argv.slice(2);
  const config = readConfig(process.env);
  if (command === 'import') return importProgram(config, rest);
  if (command === 'new-epoch') return newEpoch(config);
  if (command !== undefined) {
    throw new StartError(
      `The hub knows no command ${command}. Usage: npm run hub, ${NEW_EPOCH_USAGE}, or ${IMPORT_USAGE}`,
    );
  }
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
