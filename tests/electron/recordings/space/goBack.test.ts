import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { CacheFolder } from '#electron/recordings/CacheFolder.ts';
import type { RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { CHUNK_SIZE } from '#shared/recordings/manifest.ts';
import { FakeHub } from '../../support/FakeHub.ts';
import { newFolder } from '../../support/people.ts';
import { asked, bodyOf, grantOf, openAll } from '../../support/recordings.ts';

/** Disks that others keep busy take their time to sync. */
vi.setConfig({ testTimeout: 60_000 });

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const SIZE = 6 * CHUNK_SIZE - 5;

/**
 * A person whose disk `old` was away: `alone` is on it only, `both` there and, in part, in `now`, where the
 * person went meanwhile; `late` is in `now` only. The disk is back.
 */
async function setUp(newPlace = otherDisk) {
  const hub = await FakeHub.start();
  const stopHub = once(() => hub.stop());
  closing.push(stopHub);
  const folder = await newFolder();
  const free = { bytes: Number.MAX_SAFE_INTEGER };
  const open = async (joins: boolean) => {
    const all = await openAll(folder, joins ? hub : null, {
      stall: 20_000,
      cache: { readAhead: { bytes: 0, rest: 1000 } },
      space: async () => ({ free: free.bytes, total: 1 }),
    });
    const close = once(all.closeRecordings);
    closing.push(close);
    return { ...all, close };
  };
  const all = await open(true);
  await all.space.set({ margin: { bytes: 0, share: 0 } });
  const [alone, both, late] = [hub.addRendition(SIZE), hub.addRendition(SIZE), hub.addRendition(SIZE)];
  await all.grants.allow(hub.fingerprint, [alone, both, late].map(grantOf));
  const play = async (ref: RenditionRef, range?: string): Promise<Buffer> =>
    bodyOf(await all.media.handle(asked(ref, range)));
  const disk = await newFolder();
  const [old, now] = [join(disk, 'recordings'), join(await newPlace(), 'meanwhile')];
  await all.folderMove.move(old);
  for (const ref of [alone, both]) expect((await play(ref)).equals(ref.bytes)).toBe(true);
  await rename(disk, `${disk}-away`);
  await mkdir(disk);
  expect((await all.space.read()).trouble).toBe('cannot-write');
  await all.folderMove.move(now);
  expect((await play(late)).equals(late.bytes)).toBe(true);
  await play(both, `bytes=0-${2 * CHUNK_SIZE - 1}`);
  const replug = async (): Promise<void> => {
    await rm(disk, { recursive: true });
    await rename(`${disk}-away`, disk);
  };
  return { ...all, hub, stopHub, folder, free, open, play, replug, old, now, alone, both, late };
}

/** Where there is one; else another folder. */
async function otherDisk(): Promise<string> {
  if (!existsSync('/dev/shm')) return newFolder();
  const folder = await mkdtemp('/dev/shm/lectern-test-');
  closing.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

function once(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  return () => (running ??= run());
}

const placeIn = (folder: string, { hub, rendition }: RenditionRef): string => join(folder, hub, rendition.id);

test.each([
  ['another disk', otherDisk],
  ['the same disk', newFolder],
])(
  'M6: one goes back from %s to a folder that was away, and all of both is there without a hub',
  async (_, newPlace) => {
    const all = await setUp(newPlace);
    const { folderMove, cache, space, stopHub, play, old, now, alone, both, late } = all;
    await all.replug();
    await folderMove.move(old);
    expect([cache.folder, existsSync(now), cache.usedBytes()]).toEqual([old, false, 3 * SIZE]);
    await stopHub();
    for (const ref of [alone, both, late]) expect((await play(ref)).equals(ref.bytes)).toBe(true);
    const { trouble, used, stored } = await space.read();
    expect([trouble, used, stored.map(({ complete }) => complete)]).toEqual([
      null,
      3 * SIZE,
      [true, true, true],
    ]);
    await all.close();
    const again = await all.open(false);
    expect([again.cache.folder, (await again.space.read()).used]).toEqual([old, 3 * SIZE]);
  },
);

test('M6: one goes back while the folder meanwhile is away, too', async () => {
  const { folderMove, cache, space, stopHub, play, replug, old, now, alone, late } = await setUp();
  await replug();
  await rename(now, `${now}-away`);
  expect((await space.read()).trouble).toBe('cannot-write');
  await folderMove.move(old);
  await stopHub();
  expect((await play(alone)).equals(alone.bytes)).toBe(true);
  expect([cache.folder, (await space.read()).used]).toEqual([old, 2 * SIZE]);
  expect(existsSync(placeIn(`${now}-away`, late))).toBe(true);
});

test('M6: a folder that another Lectern holds is refused as folder-taken, and nothing of it is touched', async () => {
  const { folderMove, cache, replug, old, now, both } = await setUp();
  await replug();
  const other = await CacheFolder.open(old, await CacheFolder.markOf(old));
  closing.push(() => other.close());
  const before = await readdir(old, { recursive: true });
  await expect(folderMove.move(old)).rejects.toMatchObject({ reason: 'folder-taken' });
  expect([cache.folder, existsSync(placeIn(now, both))]).toEqual([now, true]);
  expect(await readdir(old, { recursive: true })).toEqual(before);
});

test('M8: what was withdrawn while the folder was away is not served when one goes back to it', async () => {
  const { folderMove, grants, media, replug, old, hub, play, alone, both, late } = await setUp();
  await grants.allow(hub.fingerprint, [both, late].map(grantOf));
  await replug();
  await folderMove.move(old);
  expect((await media.handle(asked(alone))).status).toBe(403);
  expect((await play(both)).equals(both.bytes)).toBe(true);
  await grants.forget(alone.hub, alone.recordingId);
  expect(existsSync(placeIn(old, alone))).toBe(false);
});

test('M6, M8: what is deleted while one goes back is in neither folder, and what was in the old one alone stays', async () => {
  const { folderMove, cache, downloader, replug, old, now, play, stopHub, alone, both, late } = await setUp();
  await replug();
  const isBoth = (ref: RenditionRef): boolean => ref.rendition.id === both.rendition.id;
  const ofGate = cache.gate.alone.bind(cache.gate);
  vi.spyOn(cache.gate, 'alone').mockImplementationOnce(async (run) => {
    await downloader.remove(isBoth);
    return ofGate(run);
  });
  await folderMove.move(old);
  for (const folder of [old, now]) expect(existsSync(placeIn(folder, both))).toBe(false);
  await stopHub();
  for (const ref of [alone, late]) expect((await play(ref)).equals(ref.bytes)).toBe(true);
});

test('M5: a chunk that went bad in the old folder is made good by that of the other one', async () => {
  const { folderMove, replug, old, open, close, stopHub, both } = await setUp();
  await replug();
  const path = join(placeIn(old, both), 'bytes');
  const bytes = await readFile(path);
  bytes[7] = (bytes[7] ?? 0) ^ 1;
  await writeFile(path, bytes);
  await folderMove.move(old);
  await stopHub();
  // What was played a moment ago is in memory.
  await close();
  const { media } = await open(false);
  expect((await bodyOf(await media.handle(asked(both)))).equals(both.bytes)).toBe(true);
});

test('M6: a way back that fails leaves in both folders what was there', async () => {
  const { folderMove, cache, free, replug, old, now, play, stopHub, alone, both, late } = await setUp();
  await replug();
  free.bytes = CHUNK_SIZE;
  await expect(folderMove.move(old)).rejects.toMatchObject({ reason: 'disk-full' });
  free.bytes = SIZE;
  vi.spyOn(cache.gate, 'alone').mockRejectedValueOnce(new RefusedError('cannot-write'));
  await expect(folderMove.move(old)).rejects.toMatchObject({ reason: 'cannot-write' });
  expect([cache.folder, existsSync(placeIn(now, late)), existsSync(placeIn(old, late))]).toEqual([
    now,
    true,
    false,
  ]);
  for (const ref of [alone, both])
    expect((await readFile(join(placeIn(old, ref), 'bytes'))).equals(ref.bytes)).toBe(true);
  await folderMove.move(old);
  await stopHub();
  for (const ref of [alone, both, late]) expect((await play(ref)).equals(ref.bytes)).toBe(true);
});

test.each([0, 1, 4, 7])(
  'M6: a way back that was killed after %i MiB goes on at the next start, and nothing is lost',
  async (after) => {
    const all = await setUp();
    await all.close();
    await all.replug();
    const child = spawn(process.execPath, [
      join(import.meta.dirname, '../../support/moveInChild.ts'),
      all.folder,
      all.old,
    ]);
    child.stdout.on('data', (said: Buffer) => {
      const lines = said.toString().split('\n');
      if (lines.some((line) => line !== '' && Number(line) >= after * CHUNK_SIZE)) child.kill('SIGKILL');
    });
    await new Promise((resolve) => child.once('exit', resolve));
    const again = await all.open(false);
    await again.settled;
    await all.stopHub();
    for (const ref of [all.alone, all.both, all.late]) {
      expect((await bodyOf(await again.media.handle(asked(ref)))).equals(ref.bytes)).toBe(true);
    }
    expect([again.cache.folder, existsSync(all.now)]).toEqual([all.old, false]);
  },
);
