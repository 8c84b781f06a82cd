import { afterEach, expect, test } from 'vitest';
import { CHUNK_SIZE } from '#shared/recordings/manifest.ts';
import { FakeHub } from '../support/FakeHub.ts';
import { newFolder } from '../support/people.ts';
import { asked, bodyOf, grantOf, openAll } from '../support/recordings.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function setUp(chunks: number, ahead: number, rest = 60_000, after = 1) {
  const hub = await FakeHub.start();
  closing.push(() => hub.stop());
  const readAhead = { bytes: ahead * CHUNK_SIZE, rest, after };
  const all = await openAll(await newFolder(), hub, { cache: { readAhead }, stall: 600_000 });
  closing.push(all.closeRecordings);
  const { bytes, ...ref } = hub.addRendition(chunks * CHUNK_SIZE - 7);
  await all.grants.allow(ref.hub, [grantOf(ref)]);
  const rendition = await all.cache.rendition(ref);
  const play = (range: string) => all.media.handle(asked(ref, range));
  const chunksAsked = () => hub.asked.map(({ chunk }) => chunk).sort((a, b) => a - b);
  return { hub, ...all, bytes, ref, rendition, play, chunksAsked };
}

const firstOf = async (response: Response) => {
  const reader = response.body?.getReader();
  return { reader, chunk: (await reader?.read())?.value };
};

test('M3: while it plays, what comes next is fetched ahead, so far and no further', async () => {
  const { play, rendition, chunksAsked } = await setUp(20, 6);
  const { reader } = await firstOf(await play('bytes=0-'));
  await expect.poll(() => rendition.file.missing().length).toBe(13);
  await reader?.read();
  await expect.poll(() => rendition.file.missing().length).toBe(12);
  expect(chunksAsked()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  await reader?.cancel();
});

test('M3: a page that is only opened, and reads the first chunk or two, has nothing fetched ahead for it', async () => {
  const { play, rendition, chunksAsked } = await setUp(20, 6, 60_000, 3);
  const { reader } = await firstOf(await play('bytes=0-'));
  await reader?.read();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(chunksAsked()).toEqual([0, 1]);
  await reader?.read();
  await expect.poll(() => rendition.file.missing().length).toBe(20 - 9);
  await reader?.cancel();
});

test('M3: after a seek the new place is served first, and what was being fetched for the old one is given up', async () => {
  const { hub, play, rendition, bytes, chunksAsked } = await setUp(60, 8);
  const cut: number[] = [];
  hub.fault = ({ chunk }, res) => {
    if (chunk === 0 || chunk > 8) return false;
    res.once('close', () => cut.push(chunk));
    return true;
  };
  const { reader } = await firstOf(await play('bytes=0-'));
  await expect.poll(() => hub.asked.length).toBeGreaterThan(3);
  await reader?.cancel();
  const second = await firstOf(await play(`bytes=${40 * CHUNK_SIZE}-`));
  expect(Buffer.from(second.chunk ?? []).equals(bytes.subarray(40 * CHUNK_SIZE, 41 * CHUNK_SIZE))).toBe(true);
  await expect.poll(() => rendition.file.has(48)).toBe(true);
  const old = () => hub.asked.filter(({ chunk }) => chunk > 0 && chunk <= 8).length;
  await expect.poll(() => cut.length === old()).toBe(true);
  expect(cut.length).toBeLessThan(8);
  expect(chunksAsked().filter((chunk) => chunk > 8)).toEqual([40, 41, 42, 43, 44, 45, 46, 47, 48]);
  await second.reader?.cancel();
});

test('M3: a seek whose new stream opens before the old one ends gives up the old place all the same', async () => {
  const { hub, play } = await setUp(60, 4);
  const cut: number[] = [];
  hub.fault = ({ chunk }, res) => {
    if (chunk === 0) return false;
    res.once('close', () => cut.push(chunk));
    return true;
  };
  const { reader } = await firstOf(await play('bytes=0-'));
  await expect.poll(() => hub.asked.length).toBe(5);
  const second = (await play(`bytes=${40 * CHUNK_SIZE}-`)).body?.getReader();
  await reader?.cancel();
  await expect.poll(() => cut.toSorted()).toEqual([1, 2, 3, 4]);
  await second?.cancel();
});

test('M3: two windows that play the same recording do not take what is read ahead from one another', async () => {
  const { play, rendition } = await setUp(60, 5);
  const [one, other] = [
    await firstOf(await play('bytes=0-')),
    await firstOf(await play(`bytes=${30 * CHUNK_SIZE}-`)),
  ];
  const isHeld = () => [5, 35].every((index) => rendition.file.has(index));
  await expect.poll(isHeld).toBe(true);
  await one.reader?.cancel();
  await other.reader?.cancel();
});

test('M3: once nothing has been played for a while, nothing more is fetched ahead', async () => {
  const { hub, play, rendition } = await setUp(20, 10, 5000);
  const gone: number[] = [];
  hub.fault = ({ chunk }, res) => {
    if (chunk === 0) return false;
    res.once('close', () => gone.push(chunk));
    return true;
  };
  const { reader } = await firstOf(await play('bytes=0-'));
  await expect.poll(() => hub.asked.length).toBeGreaterThan(3);
  await expect.poll(() => gone.length).toBeGreaterThanOrEqual(3);
  await expect.poll(() => gone.length === hub.asked.length - 1).toBe(true);
  expect(rendition.file.missing().length).toBe(19);
  hub.fault = () => false;
  expect((await reader?.read())?.value?.length).toBe(CHUNK_SIZE);
  await reader?.cancel();
});

test('M3: a player does not wait behind a download that is slowed down, and a seek into it is served at once', async () => {
  const { downloader, play, ref, bytes } = await setUp(12, 0);
  await downloader.set({ bytesPerSecond: 1000 });
  await downloader.start([ref]);
  const { chunk, reader } = await firstOf(await play(`bytes=${9 * CHUNK_SIZE}-`));
  expect(Buffer.from(chunk ?? []).equals(bytes.subarray(9 * CHUNK_SIZE, 10 * CHUNK_SIZE))).toBe(true);
  await reader?.cancel();
  await downloader.stop([{ hub: ref.hub, renditionId: ref.rendition.id }]);
});

test('M3: what is cancelled while it is fetched leaves no request at the hub', async () => {
  const { hub, play } = await setUp(4, 0);
  const closed = new Promise<void>((resolve) => {
    hub.fault = (_, res) => {
      res.once('close', () => resolve());
      return true;
    };
  });
  const reader = (await play('bytes=0-')).body?.getReader();
  const reading = reader?.read();
  await expect.poll(() => hub.asked.length).toBe(1);
  await reader?.cancel();
  await closed;
  expect((await reading)?.done).toBe(true);
});

test('M3: what was watched is offline, without another download', async () => {
  const { hub, play, bytes } = await setUp(5, 2);
  await bodyOf(await play('bytes=0-'));
  await hub.stop();
  closing.splice(0, 1);
  expect((await bodyOf(await play('bytes=0-'))).equals(bytes)).toBe(true);
});
