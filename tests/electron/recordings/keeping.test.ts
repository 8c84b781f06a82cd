import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { MediaGrant } from '#shared/contracts/ipc.ts';
import { mediaUrl, photoUrl } from '#shared/contracts/ipc.ts';
import { CHUNK_SIZE } from '#shared/recordings/manifest.ts';
import { FakeHub } from '../support/FakeHub.ts';
import { newFolder } from '../support/people.ts';
import { asked, bodyOf, grantOf, openAll } from '../support/recordings.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function setUp() {
  const hub = await FakeHub.start();
  closing.push(() => hub.stop());
  const folder = await newFolder();
  const all = await openAll(folder, hub, { stall: 600_000 });
  closing.push(all.closeRecordings);
  const { bytes, ...ref } = hub.addRendition(3 * CHUNK_SIZE + 4);
  const addBlob = (text: string): string => {
    const blob = Buffer.from(text);
    const hash = createHash('sha256').update(blob).digest('hex');
    hub.blobs.set(hash, blob);
    return hash;
  };
  const blobPath = (hash: string): string => join(folder, 'recordings/blobs', hash);
  return {
    hub,
    folder,
    ...all,
    bytes,
    ref,
    addBlob,
    blobPath,
    place: join(all.cache.folder, ref.hub, ref.rendition.id),
  };
}

test('M8: what may not be kept plays, leaves nothing on the disk, and is not downloaded', async () => {
  const { cache, grants, media, downloader, ref, bytes, place } = await setUp();
  await grants.allow(ref.hub, [{ ...grantOf(ref), mayBeKept: false }]);
  expect((await bodyOf(await media.handle(asked(ref)))).equals(bytes)).toBe(true);
  expect(existsSync(place)).toBe(false);
  await expect(downloader.start([ref])).rejects.toMatchObject({ reason: 'may-not-keep' });
  await expect(cache.kept(ref)).rejects.toMatchObject({ reason: 'may-not-keep' });
  expect([grants.mayKeep(ref), grants.mayKeep({ ...ref, recordingId: randomUUID() })]).toEqual([false, true]);
});

test('M8: what may not be kept any more goes from the disk, and still plays', async () => {
  const { grants, media, ref, bytes, place } = await setUp();
  await grants.allow(ref.hub, [grantOf(ref)]);
  await bodyOf(await media.handle(asked(ref)));
  expect(existsSync(place)).toBe(true);
  await grants.allow(ref.hub, [{ ...grantOf(ref), mayBeKept: false }]);
  expect(existsSync(place)).toBe(false);
  expect((await bodyOf(await media.handle(asked(ref)))).equals(bytes)).toBe(true);
});

test('M8: a recording that is withdrawn while a chunk of it is on its way ends at once, and so does the request', async () => {
  const { hub, grants, media, ref, place } = await setUp();
  await grants.allow(ref.hub, [grantOf(ref)]);
  const closed = new Promise<void>((resolve) => {
    hub.fault = ({ chunk }, res) => {
      if (chunk === 0) return false;
      res.once('close', () => resolve());
      return true;
    };
  });
  const reader = (await media.handle(asked(ref))).body?.getReader();
  await reader?.read();
  const reading = reader?.read();
  await expect.poll(() => hub.asked.length).toBeGreaterThan(1);
  const gone = grants.allow(ref.hub, []);
  await expect(reading).rejects.toThrow('withdrawn');
  await closed;
  await gone;
  expect(existsSync(place)).toBe(false);
});

test('M8: what another hub of this computer grants as well stays there', async () => {
  const { hub, grants, media, ref, bytes, downloader, ...people } = await setUp();
  const other = await FakeHub.start();
  closing.push(() => other.stop());
  const { bytes: _same, ...there } = other.addRendition(bytes.length, 'video/mp4', bytes);
  await people.registry.put({
    ...people.registry.getOrThrow(ref.hub),
    fingerprint: there.hub,
    publicKey: other.publicKey,
    address: other.address,
    guest: true,
  });
  expect(there.rendition.id).toBe(ref.rendition.id);
  await grants.allow(ref.hub, [grantOf(ref)]);
  await grants.allow(there.hub, [grantOf(there)]);
  await bodyOf(await media.handle(asked(ref)));
  await adoptWhole(people.cache, other.signed(there.rendition.id), there, bytes);
  await grants.allow(ref.hub, []);
  expect((await media.handle(asked(ref))).status).toBe(403);
  expect((await bodyOf(await media.handle(asked(there)))).equals(bytes)).toBe(true);
});

