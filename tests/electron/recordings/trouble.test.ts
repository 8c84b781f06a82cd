import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { CHUNK_SIZE } from '#shared/recordings/manifest.ts';
import { FakeHub } from '../support/FakeHub.ts';
import { canMount, mountDisk, remountDisk } from '../support/mountDisk.ts';
import { newFolder } from '../support/people.ts';
import { asked, bodyOf, grantOf, openAll } from '../support/recordings.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A profile whose recordings are on a disk of its own, with one of them whole. */
async function setUp(options: { disk?: string } = {}) {
  const hub = await FakeHub.start();
  closing.push(() => hub.stop());
  const folder = await newFolder();
  const disk = options.disk ?? (await newFolder());
  let isJoined = false;
  const open = async (profile = folder, joins = false) => {
    const all = await openAll(profile, isJoined && !joins ? null : hub);
    isJoined = true;
    await all.settled;
    let closed: Promise<void> | null = null;
    const close = (): Promise<void> => (closed ??= all.closeRecordings());
    closing.push(close);
    return { ...all, close };
  };
  const first = await open();
  await first.space.set({ margin: { bytes: 0, share: 0 } });
  const { bytes, ...ref } = hub.addRendition(5 * CHUNK_SIZE - 9);
  await first.grants.allow(ref.hub, [grantOf(ref)]);
  await bodyOf(await first.media.handle(asked(ref)));
  return { hub, folder, disk, open, first, bytes, ref };
}

test('M6: a disk that was unplugged is told as cannot-write; it plays meanwhile, and all is there when it is back', async () => {
  const { hub, disk, open, first, bytes, ref } = await setUp();
  const to = join(disk, 'recordings');
  await first.folderMove.move(to);
  await first.close();
  await rename(disk, `${disk}-away`);
  await mkdir(to, { recursive: true });

  const { space, media, downloader } = await open();
  expect(await space.read()).toMatchObject({ folder: to, trouble: 'cannot-write', stored: [], used: 0 });
  expect((await bodyOf(await media.handle(asked(ref)))).equals(bytes)).toBe(true);
  await expect(downloader.start([ref])).rejects.toMatchObject({ reason: 'cannot-write' });
  expect(downloader.order()).toEqual([]);
  await expect(downloader.remove(() => true)).rejects.toMatchObject({ reason: 'cannot-write' });
  expect(existsSync(join(to, ref.hub))).toBe(false);

  await rm(disk, { recursive: true });
  await rename(`${disk}-away`, disk);
  await downloader.start([ref]);
  expect(await space.read()).toMatchObject({ trouble: null, used: bytes.length, folder: to });
  await hub.stop();
  closing.splice(0, 1);
  expect((await bodyOf(await media.handle(asked(ref)))).equals(bytes)).toBe(true);
});

test.runIf(canMount)(
  'M6: a folder that may only be read is told as cannot-write, and nothing of it is lost',
  async () => {
    const disk = await newFolder();
    closing.push(mountDisk(disk, 'size=30m'));
    const { open, first, bytes, ref } = await setUp({ disk });
    await first.folderMove.move(join(disk, 'r'));
    await first.close();
    remountDisk(disk, 'ro');
    const { space, media, close } = await open();
    expect(await space.read()).toMatchObject({ trouble: 'cannot-write', stored: [] });
    expect((await bodyOf(await media.handle(asked(ref)))).equals(bytes)).toBe(true);
    remountDisk(disk, 'rw');
    expect(await space.read()).toMatchObject({ trouble: null, used: bytes.length });
    await close();
  },
);

