import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, readFile, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { CHUNK_SIZE } from '#shared/recordings/manifest.ts';
import { FakeHub } from '../support/FakeHub.ts';
import { newFolder, openDownloader, openMedia } from '../support/parts.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function setUp(folder: string) {
  const hub = await FakeHub.start();
  closing.push(() => hub.stop());
  const parts = await openMedia(folder, hub);
  const downloads = await openDownloader(parts.cache);
  closing.push(() => parts.cache.close());
  closing.push(() => downloads.downloader.close());
  return { hub, ...parts, ...downloads };
}

test('M6: where the disk takes nothing, a download fails as disk-full, marks nothing, and the player still plays', async () => {
  const folder = await newFolder();
  const { hub, cache, downloader, until } = await setUp(folder);
  const { bytes, ...ref } = hub.addRendition(3 * CHUNK_SIZE);
  const place = join(cache.folder, hub.fingerprint, ref.rendition.id);
  await mkdir(place, { recursive: true });
  await symlink('/dev/full', join(place, 'bytes'));
  await downloader.start([ref]);
  expect(await until('failed')).toEqual({ state: 'failed', bytes: 0, reason: 'disk-full' });
  expect([...(await readFile(join(place, 'chunks')))]).toEqual([0, 0, 0]);
  const played = await (await cache.rendition(ref)).chunk(1);
  expect(played.equals(bytes.subarray(CHUNK_SIZE, 2 * CHUNK_SIZE))).toBe(true);
});

/** A disk of its own of so many MiB, where this process may mount one. */
function mountDisk(folder: string, size: number): boolean {
  return spawnSync('/bin/mount', ['-t', 'tmpfs', '-o', `size=${size}m`, 'tmpfs', folder]).status === 0;
}

const probe = await newFolder();
const canMount = mountDisk(probe, 1);
if (canMount) {
  execFileSync('/bin/umount', [probe]);
  test('M2, M6: a disk that fills up in mid download loses nothing, and with room again only the rest is fetched', async () => {
    const folder = await newFolder();
    mountDisk(folder, 8);
    closing.push(async () => void execFileSync('/bin/umount', [folder]));
    const { hub, cache, downloader, until } = await setUp(folder);
    const { bytes, ...ref } = hub.addRendition(12 * CHUNK_SIZE);
    await downloader.start([ref]);
    const failed = await until('failed');
    expect(failed).toMatchObject({ reason: 'disk-full' });
    const { file } = await cache.rendition(ref);
    const held = file.heldBytes() / CHUNK_SIZE;
    expect(held).toBeGreaterThanOrEqual(5);
    expect(held).toBeLessThan(12);
    expect(failed).toMatchObject({ bytes: file.heldBytes() });
    for (let index = 0; index < 12; index += 1) {
      const chunk = file.has(index) ? await file.read(index) : null;
      if (file.has(index))
        expect(chunk?.equals(bytes.subarray(index * CHUNK_SIZE, (index + 1) * CHUNK_SIZE))).toBe(true);
    }

    execFileSync('/bin/mount', ['-o', 'remount,size=32m', folder]);
    hub.asked.length = 0;
    await downloader.start([ref]);
    await until('complete');
    expect(hub.asked).toHaveLength(12 - held);
    const stored = await readFile(join(cache.folder, hub.fingerprint, ref.rendition.id, 'bytes'));
    expect(stored.equals(bytes)).toBe(true);
  });
}
await rm(probe, { recursive: true });
