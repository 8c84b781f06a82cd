import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CHUNK_SIZE } from '#shared/recordings/manifest.ts';
import { bytesHere, type OpenPacks, openPacks, refOf } from './openPacks.ts';
import { newFolder, SampleHub, type SampleRendition } from './SampleHub.ts';

let folder: string;
let hub: SampleHub;
let first: SampleRendition;
let second: SampleRendition;
let pack: string;
const open: OpenPacks[] = [];

async function newProfile(): Promise<OpenPacks> {
  const parts = await openPacks(await newFolder());
  open.push(parts);
  return parts;
}

async function takeOver(parts: OpenPacks, path = pack, trust = true) {
  const { work } = await parts.packs.open(await parts.chosen(path), trust);
  return { work: await parts.ended(work.packId) };
}

const untold = { onHeld: () => undefined, onServed: () => undefined, onTrouble: () => undefined };

beforeEach(async () => {
  folder = await newFolder();
  hub = new SampleHub();
  hub.addPhoto(Buffer.from('a sample photo'));
  first = hub.addRecording('The first sample talk', 2 * CHUNK_SIZE + 77);
  second = hub.addRecording('The second sample talk', CHUNK_SIZE);
  pack = await hub.pack(join(folder, 'workshop.lectern'));
});
afterEach(async () => {
  for (const parts of open.splice(0)) await parts.close();
});

describe('M8: a member’s pack', () => {
  const grant = (one: SampleRendition, blobs: readonly (string | undefined)[], mayBeKept = true) => ({
    ...refOf(hub, one),
    blobs: blobs.filter((hash) => hash !== undefined),
    mayBeKept,
  });
  const isHere = async (parts: OpenPacks, one: SampleRendition) =>
    (await parts.cache.list()).some(({ ref }) => ref.rendition.id === one.signed.id);
  /** Of whom the hub is joined, with what the base grants. */
  async function member(...granted: Parameters<OpenPacks['grants']['allow']>[1]): Promise<OpenPacks> {
    const parts = await newProfile();
    await takeOver(parts);
    const known = parts.registry.getOrThrow(hub.fingerprint);
    const membership = { workshopId: hub.workshopId, role: 'attendee', personId: null } as const;
    await parts.registry.put({ ...known, guest: false, packed: [], memberships: [membership] });
    await parts.cache.remove(() => true);
    for (const hash of hub.blobs.keys()) await parts.blobs.remove(hash);
    await parts.grants.allow(hub.fingerprint, granted);
    return parts;
  }

  test('brings no picture, caption or slide of what was withdrawn since', async () => {
    const [photo, captionsOfFirst, captionsOfSecond] = [...hub.blobs.keys()];
    const parts = await member(grant(second, [captionsOfSecond]));
    expect((await takeOver(parts, pack, false)).work).toMatchObject({ state: 'done', damaged: [] });
    const stored = async (hash: string | undefined) => (await parts.blobs.stored(hash ?? '')) !== null;
    expect([await stored(photo), await stored(captionsOfFirst), await stored(captionsOfSecond)]).toEqual([
      true,
      false,
      true,
    ]);
  });

  test('leaves out what may be watched alone since, and brings the rest', async () => {
    const parts = await member(grant(first, [], false), grant(second, []));
    expect((await takeOver(parts, pack, false)).work).toMatchObject({ state: 'done', reason: null });
    expect([await isHere(parts, first), await isHere(parts, second)]).toEqual([false, true]);
  });

  test('does not bring what is withdrawn while the one before it is taken over', async () => {
    const parts = await member(grant(first, []), grant(second, []));
    const room = async (): Promise<boolean> => {
      await parts.grants.allow(hub.fingerprint, [grant(first, [])]);
      return true;
    };
    parts.cache.ruledBy({ room, mayKeep: (ref) => parts.grants.mayStore(ref), ...untold });
    expect((await takeOver(parts, pack, false)).work).toMatchObject({ state: 'done' });
    expect([await isHere(parts, first), await isHere(parts, second)]).toEqual([true, false]);
  });

  test('keeps nothing of what is withdrawn while it is taken over itself', async () => {
    const parts = await member(grant(first, []), grant(second, []));
    let asked = 0;
    const room = async (): Promise<boolean> => {
      asked += 1;
      if (asked === 2) parts.grants.allow(hub.fingerprint, [grant(second, [])]).catch(() => undefined);
      return true;
    };
    parts.cache.ruledBy({ room, mayKeep: (ref) => parts.grants.mayStore(ref), ...untold });
    await takeOver(parts, pack, false);
    await expect.poll(() => parts.packs.list().every(({ state }) => state === 'done')).toBe(true);
    expect([await isHere(parts, first), await isHere(parts, second)]).toEqual([false, true]);
  });
});

describe('M6: a pack for which there is no room', () => {
  test('is refused as disk-full before anything is taken, and goes on when there is', async () => {
    const parts = await newProfile();
    await parts.space.set({ budget: 3 * CHUNK_SIZE });
    const { work } = await takeOver(parts);
    expect(work).toMatchObject({ state: 'failed', reason: 'disk-full' });
    expect(await parts.cache.list()).toEqual([]);
    await parts.space.set({ budget: null });
    await expect.poll(() => parts.packs.list()[0]?.state).toBe('done');
    expect((await parts.cache.list()).length).toBe(2);
  });

  test('deletes nothing that came today and nobody has watched', async () => {
    const parts = await newProfile();
    await takeOver(parts);
    await parts.space.set({ budget: 5 * CHUNK_SIZE });
    hub.addRecording('The third sample talk', 3 * CHUNK_SIZE);
    hub.signedAt = '2020-06-21T09:00:00.000Z';
    const { work } = await takeOver(parts, await hub.pack(join(folder, 'more.lectern')));
    expect(work).toMatchObject({ state: 'failed', reason: 'disk-full' });
    for (const one of [first, second]) {
      expect((await bytesHere(parts, refOf(hub, one))).every((part) => part !== null)).toBe(true);
    }
  });
});
