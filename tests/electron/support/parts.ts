import { dirname, join } from 'node:path';
import type { CacheOptions } from '#electron/recordings/cacheOptions.ts';
import { type Clock, systemClock } from '#electron/recordings/downloads/Clock.ts';
import { Downloader } from '#electron/recordings/downloads/Downloader.ts';
import { type Room, roomOnDisk } from '#electron/recordings/downloads/Room.ts';
import { HubMedia } from '#electron/recordings/HubMedia.ts';
import { MediaCache } from '#electron/recordings/MediaCache.ts';
import type { IpcNotice } from '#shared/contracts/ipc.ts';
import type { DownloadState, RenditionAtHub, RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import type { FakeHub } from './FakeHub.ts';
import { joinFake } from './joinFake.ts';
import { log, openPeople } from './people.ts';

export { lines, log, newFolder, openPeople } from './people.ts';

export async function openMedia(folder: string, hub: FakeHub | null, options: Partial<CacheOptions> = {}) {
  const people = await openPeople(folder);
  if (hub) await joinFake(people, hub, folder);
  const media = new HubMedia({ ...people, stall: 10_000 });
  const cache = await MediaCache.open(join(folder, 'recordings'), media, log, options);
  return { ...people, media, cache };
}

export type Said = IpcNotice<'downloads.changed'>;

type Over = {
  readonly free: number;
  readonly retry: number;
  readonly atOnce: number;
  readonly clock: Clock;
  readonly mayKeep: (ref: RenditionRef) => boolean;
  readonly room: Room;
};

/** A downloader whose notices can be waited for. Its list of what is wanted is in the folder above the cache's. */
export async function openDownloader(cache: MediaCache, over: Partial<Over> = {}) {
  const said: Said[] = [];
  const orders: RenditionAtHub[][] = [];
  const waiting = new Set<() => void>();
  const downloader = await Downloader.open({
    cache,
    folder: dirname(cache.folder),
    log,
    clock: over.clock ?? systemClock,
    connections: 3,
    atOnce: over.atOnce ?? 1,
    room:
      over.room ??
      roomOnDisk({
        folder: () => cache.folder,
        margin: () => ({ bytes: 0, share: 0 }),
        space: async () => ({ free: over.free ?? Number.MAX_SAFE_INTEGER, total: 1 }),
      }),
    retry: { first: over.retry ?? 60_000, slowest: 60_000 },
    mayKeep: over.mayKeep ?? (() => true),
    onOrder: ({ order }) => void orders.push(order),
    onChange: (notice) => {
      said.push(notice);
      for (const look of waiting) look();
    },
  });
  /** The last notice of that state, of one rendition or of any; from the notice number `from` on. */
  const until = (state: DownloadState['state'], renditionId?: string, from = 0): Promise<DownloadState> =>
    new Promise((resolve) => {
      const look = (): void => {
        const hit = said
          .slice(from)
          .findLast(
            (s) => s.download.state === state && (!renditionId || s.ref.rendition.id === renditionId),
          );
        if (!hit) return;
        waiting.delete(look);
        resolve(hit.download);
      };
      waiting.add(look);
      look();
    });
  return { downloader, said, orders, until };
}
