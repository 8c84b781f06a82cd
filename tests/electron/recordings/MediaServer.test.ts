import { createHash, randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { BlobCache } from '#electron/recordings/BlobCache.ts';
import type { HubMedia } from '#electron/recordings/HubMedia.ts';
import type { MediaCache } from '#electron/recordings/MediaCache.ts';
import { MediaGrants } from '#electron/recordings/MediaGrants.ts';
import { MediaServer } from '#electron/recordings/MediaServer.ts';
import { type MediaGrant, mediaUrl } from '#shared/contracts/ipc.ts';
import type { RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import { CHUNK_SIZE } from '#shared/recordings/manifest.ts';
import { FakeHub } from '../support/FakeHub.ts';
import { log, newFolder, openDownloader, openMedia } from '../support/parts.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function serverOf(folder: string, cache: MediaCache, media: HubMedia) {
  const blobs = new BlobCache(join(folder, 'blobs'), media);
  const downloads = {
    remove: async (which: (ref: RenditionRef) => boolean) => void (await cache.remove(which)),
  };
  const grants = await MediaGrants.open({ folder, log, downloads, blobs });
  return { grants, server: new MediaServer({ cache, blobs, grants, log }) };
}

async function setUp() {
  const hub = await FakeHub.start();
  closing.push(() => hub.stop());
  const folder = await newFolder();
  const parts = await openMedia(folder, hub);
  closing.push(() => parts.cache.close());
  return { hub, folder, ...parts, ...(await serverOf(folder, parts.cache, parts.media)) };
}

const urlOf = ({ hub, workshopId, recordingId, rendition }: RenditionRef): string =>
  mediaUrl('rendition', { hub, workshopId, recordingId, id: rendition.id });

const ask = (ref: RenditionRef, range?: string, method = 'GET'): Request =>
  new Request(urlOf(ref), { method, headers: range ? { range } : {} });

const granted = (ref: RenditionRef, ...blobs: string[]): MediaGrant => ({ ...ref, blobs, mayBeKept: true });

const bodyOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer());

async function flipByte(cache: MediaCache, ref: RenditionRef, at: number): Promise<void> {
  const handle = await open(join(cache.folder, ref.hub, ref.rendition.id, 'bytes'), 'r+');
  const byte = Buffer.alloc(1);
  await handle.read(byte, 0, 1, at);
  await handle.write(Buffer.from([(byte[0] ?? 0) ^ 1]), 0, 1, at);
  await handle.close();
}

test('M3: a range is answered to its asked end, and what was watched is kept', async () => {
  const { hub, server, grants } = await setUp();
  const { bytes, ...ref } = hub.addRendition(5 * CHUNK_SIZE + 10);
  await grants.allow(ref.hub, [granted(ref)]);
  const [start, end] = [CHUNK_SIZE - 7, 3 * CHUNK_SIZE + 5];
  const response = await server.handle(ask(ref, `bytes=${start}-${end}`));
  expect(response.status).toBe(206);
  expect(response.headers.get('content-range')).toBe(`bytes ${start}-${end}/${bytes.length}`);
  expect(response.headers.get('content-length')).toBe(String(end - start + 1));
  expect((await bodyOf(response)).equals(bytes.subarray(start, end + 1))).toBe(true);
  const fetched = hub.asked.length;
  await bodyOf(await server.handle(ask(ref, `bytes=${start}-${end}`)));
  expect(hub.asked.length).toBe(fetched);
});

test('M3: an open range, a suffix, HEAD, the whole and a range outside are answered as HTTP says', async () => {
  const { hub, server, grants } = await setUp();
  const { bytes, ...ref } = hub.addRendition(2 * CHUNK_SIZE + 10);
  await grants.allow(ref.hub, [granted(ref)]);
  const open = await server.handle(ask(ref, `bytes=${CHUNK_SIZE}-`));
  expect((await bodyOf(open)).equals(bytes.subarray(CHUNK_SIZE))).toBe(true);
  const suffix = await server.handle(ask(ref, 'bytes=-20'));
  expect((await bodyOf(suffix)).equals(bytes.subarray(-20))).toBe(true);
  const head = await server.handle(ask(ref, undefined, 'HEAD'));
  expect([head.status, head.headers.get('content-length'), head.body]).toEqual([
    200,
    String(bytes.length),
    null,
  ]);
  const whole = await server.handle(ask(ref));
  expect([whole.status, (await bodyOf(whole)).equals(bytes)]).toEqual([200, true]);
  const outside = await server.handle(ask(ref, `bytes=${bytes.length}-`));
  expect([outside.status, outside.headers.get('content-range')]).toEqual([416, `bytes */${bytes.length}`]);
});

