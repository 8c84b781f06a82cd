import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type FileHandle, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { RenditionHandles } from '#electron/recordings/RenditionHandles.ts';
import { placeIn } from '#electron/recordings/space/moveTarget.ts';
import type { RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import { CHUNK_SIZE } from '#shared/recordings/manifest.ts';
import { FakeHub } from '../../support/FakeHub.ts';
import { canMount, mountDisk } from '../../support/mountDisk.ts';
import { newFolder } from '../../support/people.ts';
import { asked, bodyOf, grantOf, openAll } from '../../support/recordings.ts';

/** Disks that others keep busy take their time to sync. */
vi.setConfig({ testTimeout: 60_000 });

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  for (const close of closing.splice(0).reverse()) await close();
});

/** `disks`: another disk where there is one, else another folder. */
async function otherDisk(): Promise<string> {
  if (!existsSync('/dev/shm')) return newFolder();
  const folder = await mkdtemp('/dev/shm/lectern-test-');
  closing.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function setUp(over: { free?: number } = {}) {
  const hub = await FakeHub.start();
  closing.push(() => hub.stop());
  const folder = await newFolder();
  let isJoined = false;
  const open = async () => {
    const all = await openAll(folder, isJoined ? null : hub, {
      cache: { readAhead: { bytes: 0, rest: 1000 } },
      space: async () => ({ free: over.free ?? Number.MAX_SAFE_INTEGER, total: 1 }),
    });
    isJoined = true;
    let closed: Promise<void> | null = null;
    const close = (): Promise<void> => (closed ??= all.closeRecordings());
    closing.push(close);
    return { ...all, close };
  };
  const all = await open();
  const { bytes, ...ref } = hub.addRendition(12 * CHUNK_SIZE - 3);
  await all.grants.allow(ref.hub, [grantOf(ref)]);
  await bodyOf(await all.media.handle(asked(ref)));
  return { ...all, hub, folder, open, ref, bytes, from: all.cache.folder };
}

type All = Pick<Awaited<ReturnType<typeof openAll>>, 'media'>;

/** What is served without a hub. */
async function served({ media }: All, ref: RenditionRef): Promise<Buffer> {
  return bodyOf(await media.handle(asked(ref)));
}

test.each([
  ['another disk', otherDisk],
  ['the same disk', newFolder],
])('M6: recordings move to %s, are remembered there, and nothing is left behind', async (_, newPlace) => {
  const { hub, folderMove, close, open, ref, bytes, from, space } = await setUp();
  const to = join(await newPlace(), 'recordings');
  await folderMove.move(to);
  expect([existsSync(from), (await space.read()).folder]).toEqual([false, to]);
  await hub.stop();
  closing.splice(0, 1);
  const now = await space.read();
  expect([now.used, now.trouble, now.moving]).toEqual([bytes.length, null, null]);
  await close();
  const again = await open();
  expect((await served(again, ref)).equals(bytes)).toBe(true);
  expect(again.cache.folder).toBe(to);
});

test('M6: what plays and is downloaded goes on during a move, and every chunk of it is in the new folder', async () => {
  const { hub, folderMove, media, downloader, ref, bytes, cache, grants, said } = await setUp();
  const { bytes: longBytes, ...long } = hub.addRendition(24 * CHUNK_SIZE);
  await grants.allow(ref.hub, [grantOf(ref), grantOf(long)]);
  hub.asked.length = 0;
  hub.pause = 10;
  await downloader.start([long]);
  await expect.poll(() => hub.asked.length).toBeGreaterThan(3);
  const moving = folderMove.move(await otherDisk());
  const [played] = await Promise.all([served({ media }, ref), moving]);
  expect(played.equals(bytes)).toBe(true);
  await expect
    .poll(() => said.findLast((one) => one.ref.rendition.id === long.rendition.id)?.download.state, {
      timeout: 30_000,
    })
    .toBe('complete');
  await cache.close();
  const stored = await readFile(join(cache.folder, long.hub, long.rendition.id, 'bytes'));
  expect([stored.equals(longBytes), hub.asked.length]).toEqual([true, 24]);
  expect((await readdir(join(cache.folder, ref.hub))).toSorted()).toEqual(
    [ref.rendition.id, long.rendition.id].toSorted(),
  );
});

test('M6: what came after the last round of copying is moved too', async () => {
  const { hub, folderMove, media, ref, cache, grants } = await setUp();
  const { bytes: lateBytes, ...late } = hub.addRendition(2 * CHUNK_SIZE);
  await grants.allow(ref.hub, [grantOf(ref), grantOf(late)]);
  const alone = cache.gate.alone.bind(cache.gate);
  vi.spyOn(cache.gate, 'alone').mockImplementationOnce(async (run) => {
    await served({ media }, late);
    return alone(run);
  });
  await folderMove.move(await otherDisk());
  await cache.close();
  const stored = await readFile(join(cache.folder, late.hub, late.rendition.id, 'bytes'));
  expect(stored.equals(lateBytes)).toBe(true);
});

test('M8: what is withdrawn during a move is in neither folder afterwards', async () => {
  const { folderMove, grants, ref, cache, from } = await setUp();
  const to = await otherDisk();
  const moving = folderMove.move(to);
  await grants.forget(ref.hub, ref.recordingId);
  await moving;
  for (const folder of [from, to]) expect(existsSync(join(folder, ref.hub, ref.rendition.id))).toBe(false);
  expect(cache.folder).toBe(to);
});

test('M6: a folder that is not empty, inside, around, or the same is refused by name, and all stays as it was', async () => {
  const { folderMove, ref, bytes, media, from, cache } = await setUp();
  const full = await newFolder();
  await writeFile(join(full, 'thesis.tex'), 'x');
  const foreign = await newFolder();
  await mkdir(join(foreign, 'h'.repeat(43)));
  const refusals: [string, string][] = [
    [full, 'folder-taken'],
    [foreign, 'folder-taken'],
    [join(from, 'inside'), 'folder-inside'],
    [from, 'folder-inside'],
    [join(from, '..'), 'folder-inside'],
    [join(full, 'thesis.tex'), 'cannot-write'],
  ];
  for (const [path, reason] of refusals)
    await expect(folderMove.move(path)).rejects.toMatchObject({ reason });
  expect([cache.folder, existsSync(join(from, 'inside'))]).toEqual([from, false]);
  expect((await served({ media }, ref)).equals(bytes)).toBe(true);
  expect(await placeIn(full)).toBe(join(full, 'Lectern recordings'));
});

test('M6: a disk that is said to be too small is refused before anything is copied', async () => {
  const { folderMove, cache, from } = await setUp({ free: CHUNK_SIZE });
  await expect(folderMove.move(await otherDisk())).rejects.toMatchObject({ reason: 'disk-full' });
  expect(cache.folder).toBe(from);
});

test.runIf(canMount)(
  'M6: a disk that fills up during the move ends it by name, with all where it was',
  async () => {
    const { folderMove, ref, bytes, media, from, cache } = await setUp();
    const small = await newFolder();
    closing.push(mountDisk(small, 'size=6m'));
    await expect(folderMove.move(join(small, 'r'))).rejects.toMatchObject({ reason: 'disk-full' });
    expect([cache.folder, existsSync(join(small, 'r'))]).toEqual([from, false]);
    expect((await served({ media }, ref)).equals(bytes)).toBe(true);
  },
);

const eio = () => Object.assign(new Error('EIO: i/o error'), { code: 'EIO' });

test('M6: the old disk that fails as it is let go of does not take the new folder along', async () => {
  const { hub, folderMove, space, media, cache, close, open, ref, bytes, from } = await setUp();
  const old = new Set<FileHandle>();
  const use = RenditionHandles.prototype.use;
  vi.spyOn(RenditionHandles.prototype, 'use').mockImplementation(function (this: RenditionHandles, run) {
    return use.call(this, (files) => {
      old.add(files.bytes);
      return run(files);
    });
  });
  const moved = space.moved.bind(space);
  const failed = vi.fn();
  vi.spyOn(space, 'moved').mockImplementationOnce(async (folder) => {
    await moved(folder);
    for (const handle of old) {
      const shut = handle.close;
      handle.close = async () => {
        await shut();
        failed();
        throw eio();
      };
    }
  });
  const to = join(await otherDisk(), 'r');
  await folderMove.move(to);
  expect([failed.mock.calls.length, cache.folder, existsSync(from)]).toEqual([1, to, false]);
  await hub.stop();
  closing.splice(0, 1);
  expect((await served({ media }, ref)).equals(bytes)).toBe(true);
  await close();
  const again = await open();
  expect((await served(again, ref)).equals(bytes)).toBe(true);
  expect(again.cache.folder).toBe(to);
});

/** The profile's file is written, and yet fails: its folder could not be synced. `after`: what comes of the next. */
async function namedAndFailed(after: 'works' | 'fails') {
  const all = await setUp();
  const to = join(await otherDisk(), 'r');
  const copy = join(to, all.ref.hub, all.ref.rendition.id, 'bytes');
  const moved = all.space.moved.bind(all.space);
  const copyWasThere: boolean[] = [];
  vi.spyOn(all.space, 'moved').mockImplementation(async (folder) => {
    copyWasThere.push(existsSync(copy));
    if (folder?.path !== to && after === 'fails') throw eio();
    await moved(folder);
    if (folder?.path === to) throw eio();
  });
  await expect(all.folderMove.move(to)).rejects.toThrow('EIO');
  expect(copyWasThere).toEqual([true, true]);
  expect((await served(all, all.ref)).equals(all.bytes)).toBe(true);
  const start = async () => {
    await all.close();
    const again = await all.open();
    await again.settled;
    expect((await served(again, all.ref)).equals(all.bytes)).toBe(true);
    return again.cache.folder;
  };
  return { ...all, to, start };
}

test('M6: where the profile fails as it names the new folder, it names the old one again before the new one goes', async () => {
  const { cache, from, to, start } = await namedAndFailed('works');
  expect([cache.folder, existsSync(to)]).toEqual([from, false]);
  expect(await start()).toBe(from);
});

test('M6: where the profile cannot name the old folder again, nothing goes, and the next start goes on with the new one', async () => {
  const { cache, from, to, start } = await namedAndFailed('fails');
  expect(cache.folder).toBe(from);
  expect(await start()).toBe(to);
  expect(existsSync(from)).toBe(false);
});

test.runIf(canMount)('M6: a read-only disk is refused by name', async () => {
  const { folderMove } = await setUp();
  const disk = await newFolder();
  closing.push(mountDisk(disk, 'size=9m,ro'));
  await expect(folderMove.move(join(disk, 'r'))).rejects.toMatchObject({ reason: 'cannot-write' });
  await expect(folderMove.move(disk)).rejects.toMatchObject({ reason: 'cannot-write' });
});

test.each([0, 3, 6, 10])(
  'M6: a move that was killed after %i MiB goes on at the next start, and nothing is lost',
  async (after) => {
    const { hub, close, open, folder, ref, bytes } = await setUp();
    await close();
    const to = join(await otherDisk(), 'r');
    const child = spawn(process.execPath, [
      join(import.meta.dirname, '../../support/moveInChild.ts'),
      folder,
      to,
    ]);
    child.stdout.on('data', (said: Buffer) => {
      if (
        said
          .toString()
          .split('\n')
          .some((line) => line !== '' && Number(line) >= after * CHUNK_SIZE)
      )
        child.kill('SIGKILL');
    });
    await new Promise((resolve) => child.once('exit', resolve));
    const again = await open();
    await again.settled;
    await hub.stop();
    closing.splice(0, 1);
    expect((await served(again, ref)).equals(bytes)).toBe(true);
    expect(again.cache.folder).toBe(to);
    expect(existsSync(join(folder, 'recordings/renditions'))).toBe(false);
  },
);
