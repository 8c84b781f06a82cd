import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import { CHUNK_SIZE } from '#shared/recordings/manifest.ts';
import { FakeHub } from '../../support/FakeHub.ts';
import { newFolder } from '../../support/people.ts';
import { asked, bodyOf, grantOf, openAll } from '../../support/recordings.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** `free`: bytes of the disk as it is said to be; the margin is nothing. */
async function setUp(count: number, over: { free?: () => number } = {}) {
  const hub = await FakeHub.start();
  closing.push(() => hub.stop());
  const folder = await newFolder();
  const now = { ms: 1_000_000 };
  const open = async () => {
    const all = await openAll(folder, hub, {
      space: async () => ({ free: over.free?.() ?? Number.MAX_SAFE_INTEGER, total: 1 }),
      cache: { clock: () => now.ms },
    });
    closing.push(all.closeRecordings);
    await all.space.set({ margin: { bytes: 0, share: 0 } });
    return all;
  };
  const all = await open();
  const refs: (RenditionRef & { readonly bytes: Buffer })[] = [];
  for (let n = 0; n < count; n += 1) refs.push(hub.addRendition(4 * CHUNK_SIZE));
  await all.grants.allow(hub.fingerprint, refs.map(grantOf));
  const [a, b, c] = refs;
  if (!a || !b || !c) throw new Error('three renditions at least');
  return { hub, folder, now, open, ...all, a, b, c };
}

const at = ({ hub, rendition }: RenditionRef) => ({ hub, renditionId: rendition.id });

/** Plays a recording whole, a minute and more after the one before. */
async function watch(all: Awaited<ReturnType<typeof setUp>>, ref: RenditionRef): Promise<Buffer> {
  const { bytes: _bytes, ...asRef } = { bytes: null, ...ref };
  const body = await bodyOf(await all.media.handle(asked(asRef)));
  all.now.ms += 61_000;
  await new Promise((resolve) => setTimeout(resolve, 3));
  return body;
}

const ids = (refs: readonly { readonly rendition: { readonly id: string } }[]): string[] =>
  refs.map(({ rendition }) => rendition.id);

test('M6: playing over the budget deletes what was watched longest ago, and plays on', async () => {
  const all = await setUp(3);
  const { space, cache, a, b, c } = all;
  await space.set({ budget: 9 * CHUNK_SIZE });
  await watch(all, a);
  await watch(all, b);
  expect((await watch(all, c)).equals(c.bytes)).toBe(true);
  expect(existsSync(join(cache.folder, a.hub, a.rendition.id))).toBe(false);
  const { stored, used, next } = await space.read();
  expect(ids(stored.map(({ ref }) => ref)).toSorted()).toEqual(ids([b, c]).toSorted());
  expect([used, next]).toEqual([8 * CHUNK_SIZE, [at(b), at(c)]]);
  const ofA = all.said.filter(({ ref }) => ref.rendition.id === a.rendition.id);
  expect(ofA.at(-1)?.download).toEqual({ state: 'absent' });
});

test('M6: what is kept stays, and where nothing may go it still plays', async () => {
  const all = await setUp(3);
  const { space, a, b, c } = all;
  await space.set({ budget: 8 * CHUNK_SIZE });
  await watch(all, a);
  await watch(all, b);
  await space.keep([at(a), at(b)], true);
  expect((await watch(all, c)).equals(c.bytes)).toBe(true);
  const { stored, next } = await space.read();
  expect(stored.filter(({ bytes }) => bytes > 0).map(({ ref, kept }) => [ref.rendition.id, kept])).toEqual(
    expect.arrayContaining([
      [a.rendition.id, true],
      [b.rendition.id, true],
    ]),
  );
  expect(next).not.toContainEqual(at(a));
});

test('M6: a recording that is in use is never deleted', async () => {
  const all = await setUp(3);
  const { space, now, a, b, c } = all;
  await space.set({ budget: 8 * CHUNK_SIZE });
  await watch(all, a);
  const paused = (await all.media.handle(asked(grantOf(a)))).body?.getReader();
  await paused?.read();
  now.ms += 3_600_000;
  await watch(all, b);
  await watch(all, c);
  const { stored } = await space.read();
  expect(stored.find(({ ref }) => ref.rendition.id === a.rendition.id)).toMatchObject({
    complete: true,
    inUse: true,
  });
  await paused?.cancel();
  now.ms += 61_000;
  expect((await space.read()).stored.every(({ inUse }) => !inUse)).toBe(true);
});

test('M6: what is starred and unwatched goes last, though it was watched longest ago; wishes outlive the process', async () => {
  const all = await setUp(3);
  await all.space.keep([at(all.c)], true);
  await watch(all, all.a);
  await watch(all, all.b);
  const { recordingId } = all.a;
  await all.space.hint(all.a.hub, [{ recordingId, starred: true, watched: false }]);
  await all.closeRecordings();
  closing.splice(1, 1);
  const again = await all.open();
  expect((await again.space.read()).next).toEqual([at(all.b), at(all.a)]);
  await again.space.hint(all.a.hub, [{ recordingId, starred: true, watched: true }]);
  expect((await again.space.read()).next).toEqual([at(all.a), at(all.b)]);
});

test('M6: a smaller budget deletes at once', async () => {
  const all = await setUp(3);
  await watch(all, all.a);
  await watch(all, all.b);
  const { stored, budget } = await all.space.set({ budget: 5 * CHUNK_SIZE });
  expect([ids(stored.map(({ ref }) => ref)), budget]).toEqual([ids([all.b]), 5 * CHUNK_SIZE]);
});

