import { arch, platform, release } from 'node:os';
import { app } from 'electron';
import { diagnosticsText } from '../workspace/diagnostics.ts';
import type { Services } from './services.ts';

type Parts = {
  readonly services: Pick<Services, 'registry' | 'cache'>;
  readonly keyring: boolean;
  readonly lastLines: (count: number) => Promise<readonly string[]>;
};

export async function describeApp({ services, keyring, lastLines }: Parts): Promise<string> {
  const renditions = await services.cache.list();
  const { electron = '?', chrome = '?', node = '?' } = process.versions;
  return diagnosticsText({
    versions: { Lectern: app.getVersion(), Electron: electron, Chromium: chrome, Node: node },
    system: `${platform()} ${release()} ${arch()}`,
    hubs: services.registry.list(),
    recordings: renditions.length,
    recordingBytes: renditions.reduce((sum, { file }) => sum + file.heldBytes(), 0),
    keyring,
    log: await lastLines(50),
  });
}
