import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ChosenFiles } from '#electron/uploads/ChosenFiles.ts';
import { Uploader } from '#electron/uploads/Uploader.ts';
import type { Upload } from '#shared/contracts/ipcUploads.ts';
import { log, type openPeople } from './people.ts';

export type SaidUpload = { readonly at: number; readonly uploadId: string; readonly upload: Upload | null };

/** An uploader whose notices can be waited for. */
export async function openUploader(
  people: Awaited<ReturnType<typeof openPeople>>,
  folder: string,
  over: { retry?: number; stall?: number } = {},
) {
  const said: SaidUpload[] = [];
  const waiting = new Set<() => void>();
  const files = new ChosenFiles();
  const uploader = await Uploader.open({
    ...people,
    folder,
    files,
    log,
    stall: over.stall ?? 5000,
    atOnce: 2,
    retry: { first: over.retry ?? 60_000, slowest: 60_000 },
    onChange: ({ uploadId, upload }) => {
      said.push({ at: Date.now(), uploadId, upload });
      for (const look of waiting) look();
    },
  });
  /** The first notice from `from` on that fits. */
  const until = (fits: (said: SaidUpload) => boolean, from = 0): Promise<SaidUpload> =>
    new Promise((resolve) => {
      const look = (): void => {
        const hit = said.slice(from).find(fits);
        if (!hit) return;
        waiting.delete(look);
        resolve(hit);
      };
      waiting.add(look);
      look();
    });
  const state = (wanted: Upload['state'], from = 0): Promise<SaidUpload> =>
    until(({ upload }) => upload?.state === wanted, from);
  return { uploader, files, said, until, state };
}

/** A file of random bytes. */
export async function randomFile(folder: string, name: string, size: number): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, randomBytes(size));
  return path;
}
