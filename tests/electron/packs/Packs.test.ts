import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { CHUNK_SIZE } from '#shared/recordings/manifest.ts';
import { bytesHere, type OpenPacks, openPacks, refOf, withFlippedByte } from './openPacks.ts';
import { newFolder, SampleHub, type SampleRendition } from './SampleHub.ts';

let folder: string;
let hub: SampleHub;
let first: SampleRendition;
let second: SampleRendition;
let pack: string;
const open: OpenPacks[] = [];

async function newProfile(at?: string): Promise<OpenPacks> {
  const parts = await openPacks(at ?? (await newFolder()));
  open.push(parts);
  return parts;
}

async function takeOver(parts: OpenPacks, path = pack, trust = true) {
  const { work, changed } = await parts.packs.open(await parts.chosen(path), trust);
  return { work: await parts.ended(work.packId), changed };
}

const untold = { onHeld: () => undefined, onServed: () => undefined, onTrouble: () => undefined };

/** Something that waits until it is let go, and says yes then. */
function heldBack() {
  const { promise, resolve } = Promise.withResolvers<true>();
  return { wait: () => promise, letGo: () => resolve(true) };
}

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

describe('M7: a pack that is opened in an empty profile with no network', () => {
  test('brings every chunk and every blob as they were, and says what it has', async () => {
    const parts = await newProfile();
    const token = await parts.chosen(pack);
    const described = await parts.packs.inspect(token);
    expect(described).toMatchObject({
      hub: { fingerprint: hub.fingerprint, name: 'A sample hub', known: 'unknown' },
      title: 'A sample workshop',
      signed: hub.signedAt,
    });
    expect(described.recordings.map(({ title, here }) => [title, here])).toEqual([
      ['The first sample talk', 0],
      ['The second sample talk', 0],
    ]);
    const { work } = await takeOver(parts);
    expect(work).toMatchObject({ state: 'done', reason: null, damaged: [] });
    expect(work.done).toBe(work.total);
    for (const one of [first, second]) {
      const held = await bytesHere(parts, refOf(hub, one));
      expect(Buffer.concat(held.map((part) => part ?? Buffer.alloc(0))).equals(one.bytes)).toBe(true);
    }
    for (const [hash, bytes] of hub.blobs) expect((await parts.blobs.stored(hash))?.equals(bytes)).toBe(true);
    expect(parts.taken.map(({ download }) => download.state)).toEqual(['complete', 'complete']);
  });

  test('of a hub that is not known is refused as unknown-hub before the person trusts it, and nothing is kept', async () => {
    const parts = await newProfile();
    const refused = parts.packs.open(await parts.chosen(pack), false);
    await expect(refused).rejects.toMatchObject({ reason: 'unknown-hub', detail: hub.fingerprint });
    expect(parts.registry.list()).toEqual([]);
    expect(parts.packs.list()).toEqual([]);
    expect(await parts.shelf.find({ hub: hub.fingerprint, workshopId: hub.workshopId })).toBeNull();
  });

  test('makes a guest of this device: an account of its own, and no token is ever asked for', async () => {
    const parts = await newProfile();
    expect((await takeOver(parts)).changed).toBe(true);
    const [known] = parts.registry.list();
    expect(known).toMatchObject({ guest: true, account: { name: 'Guest' }, memberships: [] });
    expect(known?.packed).toMatchObject([{ workshopId: hub.workshopId, slug: 'sample' }]);
    expect(parts.registry.joined()).toEqual([]);
    await expect(parts.tokens.access(hub.fingerprint)).rejects.toMatchObject({ reason: 'not-joined' });
    expect((await parts.packs.inspect(await parts.chosen(pack))).hub.known).toBe('trusted');
  });

  test('gives its rows in pages, each once and in order', async () => {
    for (let n = 0; n < 2300; n += 1) {
      hub.put('room', crypto.randomUUID(), {
        name: `Room ${n} \u2028`,
        order: n,
        description: null,
        externalIds: [],
      } as never);
    }
    const parts = await newProfile();
    await takeOver(parts, await hub.pack(join(folder, 'many.lectern')));
    const at = { hub: hub.fingerprint, workshopId: hub.workshopId };
    const revs: number[] = [];
    for (let after: number | null = 0; after !== null; ) {
      const page: Awaited<ReturnType<typeof parts.packs.rows>> = await parts.packs.rows({ ...at, after });
      expect(page.changes.length).toBeLessThanOrEqual(1000);
      revs.push(...page.changes.map(({ rev }) => rev));
      after = page.next;
    }
    expect(revs).toHaveLength(hub.lines().toString().split('\n').length - 1);
    expect(revs).toEqual(revs.toSorted((a, b) => a - b));
  });
});

