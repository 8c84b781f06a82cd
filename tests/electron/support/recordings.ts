import { join } from 'node:path';
import type { CacheOptions } from '#electron/recordings/cacheOptions.ts';
import type { DiskSpace } from '#electron/recordings/freeSpace.ts';
import { HubMedia } from '#electron/recordings/HubMedia.ts';
import { openRecordings } from '#electron/recordings/openRecordings.ts';
import type { IpcNotice, MediaGrant } from '#shared/contracts/ipc.ts';
import { mediaUrl } from '#shared/contracts/ipc.ts';
import type { RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import type { FakeHub } from './FakeHub.ts';
import { joinFake } from './joinFake.ts';
import { log, openPeople } from './people.ts';

type Over = {
  readonly space: (folder: string) => Promise<DiskSpace>;
  readonly cache: Partial<CacheOptions>;
  /** Milliseconds without a byte after which a transfer counts as broken. */
  readonly stall: number;
};

/** All that main has of recordings, for a profile folder. */
export async function openAll(
  folder: string,
  hub: FakeHub | null,
  { stall = 500, ...over }: Partial<Over> = {},
) {
  const people = await openPeople(folder);
  if (hub) await joinFake(people, hub, folder);
  const media = new HubMedia({ ...people, stall });
  const said: IpcNotice<'downloads.changed'>[] = [];
  const held: IpcNotice<'downloads.held'>[] = [];
  const recordings = await openRecordings({
    folder: join(folder, 'recordings'),
    media,
    log,
    onDownload: (notice) => void said.push(notice),
    onOrder: () => undefined,
    onHeld: (notice) => void held.push(notice),
    onSpace: () => undefined,
    ...over,
    cache: { playRetries: [], ...over.cache },
  });
  return { ...people, hubMedia: media, said, heldSaid: held, ...recordings };
}

export const grantOf = ({ hub, workshopId, recordingId, rendition }: RenditionRef): MediaGrant => ({
  hub,
  workshopId,
  recordingId,
  rendition,
  blobs: [],
  mayBeKept: true,
});

/** What the window asks of `lectern-media`. */
export function asked(ref: RenditionRef, range?: string, signal?: AbortSignal): Request {
  const { hub, workshopId, recordingId, rendition } = ref;
  const url = mediaUrl('rendition', { hub, workshopId, recordingId, id: rendition.id });
  return new Request(url, { headers: range ? { range } : {}, ...(signal ? { signal } : {}) });
}

export const bodyOf = async (response: Response): Promise<Buffer> =>
  Buffer.from(await response.arrayBuffer());
