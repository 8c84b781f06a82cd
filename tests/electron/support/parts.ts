import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HubClient } from '#electron/hub/hubClient.ts';
import { PinTable } from '#electron/hub/PinTable.ts';
import { HubRegistry } from '#electron/people/HubRegistry.ts';
import { joinHub } from '#electron/people/joinHub.ts';
import { Secrets } from '#electron/people/Secrets.ts';
import { Tokens } from '#electron/people/Tokens.ts';
import { Downloader } from '#electron/recordings/Downloader.ts';
import { HubMedia } from '#electron/recordings/HubMedia.ts';
import { MediaCache } from '#electron/recordings/MediaCache.ts';
import type { DownloadState, IpcNotice } from '#shared/contracts/ipc.ts';
import type { FakeHub } from './FakeHub.ts';

export const lines: string[] = [];
const keep = (text: string): void => void lines.push(text);
export const log = { info: keep, warn: keep, error: keep };

export const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'lectern-test-'));

/** Main's services for a profile folder, without Electron. */
export async function openPeople(folder: string, clock: () => number = Date.now) {
  const registry = await HubRegistry.open(folder, log);
  const pins = new PinTable(() => registry.list());
  const client = new HubClient({ pins, patience: 5000 });
  const secrets = await Secrets.open(folder, null, log);
  const tokens = new Tokens({ client, registry, secrets, clock });
  return { client, pins, registry, secrets, tokens, deviceLabel: 'test' };
}

export async function openMedia(folder: string, hub: FakeHub | null) {
  const people = await openPeople(folder);
  if (hub) await joinHub(people, hub.link(), null);
  const media = new HubMedia({ ...people, stall: 2000 });
  const cache = await MediaCache.open(join(folder, 'recordings'), media, log);
  return { ...people, media, cache };
}

export type Said = IpcNotice<'downloads.changed'>;

/** A downloader whose notices can be waited for. */
export async function openDownloader(cache: MediaCache, over: Partial<{ free: number; retry: number }> = {}) {
  const said: Said[] = [];
  const waiting = new Set<() => void>();
  const downloader = await Downloader.open({
    cache,
    log,
    connections: 3,
    margin: { bytes: 0, share: 0 },
    space: async () => ({ free: over.free ?? Number.MAX_SAFE_INTEGER, total: 1 }),
    retry: { first: over.retry ?? 60_000, slowest: 60_000 },
    onChange: (notice) => {
      said.push(notice);
      for (const look of waiting) look();
    },
  });
  const until = (state: DownloadState['state'], renditionId?: string): Promise<DownloadState> =>
    new Promise((resolve) => {
      const look = (): void => {
        const hit = said.findLast(
          (s) => s.download.state === state && (!renditionId || s.renditionId === renditionId),
        );
        if (!hit) return;
        waiting.delete(look);
        resolve(hit.download);
      };
      waiting.add(look);
      look();
    });
  return { downloader, said, until };
}