type All = Awaited<ReturnType<typeof openAll>>;

/** As a pack is taken over. */
async function adoptWhole(
  cache: All['cache'],
  signed: Parameters<All['cache']['adopt']>[1],
  ref: Parameters<All['cache']['adopt']>[0],
  bytes: Buffer,
) {
  const rendition = await cache.adopt(ref, signed);
  for (const index of rendition.manifest.chunks.keys()) {
    const chunk = bytes.subarray(index * CHUNK_SIZE, (index + 1) * CHUNK_SIZE);
    expect(await rendition.put(index, chunk)).toBe(true);
  }
  return rendition;
}

test('M7: a rendition is taken over from a pack without its hub, chunk by chunk, and no other byte', async () => {
  const { hub, cache, registry, hubMedia, ref, bytes } = await setUp();
  await registry.put({ ...registry.getOrThrow(ref.hub), guest: true });
  const signed = hub.signed(ref.rendition.id);
  const rendition = await adoptWhole(cache, signed, ref, bytes);
  expect(await rendition.put(0, Buffer.alloc(CHUNK_SIZE))).toBe(false);
  await rendition.file.keep();
  expect([rendition.file.missing(), (await rendition.file.read(3))?.length]).toEqual([[], 4]);
  expect(hub.counts.manifest + hub.asked.length).toBe(0);
  await expect(cache.adopt(ref, { ...signed, signature: 'A'.repeat(86) })).rejects.toMatchObject({
    reason: 'damaged',
  });
  await expect(hubMedia.manifest(ref)).rejects.toMatchObject({ reason: 'not-joined' });
  await expect(rendition.fetch(0)).rejects.toMatchObject({ reason: 'not-joined' });
});

test('D7: photos are served where a public row of that workshop names them, offline too, and go when none does', async () => {
  const { hub, grants, media, ref, addBlob, blobPath } = await setUp();
  const hash = addBlob('\u0089PNG of a face');
  const url = photoUrl({ hub: ref.hub, workshopId: ref.workshopId, id: hash });
  const statusOf = async (address: string) => (await media.handle(new Request(address))).status;
  expect(await statusOf(url)).toBe(403);
  await grants.allow(ref.hub, [], [{ workshopId: ref.workshopId, hash }]);
  expect([
    await statusOf(url),
    await statusOf(photoUrl({ hub: ref.hub, workshopId: randomUUID(), id: hash })),
  ]).toEqual([200, 403]);
  hub.blobs.clear();
  expect(await statusOf(url)).toBe(200);
  await grants.allow(ref.hub, [], []);
  expect([await statusOf(url), existsSync(blobPath(hash))]).toEqual([403, false]);
});

test('captions, pictures and slides of what is downloaded or played are here when the network goes', async () => {
  const { hub, grants, media, downloader, ref, addBlob, blobPath, said } = await setUp();
  const { bytes: _bytes, ...second } = hub.addRendition(CHUNK_SIZE);
  const hashes = [addBlob('WEBVTT\n\none'), addBlob('poster'), addBlob('slides')];
  const grant = (of: typeof ref): MediaGrant => ({
    ...grantOf(of),
    blobs: hashes.slice(0, of === ref ? 2 : 3),
  });
  await grants.allow(ref.hub, [grant(ref), grant(second)]);
  await downloader.start([ref]);
  await expect.poll(() => said.some(({ download }) => download.state === 'complete')).toBe(true);
  await expect.poll(() => hashes.map((hash) => existsSync(blobPath(hash)))).toEqual([true, true, false]);
  await bodyOf(await media.handle(asked(second)));
  await expect.poll(() => existsSync(blobPath(hashes[2] ?? ''))).toBe(true);
  await hub.stop();
  closing.splice(0, 1);
  const { hub: at, workshopId, recordingId } = ref;
  const url = mediaUrl('blob', { hub: at, workshopId, recordingId, id: hashes[0] ?? '' });
  expect(await (await media.handle(new Request(url))).text()).toBe('WEBVTT\n\none');
});

test('blobs of a pack are taken by their hash alone; other bytes are refused as damaged', async () => {
  const { blobs, addBlob } = await setUp();
  const hash = addBlob('slides');
  await expect(blobs.put(hash, Buffer.from('slide'))).rejects.toMatchObject({ reason: 'damaged' });
  expect(await blobs.stored(hash)).toBe(null);
  await blobs.put(hash, Buffer.from('slides'));
  expect((await blobs.stored(hash))?.toString()).toBe('slides');
});
