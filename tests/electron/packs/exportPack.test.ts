import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { type OpenPacks, openPacks, refOf } from './openPacks.ts';
import { newFolder, SampleHub } from './SampleHub.ts';

let folder: string;
let hub: SampleHub;
const closing: (() => Promise<void>)[] = [];

beforeEach(async () => {
  folder = await newFolder();
  hub = new SampleHub();
  hub.addPhoto(Buffer.from('a sample photo'));
  hub.addRecording('The first sample talk', 77);
  hub.addRecording('The second sample talk', 99);
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A profile with all that a pack of the hub has. */
async function packed(): Promise<OpenPacks> {
  const parts = await openPacks(await newFolder());
  closing.push(parts.close);
  const pack = await hub.pack(join(folder, 'workshop.lectern'));
  const { work } = await parts.packs.open(await parts.chosen(pack), true);
  await parts.ended(work.packId);
  const grants = hub.renditions.map((one) => ({ ...refOf(hub, one), blobs: [], mayBeKept: true }));
  await parts.grants.allow(hub.fingerprint, grants);
  return parts;
}

const asked = () => ({
  hub: hub.fingerprint,
  workshopId: hub.workshopId,
  title: 'A sample workshop',
  slug: 'sample',
  renditionIds: hub.renditions.map(({ signed }) => signed.id),
});

test('M7: an export names of what captions and photos could not be had while the hub is away, and why', async () => {
  const parts = await packed();
  const { registry, tokens } = parts;
  await registry.put({ ...registry.getOrThrow(hub.fingerprint), guest: false });
  vi.spyOn(tokens, 'access').mockResolvedValue({ token: 'one', expires: '2099-01-01T00:00:00.000Z' });
  for (const hash of hub.blobs.keys()) await parts.blobs.remove(hash);
  const path = join(folder, 'bare.lectern');
  const { packId } = await parts.packs.export(asked(), path);
  expect(await parts.ended(packId)).toMatchObject({ state: 'done', reason: 'hub-unreachable' });
  const [work] = parts.packs.list().filter((one) => one.packId === packId);
  expect(work?.damaged.toSorted()).toEqual([
    'A sample person',
    'The first sample talk',
    'The second sample talk',
  ]);
  const described = await parts.packs.inspect(await parts.chosen(path));
  expect(described.recordings).toHaveLength(2);
});

test('M7: an export asks a hub that is away once, not for each picture', async () => {
  const parts = await packed();
  for (const hash of [...hub.blobs.keys()].slice(1)) await parts.blobs.remove(hash);
  const read = vi.spyOn(parts.blobs, 'read').mockImplementation(async (ref) => {
    const stored = await parts.blobs.stored(ref.hash);
    if (!stored) throw new RefusedError('hub-unreachable');
    return stored;
  });
  const { packId } = await parts.packs.export(asked(), join(folder, 'away.lectern'));
  const { state, damaged } = await parts.ended(packId);
  expect([state, damaged.toSorted()]).toEqual(['done', ['The first sample talk', 'The second sample talk']]);
  const failed = await Promise.allSettled(read.mock.results.map(({ value }) => value));
  expect(failed.filter(({ status }) => status === 'rejected')).toHaveLength(1);
});

test('M7: an export that is stopped while it looks for pictures asks for no more of them', async () => {
  const parts = await packed();
  let isAsked = (): void => undefined;
  const asks = new Promise<void>((resolve) => {
    isAsked = resolve;
  });
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
  const read = vi.spyOn(parts.blobs, 'read').mockImplementation(async () => {
    isAsked();
    await held;
    return Buffer.from('a sample');
  });
  const { packId } = await parts.packs.export(asked(), join(folder, 'stopped.lectern'));
  await asks;
  const stopping = parts.packs.stop(packId);
  letGo();
  await stopping;
  expect([(await parts.ended(packId)).state, read.mock.calls.length]).toEqual(['stopped', 1]);
});

test.each([
  ['not-found', { reason: null, damaged: [] }],
  ['damaged', { reason: null, damaged: [] }],
  ['too-many', { reason: 'too-many', damaged: ['A sample person'] }],
] as const)('M7: an export that hears %s of a photo tells only what may yet be had', async (reason, told) => {
  const parts = await packed();
  const [photo = ''] = hub.blobs.keys();
  const read = parts.blobs.read.bind(parts.blobs);
  vi.spyOn(parts.blobs, 'read').mockImplementation((ref) =>
    ref.hash === photo ? Promise.reject(new RefusedError(reason)) : read(ref),
  );
  const { packId } = await parts.packs.export(asked(), join(folder, 'one.lectern'));
  expect(await parts.ended(packId)).toMatchObject({ state: 'done', ...told });
});
