import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HubClient } from '#electron/hub/hubClient.ts';
import { PinTable } from '#electron/hub/PinTable.ts';
import { HubRegistry } from '#electron/people/HubRegistry.ts';
import { Secrets } from '#electron/people/Secrets.ts';
import { Tokens } from '#electron/people/Tokens.ts';
import { Journals } from '#electron/sync/Journals.ts';

export const lines: string[] = [];
const keep = (text: string): void => void lines.push(text);
export const log = { info: keep, warn: keep, error: keep };

export const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'lectern-test-'));

/** Main's services for a profile folder, without Electron. */
export async function openPeople(folder: string, clock: () => number = Date.now) {
  const registry = await HubRegistry.open(folder, log);
  const pins = new PinTable(() => registry.list());
  const client = new HubClient({ pins, patience: 15_000 });
  const secrets = await Secrets.open(folder, null, log);
  const tokens = new Tokens({ client, registry, secrets, clock });
  const onAppended = (): void => undefined;
  const journals = new Journals({ folder: join(folder, 'journal'), log, clock, onAppended });
  return { client, pins, registry, secrets, tokens, journals, deviceLabel: 'test' };
}