test('M5: a byte flipped on disk is never served and is mended from the hub', async () => {
  const { hub, folder, server, grants, cache } = await setUp();
  const { bytes, ...ref } = hub.addRendition(3 * CHUNK_SIZE);
  await grants.allow(ref.hub, [granted(ref)]);
  await bodyOf(await server.handle(ask(ref)));
  await cache.close();
  await flipByte(cache, ref, CHUNK_SIZE + 99);

  const again = await openMedia(folder, null);
  closing.push(() => again.cache.close());
  const { server: second } = await serverOf(folder, again.cache, again.media);
  hub.asked.length = 0;
  expect((await bodyOf(await second.handle(ask(ref)))).equals(bytes)).toBe(true);
  expect(hub.asked.map(({ chunk }) => chunk)).toEqual([1]);
});

test('M5: without its hub a damaged chunk ends the stream, and the whole ones still play', async () => {
  const { hub, folder, server, grants, cache } = await setUp();
  const { bytes, ...ref } = hub.addRendition(3 * CHUNK_SIZE);
  await grants.allow(ref.hub, [granted(ref)]);
  await bodyOf(await server.handle(ask(ref)));
  await cache.close();
  await flipByte(cache, ref, CHUNK_SIZE + 99);
  await hub.stop();

  const again = await openMedia(folder, null);
  const { server: second } = await serverOf(folder, again.cache, again.media);
  const whole = await second.handle(ask(ref, `bytes=0-${CHUNK_SIZE - 1}`));
  expect((await bodyOf(whole)).equals(bytes.subarray(0, CHUNK_SIZE))).toBe(true);
  const damaged = await second.handle(ask(ref, `bytes=${CHUNK_SIZE}-`));
  await expect(bodyOf(damaged)).rejects.toThrow();
  await again.cache.close();
  closing.length = 0;
});

test('D7: what the base does not hold is refused, and grants outlive a cold start', async () => {
  const { hub, folder, server, grants, cache, media } = await setUp();
  const { bytes: _bytes, ...ref } = hub.addRendition(CHUNK_SIZE);
  expect((await server.handle(ask(ref))).status).toBe(403);
  await grants.allow(ref.hub, [granted(ref)]);
  const cold = await serverOf(folder, cache, media);
  expect((await cold.server.handle(ask(ref))).status).toBe(200);
  await cold.grants.forget(ref.hub, ref.recordingId);
  expect((await cold.server.handle(ask(ref))).status).toBe(403);
  const foreign = new Request(urlOf(ref), { headers: {} });
  expect((await cold.server.handle(foreign)).status).toBe(403);
});

test('M3: the player goes ahead of the queue and shares its fetches', async () => {
  const { hub, server, grants, cache } = await setUp();
  const { bytes, ...ref } = hub.addRendition(20 * CHUNK_SIZE);
  await grants.allow(ref.hub, [granted(ref)]);
  hub.pause = 15;
  const { downloader, until } = await openDownloader(cache);
  closing.push(() => downloader.close());
  await downloader.start([ref]);
  await until('running');
  const last = await server.handle(ask(ref, `bytes=${19 * CHUNK_SIZE}-`));
  expect((await bodyOf(last)).equals(bytes.subarray(19 * CHUNK_SIZE))).toBe(true);
  expect(hub.asked.findIndex(({ chunk }) => chunk === 19)).toBeLessThan(10);
  await until('complete');
  expect(hub.asked).toHaveLength(20);
});

test('a blob is served by its hash, with its type, and offline once it was read', async () => {
  const { hub, server, grants } = await setUp();
  const { bytes: _bytes, ...ref } = hub.addRendition(CHUNK_SIZE);
  const captions = Buffer.from('WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n');
  const id = createHash('sha256').update(captions).digest('hex');
  hub.blobs.set(id, captions);
  await grants.allow(ref.hub, [granted(ref, id)]);
  const url = mediaUrl('blob', {
    hub: ref.hub,
    workshopId: ref.workshopId,
    recordingId: ref.recordingId,
    id,
  });
  const response = await server.handle(new Request(url));
  expect([response.headers.get('content-type'), await response.text()]).toEqual([
    'text/vtt',
    captions.toString(),
  ]);
  hub.blobs.set(id, randomBytes(10));
  expect(await (await server.handle(new Request(url))).text()).toBe(captions.toString());
  expect(hub.counts.blob).toBe(1);
});

test('M1: a manifest that the hub did not sign is refused as damaged', async () => {
  const { hub, cache, registry } = await setUp();
  const { bytes: _bytes, ...ref } = hub.addRendition(CHUNK_SIZE);
  await registry.put({
    ...registry.getOrThrow(hub.fingerprint),
    publicKey: randomBytes(32).toString('base64url'),
  });
  await expect(cache.rendition(ref)).rejects.toMatchObject({ reason: 'damaged' });
});

test('S12: a cache folder in use is not opened a second time', async () => {
  const { folder } = await setUp();
  await expect(openMedia(folder, null)).rejects.toThrow(/another Lectern/);
});
