import { join } from 'node:path';
import type { IpcNotice } from '#shared/contracts/ipc.ts';
import type { RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import type { Log } from '../files/Log.ts';
import { BlobCache } from './BlobCache.ts';
import type { CacheOptions } from './cacheOptions.ts';
import { systemClock } from './downloads/Clock.ts';
import { Downloader } from './downloads/Downloader.ts';
import { freeSpace } from './freeSpace.ts';
import type { HubMedia } from './HubMedia.ts';
import { MediaCache } from './MediaCache.ts';
import { MediaGrants } from './MediaGrants.ts';
import { MediaServer } from './MediaServer.ts';
import type { Rendition } from './Rendition.ts';
import { atMost } from './space/atMost.ts';
import type { FolderMove } from './space/FolderMove.ts';
import type { HeldNotices } from './space/HeldNotices.ts';
import { openSpace } from './space/openSpace.ts';
import type { Space } from './space/Space.ts';
import { spaceFiles } from './space/spaceFiles.ts';

type Options = {
  /** Of the profile, for what it remembers of recordings, and for these while the person chose no other folder. */
  readonly folder: string;
  readonly media: HubMedia;
  readonly log: Log;
  readonly onDownload: (notice: IpcNotice<'downloads.changed'>, workshop: string | null) => void;
  readonly onOrder: (notice: IpcNotice<'downloads.ordered'>) => void;
  readonly onHeld: (notice: IpcNotice<'downloads.held'>) => void;
  readonly onSpace: () => void;
  readonly space?: typeof freeSpace;
  readonly cache?: Partial<CacheOptions>;
};

export type Recordings = {
  readonly cache: MediaCache;
  readonly blobs: BlobCache;
  readonly grants: MediaGrants;
  readonly downloader: Downloader;
  readonly media: MediaServer;
  readonly space: Space;
  readonly folderMove: FolderMove;
  readonly held: HeldNotices;
  /** A move of the folder that was interrupted is over. */
  readonly settled: Promise<void>;
  readonly closeRecordings: () => Promise<void>;
};

/** Milliseconds between two notices of a changed space. */
const PACE = 500;

/** What is stored, downloaded and played, opened in its order. */
export async function openRecordings(options: Options): Promise<Recordings> {
  const { folder, log, media: hubMedia, space: diskSpace = freeSpace } = options;
  const files = spaceFiles(folder, log);
  const settings = await files.settings.read();
  const changed = atMost(PACE, options.onSpace);
  const blobs = new BlobCache(join(folder, 'blobs'), hubMedia);
  const path = settings.folder?.path ?? join(folder, 'renditions');
  const folderId = settings.folder?.id ?? null;
  const cache = await MediaCache.openAnyway(path, hubMedia, log, { ...options.cache, folderId });
  let downloader: Downloader | null = null;
  const remove = async (which: (ref: RenditionRef) => boolean): Promise<void> => {
    await (downloader ?? cache).remove(which);
  };
  const { space, folderMove, held } = await openSpace({
    cache,
    files,
    settings,
    log,
    space: diskSpace,
    isWanted: (at) => downloader?.isWanted(at) ?? true,
    remove,
    onChange: changed.call,
    onHeld: options.onHeld,
  });
  const grants = await MediaGrants.read({ folder, log, downloads: { remove }, blobs });
  const onMore = (rendition: Rendition): void => downloader?.heard(rendition);
  rule({ cache, space, held, grants, onTrouble: changed.call, onMore });
  downloader = await Downloader.open({
    cache,
    folder,
    log,
    clock: systemClock,
    connections: 3,
    atOnce: 2,
    room: space,
    retry: { first: 1000, slowest: 30_000 },
    mayKeep: (ref) => grants.mayKeep(ref),
    onChange: (notice, workshop) => {
      const { state } = notice.download;
      if (state === 'queued' || state === 'complete') grants.wantBlobs(notice.ref);
      options.onDownload(notice, workshop);
    },
    onOrder: options.onOrder,
  });
  await grants.resume();
  const settled = folderMove.resume();
  const opened = downloader;
  return {
    cache,
    blobs,
    grants,
    downloader,
    media: new MediaServer({ cache, blobs, grants, log }),
    space,
    folderMove,
    held,
    settled,
    closeRecordings: async () => {
      changed.end();
      held.close();
      await folderMove.close();
      await settled;
      await opened.close();
      await space.close();
      await cache.close();
    },
  };
}

function rule({
  cache,
  space,
  held,
  grants,
  onTrouble,
  onMore,
}: Pick<Recordings, 'cache' | 'space' | 'held' | 'grants'> & {
  readonly onTrouble: () => void;
  readonly onMore: (rendition: Rendition) => void;
}): void {
  cache.ruledBy({
    room: (bytes, purpose) => space.room(bytes, purpose),
    mayKeep: (ref) => grants.mayStore(ref),
    onServed: (rendition) => space.served(rendition),
    onHeld: (rendition) => {
      space.held(rendition);
      held.changed(rendition);
      onMore(rendition);
    },
    onTrouble,
  });
}