describe('M7: what a pack brings', () => {
  test('is not copied where it is here already', async () => {
    const parts = await newProfile();
    await takeOver(parts);
    const path = join(parts.cache.folder, hub.fingerprint, first.signed.id, 'bytes');
    const before = (await stat(path)).mtimeMs;
    const again = await takeOver(parts);
    expect(again.work.state).toBe('done');
    expect((await stat(path)).mtimeMs).toBe(before);
    const described = await parts.packs.inspect(await parts.chosen(pack));
    expect(described.recordings.every(({ bytes, here }) => bytes === here)).toBe(true);
  });

  test('M5: a tampered byte is found and named by its talk, and all the rest is taken over', async () => {
    const bytes = await readFile(pack);
    const at = bytes.indexOf(first.bytes.subarray(CHUNK_SIZE, CHUNK_SIZE + 64)) + 10;
    const parts = await newProfile();
    const { work } = await takeOver(
      parts,
      await withFlippedByte(bytes, at, join(folder, 'tampered.lectern')),
    );
    expect(work).toMatchObject({ state: 'done', reason: 'damaged' });
    expect(work.damaged).toEqual([expect.stringContaining('The first sample talk')]);
    const held = await bytesHere(parts, refOf(hub, first));
    expect(held.map((part) => part !== null)).toEqual([true, false, true]);
    expect((await bytesHere(parts, refOf(hub, second))).every((part) => part !== null)).toBe(true);
  });

  test('a tampered picture and a tampered manifest are named, and neither is kept', async () => {
    const bytes = await readFile(pack);
    const photo = await withFlippedByte(
      bytes,
      bytes.indexOf('a sample photo') + 3,
      join(folder, 'p.lectern'),
    );
    const parts = await newProfile();
    const [hash] = [...hub.blobs.keys()];
    expect((await takeOver(parts, photo)).work.damaged).toEqual([`blobs/${hash}`]);
    expect(await parts.blobs.stored(hash ?? '')).toBeNull();
    const [chunk = ''] = second.signed.manifest.chunks;
    const other = await newProfile();
    const manifest = await withFlippedByte(bytes, bytes.indexOf(chunk) + 1, join(folder, 'm.lectern'));
    expect((await takeOver(other, manifest)).work.damaged).toEqual([
      expect.stringContaining('The second sample talk'),
    ]);
    expect(await other.cache.signed(refOf(hub, second))).toBeNull();
  });

  test('a pack without some recordings is fine, and another one brings them later', async () => {
    const parts = await newProfile();
    const whole = hub.renditions.splice(1, 1);
    const partial = await hub.pack(join(folder, 'partial.lectern'));
    hub.renditions.push(...whole);
    await takeOver(parts, partial);
    expect(await parts.cache.signed(refOf(hub, second))).toBeNull();
    await takeOver(parts);
    expect(await parts.cache.signed(refOf(hub, second))).not.toBeNull();
    expect(parts.registry.list()).toHaveLength(1);
  });

  test('M8: an older pack brings no recording that a newer one does not have any more', async () => {
    const older = pack;
    hub.remove(second.recordingId);
    hub.renditions.splice(1, 1);
    hub.signedAt = '2020-06-21T09:00:00.000Z';
    const parts = await newProfile();
    await takeOver(parts, await hub.pack(join(folder, 'newer.lectern')));
    const { work, changed } = await takeOver(parts, older);
    expect([work.state, changed]).toEqual(['done', false]);
    expect(await parts.cache.signed(refOf(hub, second))).toBeNull();
    expect(await parts.cache.signed(refOf(hub, first))).not.toBeNull();
    const described = await parts.packs.inspect(await parts.chosen(older));
    expect(described.recordings.map(({ title }) => title)).toEqual(['The first sample talk']);
  });

  test('M8: for a member, only what the base still has; its rows are those of the sync', async () => {
    const parts = await newProfile();
    await takeOver(parts);
    const known = parts.registry.getOrThrow(hub.fingerprint);
    const membership = { workshopId: hub.workshopId, role: 'attendee', personId: null } as const;
    await parts.registry.put({ ...known, guest: false, packed: [], memberships: [membership] });
    await parts.cache.remove(() => true);
    await parts.grants.allow(hub.fingerprint, [{ ...refOf(hub, second), blobs: [], mayBeKept: true }]);
    const { changed } = await takeOver(parts, pack, false);
    expect(changed).toBe(false);
    expect(parts.registry.list()[0]?.packed).toEqual([]);
    expect(await parts.cache.signed(refOf(hub, first))).toBeNull();
    expect(await parts.cache.signed(refOf(hub, second))).not.toBeNull();
  });
});

