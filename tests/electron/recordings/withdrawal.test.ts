import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { BlobCache } from '#electron/recordings/BlobCache.ts';
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

const captions = Buffer.from('WEBVTT\n\n00:00.000 --> 00:01.000\nNot to be kept\n');
const captionsHash = createHash('sha256').update(captions).digest('hex');

async function setUp() {
  const hub = await FakeHub.start();
  closing.push(() => hub.stop());
  hub.blobs.set(captionsHash, captions);
  const folder = await newFolder();
  const { cache, media } = await openMedia(folder, hub);
  closing.push(() => cache.close());
  const { downloader, until } = await openDownloader(cache);
  closing.push(() => downloader.close());
  const blobs = new BlobCache(join(folder, 'blobs'), media);
  const openGrants = () => MediaGrants.open({ folder, log, downloads: downloader, blobs });
  const grants = await openGrants();
  const server = new MediaServer({ cache, blobs, grants, log });
  const get = async (
    part: 'rendition' | 'blob',
    { hub, workshopId, recordingId }: RenditionRef,
    id: string,
  ) => (await server.handle(new Request(mediaUrl(part, { hub, workshopId, recordingId, id })))).status;
  return {
    hub,
    folder,
    downloader,
    until,
    grants,
    server,
    openGrants,
    getBlob: (ref: RenditionRef) => get('blob', ref, captionsHash),
    getRendition: (ref: RenditionRef) => get('rendition', ref, ref.rendition.id),
    blobPath: join(folder, 'blobs', captionsHash),
    renditionPath: (ref: RenditionRef) => join(cache.folder, ref.hub, ref.rendition.id),
  };
}

function addGrant(hub: FakeHub, ...blobs: string[]): MediaGrant {
  const { bytes: _bytes, ...ref } = hub.addRendition(CHUNK_SIZE + 5);
  return { ...ref, blobs, mayBeKept: true };
}

test('M8: of a withdrawn recording neither chunks nor captions stay, and neither is served', async () => {
  const { hub, downloader, until, grants, getBlob, getRendition, ...paths } = await setUp();
  const grant = addGrant(hub, captionsHash);
  await grants.allow(grant.hub, [grant]);
  await downloader.start([grant]);
  await until('complete');
  expect([await getBlob(grant), await getRendition(grant)]).toEqual([200, 200]);
  await grants.forget(grant.hub, grant.recordingId);
  expect([await getBlob(grant), await getRendition(grant)]).toEqual([403, 403]);
  expect([existsSync(paths.blobPath), existsSync(paths.renditionPath(grant))]).toEqual([false, false]);
  expect(await downloader.list(grant.hub)).toEqual([]);
});

test('D7, M8: a recording that is withdrawn while it plays ends there, though its chunks are in memory', async () => {
  const { grants, hub, server } = await setUp();
  const grant = addGrant(hub);
  await grants.allow(grant.hub, [grant]);
  const { workshopId, recordingId, rendition } = grant;
  const url = mediaUrl('rendition', { hub: grant.hub, workshopId, recordingId, id: rendition.id });
  const first = await server.handle(new Request(url));
  await first.arrayBuffer();
  const playing = (await server.handle(new Request(url))).body?.getReader();
  expect((await playing?.read())?.value?.length).toBe(CHUNK_SIZE);
  await grants.forget(grant.hub, recordingId);
  await expect(playing?.read()).rejects.toThrow('not-allowed');
});

test('D7: a blob is served for the recording that names it and under no other, though it is on the disk', async () => {
  const { hub, grants, getBlob } = await setUp();
  const [named, other] = [addGrant(hub, captionsHash), addGrant(hub)];
  await grants.allow(hub.fingerprint, [named, other]);
  expect([await getBlob(named), await getBlob(other)]).toEqual([200, 403]);
});

test('M8: what another recording names as well stays until that one goes too', async () => {
  const { hub, downloader, until, grants, getBlob, getRendition, ...paths } = await setUp();
  const first = addGrant(hub, captionsHash);
  const second = { ...first, recordingId: randomUUID() };
  await grants.allow(hub.fingerprint, [first, second]);
  await downloader.start([first]);
  await until('complete');
  await getBlob(first);
  await grants.forget(hub.fingerprint, first.recordingId);
  expect([await getBlob(second), await getRendition(second), await getRendition(first)]).toEqual([
    200, 200, 403,
  ]);
  await grants.forget(hub.fingerprint, second.recordingId);
  expect([existsSync(paths.blobPath), existsSync(paths.renditionPath(first))]).toEqual([false, false]);
});

test('D7, M8: a hub with nothing left is cleared, and what another hub grants stays', async () => {
  const { hub, grants, getBlob, blobPath } = await setUp();
  const grant = addGrant(hub, captionsHash);
  const elsewhere = { ...grant, hub: 'another-hub', workshopId: randomUUID() };
  await grants.allow(grant.hub, [grant]);
  await grants.allow(elsewhere.hub, [elsewhere]);
  expect(await getBlob(grant)).toBe(200);
  await grants.allow(grant.hub, []);
  expect([await getBlob(grant), await getBlob(elsewhere)]).toEqual([403, 200]);
  await grants.allow(elsewhere.hub, []);
  expect(existsSync(blobPath)).toBe(false);
});

test('M8: the tombstone of one hub leaves the recording of the same id on another', async () => {
  const { hub, downloader, until, grants, getRendition } = await setUp();
  const grant = addGrant(hub);
  await grants.allow(grant.hub, [grant]);
  await downloader.start([grant]);
  await until('complete');
  await grants.forget('another-hub', grant.recordingId);
  expect(await downloader.list(grant.hub)).toMatchObject([{ download: { state: 'complete' } }]);
  expect(await getRendition(grant)).toBe(200);
});

test('M8: a deletion that was cut short is ended at the next start', async () => {
  const { hub, folder, openGrants, blobPath } = await setUp();
  const leaving = [addGrant(hub, captionsHash)];
  await mkdir(join(folder, 'blobs'), { recursive: true });
  await writeFile(blobPath, captions);
  await writeFile(join(folder, 'granted.json'), JSON.stringify({ granted: [], leaving }));
  await openGrants();
  expect(existsSync(blobPath)).toBe(false);
  expect(JSON.parse(await readFile(join(folder, 'granted.json'), 'utf8'))).toEqual({
    granted: [],
    leaving: [],
    photos: [],
    leavingPhotos: [],
  });
});
