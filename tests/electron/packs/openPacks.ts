import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fetchSnapshot } from '#electron/packs/fetchSnapshot.ts';
import { PackShelf } from '#electron/packs/PackShelf.ts';
import { Packs } from '#electron/packs/Packs.ts';
import { BlobCache } from '#electron/recordings/BlobCache.ts';
import { HubMedia } from '#electron/recordings/HubMedia.ts';
import { MediaCache } from '#electron/recordings/MediaCache.ts';
import { MediaGrants } from '#electron/recordings/MediaGrants.ts';
import { ChosenFiles } from '#electron/uploads/ChosenFiles.ts';
import type { IpcNotice } from '#shared/contracts/ipc.ts';
import type { RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import type { PackWork } from '#shared/contracts/ipcPacks.ts';
import { log, openPeople } from '../support/people.ts';
import type { SampleHub, SampleRendition } from './SampleHub.ts';

/** Main's services for packs in a profile folder, with no network that answers. */
export async function openPacks(folder: string) {
  const people = await openPeople(folder);
  const media = new HubMedia({ ...people, stall: 10_000 });
  const cache = await MediaCache.open(join(folder, 'recordings'), media, log);
  const blobs = new BlobCache(join(folder, 'blobs'), media);
  const downloads = {
    remove: async (which: (ref: RenditionRef) => boolean): Promise<void> => void (await cache.remove(which)),
  };
  const grants = await MediaGrants.open({ folder, log, downloads, blobs });
  cache.ruledBy({
    room: async () => true,
    onHeld: () => undefined,
    onServed: () => undefined,
    mayKeep: () => true,
    onTrouble: () => undefined,
  });
  const files = new ChosenFiles();
  const shelf = new PackShelf(join(folder, 'packs'));
  const said: PackWork[] = [];
  const taken: IpcNotice<'downloads.changed'>[] = [];
  const waiting = new Set<() => void>();
  const packs = await Packs.open({
    ...people,
    cache,
    blobs,
    grants,
    files,
    shelf,
    downloads,
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
    await cache.close();
  };
  return { ...people, media, cache, blobs, grants, files, shelf, packs, said, taken, ended, chosen, close };
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
