import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from './store/writeWhole.ts';

export type Ready = {
  readonly address: string;
  readonly pid: number;
  /** Invite links of the demonstration's people, by name; empty without one. */
  readonly invites: Readonly<Record<string, string>>;
};

function readyFile(dataFolder: string): string {
  return join(dataFolder, 'ready.json');
}

/** Says on stdout, and in a file for who started the hub, that it may be used. */
export async function announceReady(dataFolder: string, ready: Ready): Promise<void> {
  await writeWhole(readyFile(dataFolder), JSON.stringify(ready, null, 2), 0o600);
  process.stdout.write(`lectern hub ready at ${ready.address}\n`);
}

export async function withdrawReady(dataFolder: string): Promise<void> {
  await rm(readyFile(dataFolder), { force: true });
}