describe('work that is interrupted', () => {
  test('goes on at the next start, where the stick is there', async () => {
    const home = await newFolder();
    const parts = await openPacks(home);
    const { work } = await parts.packs.open(await parts.chosen(pack), true);
    await parts.close();
    const again = await newProfile(home);
    const ended = await again.ended(work.packId);
    expect(ended.state).toBe('done');
    expect((await bytesHere(again, refOf(hub, first))).every((part) => part !== null)).toBe(true);
  });

  test('by a stick that was pulled out says file-gone, and goes on when it is back', async () => {
    const home = await newFolder();
    const parts = await openPacks(home);
    const { work } = await parts.packs.open(await parts.chosen(pack), true);
    await parts.close();
    await rename(pack, `${pack}.away`);
    const again = await newProfile(home);
    expect(await again.ended(work.packId)).toMatchObject({ state: 'failed', reason: 'file-gone' });
    await rename(`${pack}.away`, pack);
    await expect.poll(() => again.packs.list()[0]?.state).toBe('done');
  });

  test('M2: on a full disk says disk-full, keeps what was taken, and goes on when there is room', async () => {
    const parts = await newProfile();
    let free = 2;
    const room = async (): Promise<boolean> => {
      free -= 1;
      return free >= 0;
    };
    parts.cache.ruledBy({ room, mayKeep: () => true, ...untold });
    const { work } = await takeOver(parts);
    expect(work).toMatchObject({ state: 'failed', reason: 'disk-full' });
    parts.cache.ruledBy({ room: async () => true, mayKeep: () => true, ...untold });
    await expect.poll(() => parts.packs.list()[0]?.state).toBe('done');
    expect((await bytesHere(parts, refOf(hub, second))).every((part) => part !== null)).toBe(true);
  });

  test('and was stopped does not go on by itself', async () => {
    const home = await newFolder();
    const parts = await openPacks(home);
    const held = heldBack();
    parts.cache.ruledBy({ room: held.wait, mayKeep: () => true, ...untold });
    const { work } = await parts.packs.open(await parts.chosen(pack), true);
    const stopping = parts.packs.stop(work.packId);
    held.letGo();
    await stopping;
    expect(parts.packs.list()[0]?.state).toBe('stopped');
    await parts.close();
    const again = await newProfile(home);
    expect(again.packs.list()[0]?.state).toBe('stopped');
    await again.packs.dismiss(work.packId);
    expect(again.packs.list()).toEqual([]);
  });
});

describe('M7: an export', () => {
  const at = () => ({ hub: hub.fingerprint, workshopId: hub.workshopId });
  const asked = () => ({
    ...at(),
    title: 'A sample workshop',
    slug: 'sample',
    renditionIds: [first.signed.id, second.signed.id],
  });
  const allowAll = (parts: OpenPacks) =>
    parts.grants.allow(
      hub.fingerprint,
      [first, second].map((one) => ({ ...refOf(hub, one), blobs: [], mayBeKept: true })),
    );

  test('of what came in a pack makes the same pack again, byte for byte, and says of when it is', async () => {
    const parts = await newProfile();
    await takeOver(parts);
    await allowAll(parts);
    const path = join(folder, 'copy.lectern');
    const { packId } = await parts.packs.export(asked(), path);
    expect(await parts.ended(packId)).toMatchObject({ state: 'done', asOf: hub.signedAt });
    const [copy, original] = [await readFile(path), await readFile(pack)];
    expect(copy.equals(original)).toBe(true);
  });

  test('leaves out what is not whole here, and takes over nothing that may not be kept', async () => {
    const bound = hub.addRecording('May not be kept', 99, { mayBeKept: false });
    const parts = await newProfile();
    await takeOver(parts, await hub.pack(join(folder, 'bound.lectern')));
    expect(await parts.cache.signed(refOf(hub, bound))).toBeNull();
    await allowAll(parts);
    await parts.grants.allow(
      hub.fingerprint,
      hub.renditions.map((one) => ({ ...refOf(hub, one), blobs: [], mayBeKept: one !== bound })),
    );
    await parts.cache.remove(({ rendition }) => rendition.id === second.signed.id);
    const path = join(folder, 'part.lectern');
    const renditionIds = hub.renditions.map(({ signed }) => signed.id);
    const { packId } = await parts.packs.export({ ...asked(), renditionIds }, path);
    expect((await parts.ended(packId)).state).toBe('done');
    const described = await parts.packs.inspect(await parts.chosen(path));
    expect(described.recordings.map(({ title }) => title)).toEqual(['The first sample talk']);
  });

  test('M8: of an old snapshot that has what was taken back since takes the hub', async () => {
    const parts = await newProfile();
    await takeOver(parts);
    await parts.grants.allow(hub.fingerprint, [{ ...refOf(hub, first), blobs: [], mayBeKept: true }]);
    const path = join(folder, 'no.lectern');
    const { packId } = await parts.packs.export(asked(), path);
    expect(await parts.ended(packId)).toMatchObject({ state: 'failed', reason: 'not-joined' });
    await expect(stat(path)).rejects.toThrow('ENOENT');
  });

  test('that is stopped leaves nothing behind', async () => {
    const parts = await newProfile();
    await takeOver(parts);
    await allowAll(parts);
    const path = join(folder, 'stopped.lectern');
    const held = heldBack();
    const signed = parts.cache.signed.bind(parts.cache);
    parts.cache.signed = async (ref) => ((await held.wait()) ? signed(ref) : null);
    const { packId } = await parts.packs.export(asked(), path);
    const stopping = parts.packs.stop(packId);
    held.letGo();
    await stopping;
    expect((await parts.ended(packId)).state).toBe('stopped');
    await expect(stat(path)).rejects.toThrow('ENOENT');
    await expect(stat(`${path}.${packId}.tmp`)).rejects.toThrow('ENOENT');
  });
});

