import { hostname } from 'node:os';
import { join } from 'node:path';
import type { IpcNotice } from '#shared/contracts/ipc.ts';
import type { Log } from '../files/Log.ts';
import { removeLeftovers } from '../files/removeLeftovers.ts';
import { HubClient } from '../hub/hubClient.ts';
import { PinTable } from '../hub/PinTable.ts';
import { HubRegistry } from '../people/HubRegistry.ts';
import type { JoinParts } from '../people/joinHub.ts';
import { Secrets, type Vault } from '../people/Secrets.ts';
import { Tokens } from '../people/Tokens.ts';
import { BlobCache } from '../recordings/BlobCache.ts';
import { Downloader } from '../recordings/Downloader.ts';
import { defaultMargin, freeSpace } from '../recordings/freeSpace.ts';
import { HubMedia } from '../recordings/HubMedia.ts';
import { MediaCache } from '../recordings/MediaCache.ts';
import { MediaGrants } from '../recordings/MediaGrants.ts';
import { MediaServer } from '../recordings/MediaServer.ts';
import { gatherAppended } from '../sync/gatherAppended.ts';
import { Journals } from '../sync/Journals.ts';

export type Services = JoinParts & {
  readonly pins: PinTable;
  readonly cache: MediaCache;
  readonly grants: MediaGrants;
  readonly downloader: Downloader;
  readonly media: MediaServer;
  readonly journals: Journals;
  readonly close: () => Promise<void>;
};

type Options = {
  readonly profile: string;
  readonly vault: Vault | null;
  readonly log: Log;
  readonly onDownload: (notice: IpcNotice<'downloads.changed'>) => void;
  readonly onJournal: (notice: IpcNotice<'journal.appended'>) => void;
};

/** Everything main owns, opened in its order; none of it knows Electron (design rule D2). */
export async function openServices(options: Options): Promise<Services> {
  const { profile, vault, log, onDownload, onJournal } = options;
  const folder = join(profile, 'recordings');
  await removeLeftovers(profile, { recursive: false });
  await removeLeftovers(folder, { recursive: true });
  const registry = await HubRegistry.open(profile, log);
  const pins = new PinTable(() => registry.list());
  const client = new HubClient({ pins, patience: 15_000 });
  const secrets = await Secrets.open(profile, vault, log);
  const tokens = new Tokens({ client, registry, secrets, clock: Date.now });
  const hubMedia = new HubMedia({ client, registry, tokens, stall: 20_000 });
  const cache = await MediaCache.open(join(folder, 'renditions'), hubMedia, log);
  const blobs = new BlobCache(join(folder, 'blobs'), hubMedia);
  const downloader = await Downloader.open({
    cache,
    log,
    connections: 3,
    margin: defaultMargin,
    space: freeSpace,
    retry: { first: 1000, slowest: 30_000 },
    onChange: onDownload,
  });
  const grants = await MediaGrants.open({ folder, log, downloads: downloader, blobs });
  const journals = new Journals({
    folder: join(profile, 'journal'),
    log,
    clock: Date.now,
    onAppended: gatherAppended(onJournal),
  });
  return {
    client,
    pins,
    registry,
    secrets,
    tokens,
    deviceLabel: hostname(),
    cache,
    grants,
    downloader,
    media: new MediaServer({ cache, blobs, grants, log }),
    journals,
    close: async () => {
      await journals.close();
      await downloader.close();
      await cache.close();
    },
  };
}