test('M6: a download makes room for itself of what was watched, and says disk-full before it starts where that is not enough', async () => {
  const all = await setUp(3);
  const { space, downloader, hub, a, b, c } = all;
  await space.set({ budget: 8 * CHUNK_SIZE });
  await watch(all, a);
  await watch(all, b);
  const { bytes: _b, ...third } = c;
  await downloader.start([third]);
  const isThirdWhole = async () =>
    (await space.read()).stored.some(({ ref, complete }) => complete && ref.rendition.id === c.rendition.id);
  await expect.poll(isThirdWhole).toBe(true);
  expect(ids((await space.read()).stored.map(({ ref }) => ref))).not.toContain(a.rendition.id);
  const { bytes: _big, ...big } = hub.addRendition(9 * CHUNK_SIZE);
  hub.asked.length = 0;
  await expect(downloader.start([big])).rejects.toMatchObject({ reason: 'disk-full' });
  expect(hub.asked).toEqual([]);
});

test('M6: a download that the disk stops on its way deletes nothing that another one brought and nobody has watched', async () => {
  let written = 0;
  const all = await setUp(3, { free: () => 9 * CHUNK_SIZE - written });
  const { space, downloader, cache, a, b } = all;
  const [{ bytes: _a, ...first }, { bytes: _b, ...second }] = [a, b];
  const isWhole = async (id: string) =>
    (await space.read()).stored.some(({ ref, complete }) => complete && ref.rendition.id === id);
  await downloader.start([first]);
  await expect.poll(() => isWhole(a.rendition.id)).toBe(true);
  written = 4 * CHUNK_SIZE;
  cache.ruledBy({
    room: (bytes, purpose) => {
      // Another program fills the disk as soon as the second one is under way.
      written = 9 * CHUNK_SIZE;
      return space.room(bytes, purpose);
    },
    mayKeep: () => true,
    onServed: () => undefined,
    onTrouble: () => undefined,
    onHeld: () => undefined,
  });
  await downloader.start([second]);
  const isStopped = () =>
    all.said.some(({ ref, download }) => ref.rendition.id === b.rendition.id && download.state === 'failed');
  await expect.poll(isStopped).toBe(true);
  expect(await isWhole(a.rendition.id)).toBe(true);
});

test('M6: a disk that does not say what is free is cannot-write to a download, not full', async () => {
  let isAway = false;
  const free = (): number => {
    if (isAway) throw new Error('ENOENT: no such file or directory, statfs');
    return Number.MAX_SAFE_INTEGER;
  };
  const { space, downloader, hub } = await setUp(3, { free });
  const { bytes: _bytes, ...one } = hub.addRendition(CHUNK_SIZE);
  isAway = true;
  await expect(downloader.start([one])).rejects.toMatchObject({ reason: 'cannot-write' });
  await expect(space.make(1)).rejects.toMatchObject({ reason: 'cannot-write' });
});

test('M6: playing leaves the margin of the disk free', async () => {
  let written = 0;
  const all = await setUp(3, { free: () => 6 * CHUNK_SIZE - written });
  await all.space.set({ margin: { bytes: 2 * CHUNK_SIZE, share: 0 } });
  all.cache.ruledBy({
    room: (bytes, purpose) => all.space.room(bytes, purpose),
    mayKeep: () => true,
    onServed: () => undefined,
    onTrouble: () => undefined,
    onHeld: () => {
      written = all.cache.usedBytes();
    },
  });
  expect((await watch(all, all.a)).equals(all.a.bytes)).toBe(true);
  expect((await watch(all, all.b)).equals(all.b.bytes)).toBe(true);
  expect(all.cache.usedBytes()).toBeLessThanOrEqual(4 * CHUNK_SIZE);
});

test('which bytes are here is told as they come, for a minute after it was asked', async () => {
  const all = await setUp(3);
  const which = at(all.a);
  expect(await all.held.ask(which)).toBe(null);
  await watch(all, all.a);
  await expect.poll(() => all.heldSaid.at(-1)?.held).toEqual([[0, 4 * CHUNK_SIZE]]);
  expect(await all.held.ask(which)).toEqual({ held: [[0, 4 * CHUNK_SIZE]] });
  const told = all.heldSaid.length;
  expect(told).toBeLessThan(4);
  await watch(all, all.b);
  expect(all.heldSaid.filter(({ renditionId }) => renditionId === all.b.rendition.id)).toEqual([]);
});

test('M6: what a person lets stay free is left by downloads, and outlives the process', async () => {
  const all = await setUp(3, { free: () => 6 * CHUNK_SIZE });
  const margin = { bytes: 3 * CHUNK_SIZE, share: 0 };
  expect((await all.space.set({ margin })).margin).toEqual(margin);
  await expect(all.downloader.start([all.a])).rejects.toMatchObject({ reason: 'disk-full' });
  await all.closeRecordings();
  const again = await openAll(all.folder, null, {
    space: async () => ({ free: 6 * CHUNK_SIZE, total: 1 }),
  });
  closing.push(again.closeRecordings);
  expect((await again.space.read()).margin).toEqual(margin);
  await again.space.set({ margin: { bytes: CHUNK_SIZE, share: 0 } });
  await expect(again.downloader.start([all.a])).resolves.toBeUndefined();
});
