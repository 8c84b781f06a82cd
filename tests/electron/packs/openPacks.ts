import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fetchSnapshot } from '#electron/packs/fetchSnapshot.ts';
import { PackShelf } from '#electron/packs/PackShelf.ts';
import { Packs } from '#electron/packs/Packs.ts';
import type { DiskSpace } from '#electron/recordings/freeSpace.ts';
import { HubMedia } from '#electron/recordings/HubMedia.ts';
import { openRecordings } from '#electron/recordings/openRecordings.ts';
import { ChosenFiles } from '#electron/uploads/ChosenFiles.ts';
import type { IpcNotice } from '#shared/contracts/ipc.ts';
import type { RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import type { PackWork } from '#shared/contracts/ipcPacks.ts';
import { log, openPeople } from '../support/people.ts';
import type { SampleHub, SampleRendition } from './SampleHub.ts';

type Over = { readonly space: (folder: string) => Promise<DiskSpace> };

/** Main's services for packs and recordings in a profile folder, with no network that answers. */
export async function openPacks(folder: string, over: Partial<Over> = {}) {
  const people = await openPeople(folder);
  const media = new HubMedia({ ...people, stall: 10_000 });
  const { closeRecordings, ...recordings } = await openRecordings({
    folder: join(folder, 'recordings'),
    media,
    log,
    onDownload: () => undefined,
    onOrder: () => undefined,
    onHeld: () => undefined,
    onSpace: () => undefined,
    space: async () => ({ free: Number.MAX_SAFE_INTEGER, total: 1 }),
    ...over,
  });
  const files = new ChosenFiles();
  const shelf = new PackShelf(join(folder, 'packs'));
  const said: PackWork[] = [];
  const taken: IpcNotice<'downloads.changed'>[] = [];
  const waiting = new Set<() => void>();
  const packs = await Packs.open({
    ...people,
    ...recordings,
    files,
    shelf,
    downloads: recordings.downloader,
    log,
    folder: join(folder, 'packs'),
    fetchSnapshot: (at) =>
      fetchSnapshot({ ...people, shelf, folder: join(folder, 'packs'), stall: 10_000 }, at),
    guestName: 'Guest',
    onTaken: (notice) => void taken.push(notice),
    onChange: (work) => {
      said.push(work);
      for (const look of waiting) look();
    },
    retry: 100,
  });
  const ended = (packId: string): Promise<PackWork> =>
    new Promise((resolve) => {
      const look = (): void => {
        const work = packs.list().find((one) => one.packId === packId);
        if (!work || work.state === 'running') return;
        waiting.delete(look);
        resolve(work);
      };
      waiting.add(look);
      look();
    });
  const chosen = async (path: string): Promise<string> => (await files.take(path))?.token ?? 'none';
  const close = async (): Promise<void> => {
    await packs.close();
    await people.journals.close();
    await closeRecordings();
  };
  return {
    ...people,
    ...recordings,
    hubMedia: media,
    files,
    shelf,
    packs,
    said,
    taken,
    ended,
    chosen,
    close,
  };
}

export type OpenPacks = Awaited<ReturnType<typeof openPacks>>;

export function refOf(hub: SampleHub, { recordingId, signed }: SampleRendition): RenditionRef {
  const { size, type } = signed.manifest;
  const rendition = { id: signed.id, kind: 'video', type, size, width: 640, height: 360 } as const;
  return { hub: hub.fingerprint, workshopId: hub.workshopId, recordingId, rendition };
}

/** The rendition's bytes as they lie in the cache; `null` for a chunk that is not there. */
export async function bytesHere(parts: OpenPacks, ref: RenditionRef): Promise<(Buffer | null)[]> {
  const { file, manifest } = await parts.cache.kept(ref);
  return Promise.all(manifest.chunks.map((_, index) => file.read(index)));
}

/** A file with one byte of a place changed. */
export async function withFlippedByte(from: Buffer, at: number, path: string): Promise<string> {
  const flipped = Buffer.from(from);
  flipped[at] = (flipped[at] ?? 0) ^ 0xff;
  await writeFile(path, flipped);
  return path;
}
