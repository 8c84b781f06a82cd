import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { CHUNK_SIZE } from '#shared/recordings/manifest.ts';
import { FakeHub } from '../../support/FakeHub.ts';
import { canMount, mountDisk } from '../../support/mountDisk.ts';
import { newFolder, openDownloader, openMedia } from '../../support/parts.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Nothing can be written any more. */
async function fillDisk(folder: string): Promise<void> {
  const filler = await open(join(folder, 'filler'), 'w');
  try {
    for (const piece of [1024 * 1024, 4096, 1]) {
      const bytes = Buffer.alloc(piece);
      await expect(
        (async () => {
          for (;;) await filler.write(bytes);
        })(),
      ).rejects.toMatchObject({ code: 'ENOSPC' });
    }
  } finally {
    await filler.close();
  }
}

test.runIf(canMount)(
  'M6: a download that is stopped while the profile’s disk is full is told as stopped, though the next start wants it',
  async () => {
    const hub = await FakeHub.start();
    closing.push(() => hub.stop());
    const disk = await newFolder();
    const folder = join(disk, 'profile');
    await mkdir(folder);
    closing.push(mountDisk(folder, 'size=24m'));
    const { cache } = await openMedia(folder, hub);
    closing.push(() => cache.close());
    const { downloader, said, orders } = await openDownloader(cache);
    closing.push(() => downloader.close());
    const { bytes: _bytes, ...ref } = hub.addRendition(4 * CHUNK_SIZE);
    const which = [{ hub: ref.hub, renditionId: ref.rendition.id }];
    hub.pause = 5;
    await downloader.start([ref]);
    await downloader.pause(which);
    await fillDisk(dirname(cache.folder));
    await expect(downloader.stop(which)).rejects.toMatchObject({ reason: 'disk-full' });
    expect(said.at(-1)?.download.state).toMatch(/^(partial|absent)$/);
    expect(orders.at(-1)).toEqual([]);
    await downloader.stop(which);
    const wanted: unknown = JSON.parse(await readFile(join(dirname(cache.folder), 'wanted.json'), 'utf8'));
    expect(wanted).toHaveLength(1);
  },
);
