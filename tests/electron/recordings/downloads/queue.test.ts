import { afterEach, expect, test } from 'vitest';
import type { RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import { CHUNK_SIZE } from '#shared/recordings/manifest.ts';
import { FakeHub } from '../../support/FakeHub.ts';
import { ManualClock } from '../../support/ManualClock.ts';
import { newFolder, openDownloader, openMedia } from '../../support/parts.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

type Over = Parameters<typeof openDownloader>[1];

async function setUp(over: Over = {}) {
  const hub = await FakeHub.start();
  closing.push(() => hub.stop());
  const folder = await newFolder();
  const parts = await openMedia(folder, hub);
  const downloads = await openDownloader(parts.cache, over);
  closing.push(() => parts.cache.close());
  closing.push(() => downloads.downloader.close());
  return { hub, folder, ...parts, ...downloads, add: (chunks: number) => addTo(hub, chunks) };
}

function addTo(hub: FakeHub, chunks: number): RenditionRef {
  const { bytes: _bytes, ...ref } = hub.addRendition(chunks * CHUNK_SIZE);
  return ref;
}

const at = ({ hub, rendition }: RenditionRef) => ({ hub, renditionId: rendition.id });
const idsOf = (list: readonly { readonly renditionId: string }[]) =>
  list.map(({ renditionId }) => renditionId);

/** Resolves when the hub has been asked for so many chunks. */
function askedFor(hub: FakeHub, count: number): Promise<void> {
  return new Promise((resolve) => {
    hub.fault = () => {
      if (hub.asked.length >= count) resolve();
      return false;
    };
  });
}

test('M4: what is wanted comes in its order, and the order that a person gives', async () => {
  const { hub, downloader, until, said, orders, add } = await setUp();
  const refs = [add(3), add(2), add(2), add(2)];
  const [first, second, third, fourth] = refs.map(at);
  if (!first || !second || !third || !fourth) throw new Error('four were added');
  hub.pause = 5;
  await downloader.start(refs);
  expect(idsOf(downloader.order())).toEqual(refs.map(({ rendition }) => rendition.id));
  await downloader.move(fourth, second);
  await downloader.move(second, null);
  expect(idsOf(downloader.order())).toEqual(idsOf([first, fourth, third, second]));
  expect(orders.at(-1)).toEqual(downloader.order());
  await until('complete', second.renditionId);
  const done = said.filter(({ download }) => download.state === 'complete').map(({ ref }) => at(ref));
  expect(idsOf(done)).toEqual(idsOf([first, fourth, third, second]));
});

test('what is put first runs first: the running one makes way, and keeps what it has', async () => {
  const { hub, downloader, until, said, add } = await setUp();
  const [long, urgent] = [add(20), add(2)];
  hub.pause = 5;
  const begun = askedFor(hub, 5);
  await downloader.start([long, urgent]);
  await begun;
  await downloader.move(at(urgent), at(long));
  await until('complete', long.rendition.id);
  const done = said
    .filter(({ download }) => download.state === 'complete')
    .map(({ ref }) => ref.rendition.id);
  expect(done).toEqual([urgent.rendition.id, long.rendition.id]);
  expect(hub.asked).toHaveLength(22);
});

test('M3: two recordings come at once, over no more connections than are allowed to all', async () => {
  const { hub, downloader, until, said, add } = await setUp({ atOnce: 2 });
  let open = 0;
  let most = 0;
  hub.server.on('request', (request, response) => {
    if (!String(request.url).endsWith('/bytes')) return;
    open += 1;
    most = Math.max(most, open);
    response.once('close', () => {
      open -= 1;
    });
  });
  hub.pause = 10;
  const refs = [add(8), add(8)];
  await downloader.start(refs);
  await Promise.all(refs.map(({ rendition }) => until('complete', rendition.id)));
  const firstDone = said.findIndex(({ download }) => download.state === 'complete');
  const begun = new Set(
    said
      .slice(0, firstDone)
      .flatMap(({ ref, download }) => (download.state === 'running' ? ref.rendition.id : [])),
  );
  expect([begun.size, most <= 3]).toEqual([2, true]);
});

test('M4: a paused download keeps its chunks, asks for nothing, and goes on where it was', async () => {
  const { hub, downloader, until, add } = await setUp();
  const ref = add(12);
  hub.pause = 5;
  const begun = askedFor(hub, 4);
  await downloader.start([ref]);
  await begun;
  await downloader.pause([at(ref)]);
  expect((await downloader.list(ref.hub))[0]?.download).toMatchObject({ state: 'paused' });
  await until('paused');
  await downloader.resume([at(ref)]);
  await until('complete');
  expect(hub.asked).toHaveLength(12);
});

test('M4: order and pauses outlive the process, and what had failed is tried again', async () => {
  const { hub, cache, downloader, until, add } = await setUp();
  const [gone, paused, last] = [add(2), add(2), add(2)];
  hub.fault = (_asked, response) => {
    response.writeHead(404, { 'content-type': 'application/json' });
    response.end('{"refused":"not-found"}');
    return true;
  };
  await downloader.start([gone]);
  expect(await until('failed')).toMatchObject({ reason: 'not-found' });
  await downloader.set({ paused: true, bytesPerSecond: 5_000_000 });
  await downloader.start([paused, last]);
  await downloader.pause([at(paused)]);
  await downloader.close();
  hub.fault = () => false;
  const again = await openDownloader(cache);
  closing.push(() => again.downloader.close());
  expect(again.downloader.order()).toEqual([gone, paused, last].map(at));
  expect(again.downloader.settings()).toEqual({ paused: true, bytesPerSecond: 5_000_000, hours: null });
  expect((await again.downloader.list(hub.fingerprint)).map(({ download }) => download.state)).toEqual([
    'paused',
    'paused',
    'paused',
  ]);
  await again.downloader.set({ paused: false });
  await again.until('complete', gone.rendition.id);
  await again.until('complete', last.rendition.id);
  expect(again.downloader.order()).toEqual([at(paused)]);
});

test('going on with one while all are paused goes on with that one alone', async () => {
  const { hub, downloader, until, add } = await setUp();
  const [one, other] = [add(2), add(2)];
  await downloader.set({ paused: true });
  await downloader.start([one, other]);
  expect(hub.asked).toEqual([]);
  await downloader.resume([at(other)]);
  await until('complete', other.rendition.id);
  expect([downloader.settings().paused, downloader.order()]).toEqual([false, [at(one)]]);
  await downloader.resume([at(one)]);
  await until('complete', one.rendition.id);
});

test('a download that is stopped while it runs is wanted no more, and its chunks stay', async () => {
  const { hub, downloader, until, add } = await setUp();
  const [stopped, next] = [add(30), add(2)];
  hub.pause = 5;
  const begun = askedFor(hub, 4);
  await downloader.start([stopped, next]);
  await begun;
  await downloader.stop([at(stopped)]);
  await until('complete', next.rendition.id);
  expect(downloader.order()).toEqual([]);
  const left = (await downloader.list(stopped.hub)).find(
    ({ ref }) => ref.rendition.id === stopped.rendition.id,
  );
  expect(left?.download).toMatchObject({ state: 'partial' });
  expect(hub.asked.length).toBeLessThan(20);
});

test('hours over midnight: nothing is fetched before they begin, and then it goes on by itself', async () => {
  const clock = new ManualClock(new Date(2020, 5, 25, 21, 30).getTime());
  const { hub, downloader, until, add } = await setUp({ clock });
  const ref = add(2);
  await downloader.set({ hours: { from: 22 * 60, to: 6 * 60 } });
  await downloader.start([ref]);
  expect(await until('waiting')).toEqual({ state: 'waiting', bytes: 0, on: 'hours' });
  clock.advance(29 * 60_000);
  expect(hub.asked).toEqual([]);
  clock.advance(2 * 60_000);
  await new Promise((resolve) => setImmediate(resolve));
  await until('complete');
});

test('hours that end stop what runs, at a chunk, and say for what it waits', async () => {
  const clock = new ManualClock(new Date(2020, 5, 26, 5, 59).getTime());
  const { hub, downloader, until, add } = await setUp({ clock });
  const ref = add(60);
  hub.pause = 5;
  await downloader.set({ hours: { from: 22 * 60, to: 6 * 60 } });
  const begun = askedFor(hub, 4);
  await downloader.start([ref]);
  await begun;
  clock.advance(61_000);
  expect(await until('waiting')).toMatchObject({ on: 'hours' });
  expect(hub.asked.length).toBeLessThan(60);
});

test('a speed limit holds over all downloads together, counted in bytes that the hub is asked for', async () => {
  const clock = new ManualClock(Date.now());
  const begun = clock.now();
  const { hub, downloader, until, add } = await setUp({ clock, atOnce: 2 });
  await downloader.set({ bytesPerSecond: CHUNK_SIZE });
  let over = 0;
  hub.fault = () => {
    // A second that was saved up, and the chunk that goes ahead.
    if (hub.asked.length > (clock.now() - begun) / 1000 + 2) over += 1;
    return false;
  };
  const refs = [add(6), add(6)];
  await downloader.start(refs);
  for (let seconds = 0; seconds <= 11; seconds += 1) {
    await expect.poll(() => hub.asked.length).toBeGreaterThanOrEqual(seconds + 1);
    clock.advance(1000);
  }
  await Promise.all(refs.map(({ rendition }) => until('complete', rendition.id)));
  expect([hub.asked.length, over]).toEqual([12, 0]);
});

test('a hub that answers 500 for ten minutes is waited for, and the download ends whole', async () => {
  const clock = new ManualClock(Date.now());
  const { hub, downloader, said, until, add } = await setUp({ clock, retry: 1000 });
  const well = clock.now() + 600_000;
  hub.fault = (_asked, response) => {
    if (clock.now() >= well) return false;
    response.writeHead(500, { 'content-type': 'text/plain' });
    response.end('trouble');
    return true;
  };
  const ref = add(4);
  await downloader.start([ref]);
  for (let from = 0; clock.now() < well; from = said.length) {
    await until('waiting', ref.rendition.id, from);
    from = said.length;
    clock.advance(60_000);
  }
  await until('complete');
  expect(said.some(({ download }) => download.state === 'failed')).toBe(false);
});

test('what may not be kept is refused before any of them is wanted, and stops where that is said later', async () => {
  const kept = new Set<string>();
  const { hub, downloader, until, add } = await setUp({
    mayKeep: ({ rendition }) => !kept.has(rendition.id),
  });
  const [free, bound] = [add(2), add(2)];
  kept.add(bound.rendition.id);
  await expect(downloader.start([free, bound])).rejects.toMatchObject({ reason: 'may-not-keep' });
  expect([downloader.order(), hub.asked]).toEqual([[], []]);
  await downloader.set({ paused: true });
  await downloader.start([free]);
  kept.add(free.rendition.id);
  await downloader.set({ paused: false });
  expect(await until('failed')).toMatchObject({ reason: 'may-not-keep' });
  expect(hub.asked).toEqual([]);
});

test('M6: a disk that fills stops the download by name, and it goes on by itself once there is room', async () => {
  const clock = new ManualClock(Date.now());
  let free = true;
  const room = {
    hasFor: async () => free,
    make: async () => {
      if (!free) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
    },
  };
  const { hub, downloader, until, said, add } = await setUp({ clock, room });
  const ref = add(70);
  hub.fault = () => {
    if (hub.asked.length > 20) free = false;
    return false;
  };
  await downloader.start([ref]);
  expect(await until('failed')).toMatchObject({ reason: 'disk-full' });
  hub.fault = () => false;
  clock.advance(60_000);
  const before = said.length;
  free = true;
  while (!said.slice(before).some(({ download }) => download.state === 'complete')) {
    clock.advance(60_000);
    await new Promise((resolve) => setImmediate(resolve));
  }
});

test('M6: recordings that do not fit together are refused together', async () => {
  const { downloader, add } = await setUp({ free: 5 * CHUNK_SIZE });
  await expect(downloader.start([add(3), add(3)])).rejects.toMatchObject({ reason: 'disk-full' });
  await downloader.set({ paused: true });
  await downloader.start([add(3)]);
  await expect(downloader.start([add(3)])).rejects.toMatchObject({ reason: 'disk-full' });
  expect(downloader.order()).toHaveLength(1);
});

test('M8: a recording that is withdrawn while it downloads ends by name, and what is removed leaves nothing', async () => {
  const { hub, downloader, until, said, add } = await setUp();
  const ref = add(12);
  hub.pause = 5;
  hub.fault = (_asked, response) => {
    if (hub.asked.length < 5) return false;
    response.writeHead(404, { 'content-type': 'application/json' });
    response.end('{"refused":"not-found"}');
    return true;
  };
  await downloader.start([ref]);
  expect(await until('failed')).toMatchObject({ reason: 'not-found' });
  await downloader.remove(({ recordingId }) => recordingId === ref.recordingId);
  expect([await downloader.list(ref.hub), downloader.order(), said.at(-1)?.download]).toEqual([
    [],
    [],
    { state: 'absent' },
  ]);
});

test('progress never goes back, and is said at most once in 250 ms', async () => {
  const clock = new ManualClock(Date.now());
  const { downloader, until, said, add } = await setUp({ clock });
  await downloader.start([add(40)]);
  await until('complete');
  expect(said.filter(({ download }) => download.state === 'running').length).toBeLessThanOrEqual(2);
  const bytes = said.flatMap(({ download }) => (download.state === 'running' ? download.bytes : []));
  expect(bytes.every((held, index) => held % CHUNK_SIZE === 0 && held >= (bytes[index - 1] ?? 0))).toBe(true);
});

test('several are paused, gone on with and stopped in one go', async () => {
  const { hub, downloader, until, add } = await setUp();
  const refs = [add(20), add(20), add(2)];
  hub.pause = 5;
  await downloader.start(refs);
  await downloader.pause(refs.map(at));
  const states = (await downloader.list(hub.fingerprint)).map(({ download }) => download.state);
  expect(states).toEqual(['paused', 'paused', 'paused']);
  await downloader.stop(refs.slice(0, 2).map(at));
  await downloader.resume(refs.map(at));
  await until('complete');
  expect(downloader.order()).toEqual([]);
});

test('M3: how much of a recording was played is said twice a second, and once that it is whole, though nobody wanted it', async () => {
  const clock = new ManualClock(Date.now());
  const { cache, downloader, said, add } = await setUp({ clock });
  const rendition = await cache.rendition(add(3));
  const states = () => said.map(({ download }) => download);
  const partial = { state: 'partial', bytes: 2 * CHUNK_SIZE };
  for (const index of [0, 1]) {
    await rendition.chunk(index);
    downloader.heard(rendition);
  }
  expect(states()).toEqual([]);
  clock.advance(500);
  expect(states()).toEqual([partial]);
  await rendition.chunk(2);
  downloader.heard(rendition);
  clock.advance(500);
  downloader.heard(rendition);
  clock.advance(500);
  expect(states()).toEqual([partial, { state: 'complete' }]);
  downloader.heard(rendition);
  await downloader.remove(() => true);
  clock.advance(500);
  expect(states().at(-1)).toEqual({ state: 'absent' });
});
