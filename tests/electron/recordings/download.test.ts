import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { joinHub } from '#electron/people/joinHub.ts';
import type { MediaCache } from '#electron/recordings/MediaCache.ts';
import type { RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import { CHUNK_SIZE } from '#shared/recordings/manifest.ts';
import { FakeHub, type Fault } from '../support/FakeHub.ts';
import { newFolder, openDownloader, openMedia } from '../support/parts.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function setUp(over: { free?: number; retry?: number } = {}) {
  const hub = await FakeHub.start();
  closing.push(() => hub.stop());
  const folder = await newFolder();
  const parts = await openMedia(folder, hub);
  const downloads = await openDownloader(parts.cache, over);
  closing.push(() => parts.cache.close());
  closing.push(() => downloads.downloader.close());
  return { hub, folder, ...parts, ...downloads };
}

const atHub = ({ hub, rendition }: RenditionRef) => ({ hub, renditionId: rendition.id });

const bytesOf = (cache: MediaCache, hub: string, id: string): Promise<Buffer> =>
  readFile(join(cache.folder, hub, id, 'bytes'));

test('M1, M4: a download is byte for byte what the hub holds, each chunk fetched once', async () => {
  const { hub, cache, downloader, until } = await setUp();
  const { bytes, ...ref } = hub.addRendition(9 * CHUNK_SIZE + 321);
  await downloader.start([ref]);
  await until('complete');
  expect(bytes.equals(await bytesOf(cache, hub.fingerprint, ref.rendition.id))).toBe(true);
  expect(hub.asked.map(({ chunk }) => chunk).sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('M2: progress is told while a chunk is still coming; a paused download counts verified bytes only', async () => {
  const { hub, downloader, until, said } = await setUp();
  const { bytes, ...ref } = hub.addRendition(CHUNK_SIZE);
  const half = CHUNK_SIZE / 2;
  const finish = new Promise<() => void>((resolve) => {
    hub.fault = (_asked, res) => {
      const range = `bytes 0-${CHUNK_SIZE - 1}/${bytes.length}`;
      res.writeHead(206, { 'content-range': range, 'content-length': CHUNK_SIZE });
      res.write(bytes.subarray(0, half));
      resolve(() => res.end(bytes.subarray(half)));
      return true;
    };
  });
  await downloader.start([ref]);
  const told = () =>
    said.flatMap(({ download }) => (download.state === 'running' ? download.bytes : [])).at(-1);
  await expect.poll(told).toBe(half);
  await downloader.pause([atHub(ref)]);
  expect(said.at(-1)?.download).toEqual({ state: 'paused', bytes: 0 });
  (await finish)();
  await downloader.resume([atHub(ref)]);
  await until('complete');
  expect(hub.asked).toHaveLength(1);
});

test('M5: a chunk that arrives damaged is fetched again, alone', async () => {
  const { hub, downloader, until, cache } = await setUp();
  const { bytes, ...ref } = hub.addRendition(5 * CHUNK_SIZE);
  let broken = false;
  hub.fault = ({ chunk }, res) => {
    if (chunk !== 2 || broken) return false;
    broken = true;
    const start = chunk * CHUNK_SIZE;
    res.writeHead(206, {
      'content-range': `bytes ${start}-${start + CHUNK_SIZE - 1}/${bytes.length}`,
      'content-length': CHUNK_SIZE,
    });
    res.end(Buffer.alloc(CHUNK_SIZE));
    return true;
  };
  await downloader.start([ref]);
  await until('complete');
  expect(hub.asked.map(({ chunk }) => chunk).sort()).toEqual([0, 1, 2, 2, 3, 4]);
  expect(bytes.equals(await bytesOf(cache, hub.fingerprint, ref.rendition.id))).toBe(true);
});

test('M5: a chunk that stays damaged fails the download by name after three tries', async () => {
  const { hub, downloader, until } = await setUp();
  const { bytes, ...ref } = hub.addRendition(3 * CHUNK_SIZE);
  hub.fault = ({ chunk }, res) => {
    if (chunk !== 1) return false;
    const range = `bytes ${CHUNK_SIZE}-${2 * CHUNK_SIZE - 1}/${bytes.length}`;
    res.writeHead(206, { 'content-range': range, 'content-length': CHUNK_SIZE });
    res.end(Buffer.alloc(CHUNK_SIZE, 1));
    return true;
  };
  await downloader.start([ref]);
  expect(await until('failed')).toMatchObject({ reason: 'damaged', bytes: 2 * CHUNK_SIZE });
  expect(hub.asked.filter(({ chunk }) => chunk === 1)).toHaveLength(3);
});

const wrongAnswers: Record<string, Fault> = {
  '200 with the whole file': (_asked, res) => {
    res.writeHead(200);
    res.end(Buffer.alloc(3 * CHUNK_SIZE));
    return true;
  },
  'another Content-Range': (_asked, res) => {
    res.writeHead(206, { 'content-range': `bytes 7-${CHUNK_SIZE + 6}/${3 * CHUNK_SIZE}` });
    res.end(Buffer.alloc(CHUNK_SIZE));
    return true;
  },
  'a file of another size': ({ range }, res) => {
    res.writeHead(206, { 'content-range': `${range.replace('=', ' ')}/999999999` });
    res.end(Buffer.alloc(CHUNK_SIZE));
    return true;
  },
  'more bytes than asked': ({ range }, res) => {
    res.writeHead(206, { 'content-range': `${range.replace('=', ' ')}/${3 * CHUNK_SIZE}` });
    res.end(Buffer.alloc(CHUNK_SIZE + 1));
    return true;
  },
};

test.each(Object.entries(wrongAnswers))(
  'M4: an answer with %s is refused, nothing of it is kept, and the download goes on when the hub is well',
  async (_, fault) => {
    const { hub, cache, downloader, until } = await setUp();
    const { bytes, ...ref } = hub.addRendition(3 * CHUNK_SIZE);
    hub.fault = fault;
    await downloader.start([ref]);
    expect(await until('waiting')).toEqual({ state: 'waiting', bytes: 0, on: 'hub' });
    hub.fault = () => false;
    downloader.hubReached(null);
    await until('complete');
    expect(bytes.equals(await bytesOf(cache, hub.fingerprint, ref.rendition.id))).toBe(true);
  },
);

test('M4: after a cut connection the download goes on by itself', async () => {
  const { hub, downloader, until } = await setUp({ retry: 20 });
  const { bytes: _bytes, ...ref } = hub.addRendition(6 * CHUNK_SIZE);
  let cuts = 2;
  hub.fault = ({ range, chunk }, res) => {
    if (chunk !== 3 || cuts === 0) return false;
    cuts -= 1;
    res.writeHead(206, {
      'content-range': `${range.replace('=', ' ')}/${6 * CHUNK_SIZE}`,
      'content-length': CHUNK_SIZE,
    });
    res.write(Buffer.alloc(5000), () => res.destroy());
    return true;
  };
  await downloader.start([ref]);
  await until('complete');
  expect(hub.asked.map(({ chunk }) => chunk).sort()).toEqual([0, 1, 2, 3, 3, 3, 4, 5]);
});

test('M4: a hub that is away is tried again as soon as it is known to be back', async () => {
  const { hub, downloader, until, tokens } = await setUp();
  const { bytes: _bytes, ...ref } = hub.addRendition(2 * CHUNK_SIZE);
  await tokens.access(hub.fingerprint);
  const { port } = hub;
  await hub.stop();
  await downloader.start([ref]);
  expect(await until('waiting')).toMatchObject({ on: 'hub' });
  await hub.listen(port);
  downloader.hubReached(hub.fingerprint);
  await until('complete');
});

test('M6: a download that would leave too little room is refused as disk-full before it fetches', async () => {
  const { hub, downloader } = await setUp({ free: 2 * CHUNK_SIZE });
  const { bytes: _bytes, ...ref } = hub.addRendition(3 * CHUNK_SIZE);
  await expect(downloader.start([ref])).rejects.toMatchObject({ reason: 'disk-full' });
  expect([hub.asked, await downloader.list(hub.fingerprint), downloader.order()]).toEqual([[], [], []]);
});

test('a stopped download keeps its chunks, a removed one none', async () => {
  const { hub, downloader, until, said } = await setUp();
  const { bytes: _bytes, ...ref } = hub.addRendition(12 * CHUNK_SIZE);
  const fourth = new Promise<void>((resolve) => {
    hub.fault = () => {
      if (hub.asked.length >= 4) resolve();
      return false;
    };
  });
  hub.pause = 20;
  await downloader.start([ref]);
  await fourth;
  await downloader.stop([atHub(ref)]);
  const before = hub.asked.length;
  const partial = said.at(-1)?.download;
  expect(partial).toMatchObject({ state: 'partial' });
  await downloader.start([ref]);
  await until('complete');
  expect(hub.asked).toHaveLength(12);
  expect(before).toBeLessThan(12);
  await downloader.remove(({ recordingId }) => recordingId === ref.recordingId);
  expect(await downloader.list(hub.fingerprint)).toEqual([]);
});

test('the same video on two hubs is two downloads, and one of them is stopped and removed alone', async () => {
  const { hub, cache, downloader, until, said, ...people } = await setUp();
  const other = await FakeHub.start();
  closing.push(() => other.stop());
  await joinHub({ ...people, deviceLabel: 'test' }, other.link(), null);
  const { bytes, ...here } = hub.addRendition(3 * CHUNK_SIZE);
  const { bytes: _same, ...there } = other.addRendition(bytes.length, 'video/mp4', bytes);
  expect(there.rendition.id).toBe(here.rendition.id);
  await downloader.start([here]);
  await until('complete');
  other.pause = 60_000;
  await downloader.start([there]);
  expect(said.findLast((s) => s.ref.hub === there.hub)?.download).toMatchObject({ state: 'queued' });
  await downloader.stop([atHub(there)]);
  await downloader.remove((ref) => ref.hub === there.hub && ref.rendition.id === there.rendition.id);
  expect(await downloader.list(there.hub)).toEqual([]);
  expect(await downloader.list(here.hub)).toEqual([{ ref: here, download: { state: 'complete' } }]);
  expect(said.filter((s) => s.ref.hub === here.hub && s.download.state === 'absent')).toEqual([]);
  expect(bytes.equals(await bytesOf(cache, here.hub, here.rendition.id))).toBe(true);
});

test('M2, M4: after a SIGKILL in mid download, of a list that an earlier version kept, at most one chunk per connection comes twice', async () => {
  const hub = await FakeHub.start();
  closing.push(() => hub.stop());
  const folder = await newFolder();
  const first = await openMedia(folder, hub);
  const { bytes, ...ref } = hub.addRendition(60 * CHUNK_SIZE);
  const { port } = hub;
  await writeFile(join(first.cache.folder, 'wanted.json'), JSON.stringify([ref]));
  await first.cache.close();

  hub.pause = 3;
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, '../support/downloadInChild.ts'), folder],
    {
      stdio: 'inherit',
    },
  );
  const killed = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  hub.fault = () => {
    if (hub.asked.length >= 36) child.kill('SIGKILL');
    return false;
  };
  await killed;
  hub.fault = () => false;
  expect(hub.asked.length).toBeLessThan(60);
  expect(hub.port).toBe(port);

  const second = await openMedia(folder, hub);
  closing.push(() => second.cache.close());
  const resumed = await openDownloader(second.cache);
  closing.push(() => resumed.downloader.close());
  await resumed.until('complete');
  expect(bytes.equals(await bytesOf(second.cache, hub.fingerprint, ref.rendition.id))).toBe(true);
  expect(hub.asked.length).toBeLessThanOrEqual(60 + 3);
});
