import { existsSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { CacheKeeper } from '#electron/recordings/cacheOptions.ts';
import { LOCK_NAME } from '#electron/recordings/folderLock.ts';
import { Removals } from '#electron/recordings/Removals.ts';
import { CHUNK_SIZE } from '#shared/recordings/manifest.ts';
import { FakeHub } from '../support/FakeHub.ts';
import { newFolder, openDownloader, openMedia } from '../support/parts.ts';
import { asked, bodyOf, grantOf, openAll } from '../support/recordings.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const keeper: CacheKeeper = {
  room: async () => true,
  onHeld: () => undefined,
  onServed: () => undefined,
  mayKeep: () => true,
  onTrouble: () => undefined,
};

async function setUp() {
  const hub = await FakeHub.start();
  closing.push(() => hub.stop());
  const { cache } = await openMedia(await newFolder(), hub, { playRetries: [] });
  closing.push(() => cache.close());
  const { bytes: _bytes, ...ref } = hub.addRendition(3 * CHUNK_SIZE);
  return { hub, cache, ref };
}

test('M2, M8: who asks what of a recording is here does not open it again while it is being deleted', async () => {
  const { cache, ref } = await setUp();
  await (await cache.kept(ref)).chunk(0);
  let removing: Promise<unknown> = Promise.resolve();
  let finding: Promise<unknown> = Promise.resolve();
  await cache.gate.alone(async () => {
    removing = cache.remove(() => true);
    await new Promise((resolve) => setTimeout(resolve, 20));
    finding = cache.find({ hub: ref.hub, renditionId: ref.rendition.id });
    await new Promise((resolve) => setTimeout(resolve, 20));
  });
  await removing;
  expect(await finding).toBeNull();
  expect(cache.opened()).toEqual([]);
  const again = await cache.kept(ref);
  await again.chunk(1);
  expect(existsSync(join(cache.folder, ref.hub, ref.rendition.id, 'manifest.json'))).toBe(true);
});

test('M6, M8: a recording is deleted though a chunk of it waits for room, and whoever makes room is not held up', async () => {
  const { cache, ref } = await setUp();
  const waiting: (() => void)[] = [];
  cache.ruledBy({
    ...keeper,
    room: () => new Promise((resolve) => waiting.push(() => resolve(true))),
  });
  const playing = (await cache.rendition(ref)).chunk(0).catch(() => null);
  await expect.poll(() => waiting.length).toBe(1);
  const removing = cache.remove(() => true);
  await expect.poll(() => cache.opened()).toEqual([]);
  expect(await cache.list()).toEqual([]);
  await removing;
  for (const end of waiting) end();
  await playing;
  expect(existsSync(join(cache.folder, ref.hub, ref.rendition.id))).toBe(false);
});

test('M8: a recording is deleted once, and who deletes it meanwhile is told how that ended', async () => {
  const { ref } = await setUp();
  const removals = new Removals();
  const ends: ((error?: Error) => void)[] = [];
  const act = (): Promise<void> =>
    new Promise((resolve, reject) => ends.push((error) => (error ? reject(error) : resolve())));
  const both = [removals.run('a', ref, act), removals.run('a', ref, act), removals.ofAll(() => true)];
  const opening = removals.ended('a');
  expect([ends.length, removals.has('a')]).toEqual([1, true]);
  ends[0]?.(new Error('the disk is gone'));
  const told = await Promise.allSettled(both);
  expect(told.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  await opening;
  expect(removals.has('a')).toBe(false);
});

test('S12: several who look at a folder that was away do not take it from each other', async () => {
  const { cache, ref } = await setUp();
  await (await cache.kept(ref)).chunk(0);
  await rename(cache.folder, `${cache.folder}.away`);
  await writeFile(cache.folder, 'in its place');
  await cache.recheck();
  expect(cache.trouble).toBe('cannot-write');
  await rm(cache.folder);
  await rename(`${cache.folder}.away`, cache.folder);
  await rm(join(cache.folder, LOCK_NAME), { force: true });
  await Promise.all([cache.recheck(), cache.recheck(), cache.recheck()]);
  expect(cache.trouble).toBeNull();
  await (await cache.kept(ref)).chunk(1);
});

test('M6: a download that begins while room is made for something else is not deleted for it', async () => {
  const hub = await FakeHub.start();
  closing.push(() => hub.stop());
  let isFull = false;
  let started: Promise<void> | null = null;
  const now = { ms: 1_000_000 };
  const all = await openAll(await newFolder(), hub, {
    space: async () => {
      if (isFull && all.cache.opened().length === 2 && !started) {
        started = all.downloader.start([b]);
        await started;
      }
      return { free: isFull ? 0 : 1024 ** 3, total: 1 };
    },
    cache: { clock: () => now.ms },
  });
  closing.push(all.closeRecordings);
  await all.space.set({ margin: { bytes: 0, share: 0 } });
  await all.downloader.set({ paused: true });
  const [a, b, c] = [2, 2, 2].map((chunks) => hub.addRendition(chunks * CHUNK_SIZE)) as [
    ReturnType<FakeHub['addRendition']>,
    ReturnType<FakeHub['addRendition']>,
    ReturnType<FakeHub['addRendition']>,
  ];
  await all.grants.allow(hub.fingerprint, [a, b, c].map(grantOf));
  for (const ref of [a, b]) {
    await bodyOf(await all.media.handle(asked(ref)));
    now.ms += 61_000;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await all.cache.kept(c);
  isFull = true;
  expect((await bodyOf(await all.media.handle(asked(c)))).equals(c.bytes)).toBe(true);
  await started;
  expect(started).not.toBeNull();
  expect(all.downloader.isWanted({ hub: b.hub, renditionId: b.rendition.id })).toBe(true);
});

test('M11: a download ends at once when it is stopped, though a player waits for a hub that does not answer', async () => {
  const { hub, cache, ref } = await setUp();
  const { downloader, until } = await openDownloader(cache);
  closing.push(() => downloader.close());
  hub.fault = ({ chunk }) => chunk === 2;
  const playing = (await cache.kept(ref)).chunk(2).catch(() => null);
  await downloader.start([ref]);
  await until('running');
  const first = await Promise.race([downloader.close().then(() => 'stopped'), playing.then(() => 'played')]);
  expect(first).toBe('stopped');
  await cache.close();
  await playing;
});