describe('a workshop from a pack', () => {
  test('is removed with its recordings, and the hub with its last one', async () => {
    const parts = await newProfile();
    await takeOver(parts);
    const at = { hub: hub.fingerprint, workshopId: hub.workshopId };
    expect(await parts.packs.remove(at)).toEqual({ left: true });
    const known = parts.registry.getOrThrow(hub.fingerprint);
    await parts.registry.put({ ...known, guest: false });
    expect(await parts.packs.remove(at)).toEqual({ left: false });
    expect(await parts.shelf.find(at)).toBeNull();
    expect(await parts.cache.list()).toEqual([]);
    await expect(parts.packs.rows({ ...at, after: 0 })).rejects.toBeInstanceOf(RefusedError);
    await expect(parts.packs.remove(at)).rejects.toMatchObject({ reason: 'not-found' });
  });

  test('S12: is forgotten with its hub', async () => {
    const parts = await newProfile();
    await takeOver(parts);
    await parts.packs.forgetHub(hub.fingerprint);
    expect(parts.packs.list()).toEqual([]);
    expect(await parts.shelf.find({ hub: hub.fingerprint, workshopId: hub.workshopId })).toBeNull();
  });
});

test('a pack that was deleted meanwhile is refused as file-gone', async () => {
  const parts = await newProfile();
  const token = await parts.chosen(pack);
  await rm(pack);
  await expect(parts.packs.inspect(token)).rejects.toMatchObject({ reason: 'file-gone' });
  await expect(parts.packs.inspect(crypto.randomUUID())).rejects.toMatchObject({ reason: 'file-gone' });
});

test('M5, M7: wherever a bit of a pack is flipped, it is found and named, or nothing is other than it was', async () => {
  const small = new SampleHub();
  small.addPhoto(Buffer.from('a sample photo'));
  const talk = small.addRecording('A small sample talk', 2000);
  const whole = await readFile(await small.pack(join(folder, 'small.lectern')));
  const path = join(folder, 'flipped.lectern');
  const refusals = ['damaged', 'cut-short', 'unknown-format', 'newer-format'];
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 7 }), async (at, bit) => {
      const flipped = Buffer.from(whole);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
      await writeFile(path, flipped);
      const parts = await openPacks(await newFolder());
      try {
        const { work } = await takeOver(parts, path);
        if (work.damaged.length > 0) return;
        expect(work).toMatchObject({ state: 'done', reason: null });
        const held = await bytesHere(parts, refOf(small, talk));
        expect(held[0]?.equals(talk.bytes)).toBe(true);
        for (const hash of small.blobs.keys()) expect(await parts.blobs.stored(hash)).not.toBeNull();
      } catch (error) {
        if (!(error instanceof RefusedError)) throw error;
        expect(refusals).toContain(error.reason);
      } finally {
        await parts.close();
      }
    }),
    { numRuns: 80 },
  );
});