test.runIf(canMount)(
  'M2, M6: a disk that fills up, and then is taken away, while it plays ends no stream',
  async () => {
    const disk = await newFolder();
    const takeAway = mountDisk(disk, 'size=8m');
    closing.push(takeAway);
    const { hub, first, ref, bytes } = await setUp({ disk });
    await first.folderMove.move(join(disk, 'r'));
    const { bytes: otherBytes, ...other } = hub.addRendition(6 * CHUNK_SIZE);
    const { bytes: thirdBytes, ...third } = hub.addRendition(3 * CHUNK_SIZE);
    await first.grants.allow(ref.hub, [grantOf(ref), grantOf(other), grantOf(third)]);
    await first.space.keep([{ hub: ref.hub, renditionId: ref.rendition.id }], true);
    expect((await bodyOf(await first.media.handle(asked(other)))).equals(otherBytes)).toBe(true);
    expect((await first.cache.rendition(other)).file.missing().length).toBeGreaterThan(0);
    await takeAway();
    expect((await bodyOf(await first.media.handle(asked(third)))).equals(thirdBytes)).toBe(true);
    expect((await bodyOf(await first.media.handle(asked(ref)))).equals(bytes)).toBe(true);
    expect([(await first.space.read()).trouble, existsSync(join(disk, 'r'))]).toEqual([
      'cannot-write',
      false,
    ]);
  },
);

test('S12: of two profiles on one folder the second one is told folder-taken, and plays without keeping', async () => {
  const { first, disk, open, ref, bytes } = await setUp();
  const to = join(disk, 'recordings');
  await first.folderMove.move(to);
  const profile = await newFolder();
  await mkdir(join(profile, 'recordings'), { recursive: true });
  const { margin } = await first.space.read();
  const folder = { path: to, id: first.cache.folderId };
  await writeFile(join(profile, 'recordings/space.json'), JSON.stringify({ folder, margin, budget: null }));

  const second = await open(profile, true);
  await second.grants.allow(ref.hub, [grantOf(ref)]);
  expect(await second.space.read()).toMatchObject({ trouble: 'folder-taken', stored: [] });
  expect((await bodyOf(await second.media.handle(asked(ref)))).equals(bytes)).toBe(true);
  await expect(second.cache.kept(ref)).rejects.toMatchObject({ reason: 'folder-taken' });
  expect(await first.space.read()).toMatchObject({ trouble: null, used: bytes.length });
  await first.close();
  expect(await second.space.read()).toMatchObject({ trouble: null, used: bytes.length });
});

test.each<[string, (place: string, size: number) => Promise<void>]>([
  ['a map cut short', (place) => truncate(join(place, 'chunks'), 2)],
  [
    'a map cut short over bytes that are not there',
    async (place) => {
      const bytes = await readFile(join(place, 'bytes'));
      await writeFile(join(place, 'bytes'), bytes.fill(0, CHUNK_SIZE, 2 * CHUNK_SIZE));
      await truncate(join(place, 'chunks'), 2);
    },
  ],
  ['an empty map', (place) => truncate(join(place, 'chunks'), 0)],
  ['a map grown', (place) => writeFile(join(place, 'chunks'), Buffer.alloc(300, 2))],
  ['a map of marks that mean nothing', (place) => writeFile(join(place, 'chunks'), Buffer.alloc(5, 7))],
  ['a map that says more than is there', (place) => writeFile(join(place, 'chunks'), Buffer.alloc(5, 1))],
  ['bytes cut short', (place) => truncate(join(place, 'bytes'), 2 * CHUNK_SIZE + 5)],
  ['bytes grown', (place, size) => truncate(join(place, 'bytes'), size + 99_999)],
  ['bytes gone', (place) => rm(join(place, 'bytes'))],
  ['a manifest that is none', (place) => writeFile(join(place, 'manifest.json'), '{"ref":')],
])('M2, M5: with %s only what is verified counts, and the rest is fetched', async (_, damage) => {
  const { hub, first, open, ref, bytes } = await setUp();
  const place = join(first.cache.folder, ref.hub, ref.rendition.id);
  await first.close();
  await damage(place, bytes.length);
  const { cache, media, close } = await open();
  const { file } = await cache.rendition(ref);
  const claimed = [0, 1, 2, 3, 4].filter((index) => file.has(index));
  for (const index of claimed) expect(await file.read(index)).not.toBe(null);
  const lost = file.missing().length;
  expect(file.heldBytes()).toBeLessThanOrEqual(bytes.length);
  hub.asked.length = 0;
  expect((await bodyOf(await media.handle(asked(ref)))).equals(bytes)).toBe(true);
  expect(hub.asked.length).toBe(lost);
  await close();
  expect([...(await readFile(join(place, 'chunks')))]).toEqual([2, 2, 2, 2, 2]);
  expect((await readFile(join(place, 'bytes'))).equals(bytes)).toBe(true);
});
