import { createWriteStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { openPack } from '#electron/packs/openPack.ts';
import { PackFile } from '#electron/packs/PackFile.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { packParts } from '#shared/packs/pack.ts';
import { hex, newFolder, SampleHub } from './SampleHub.ts';

let folder: string;
let hub: SampleHub;
let whole: string;
let bytes: Buffer;
beforeAll(async () => {
  folder = await newFolder();
  hub = new SampleHub();
  hub.addPhoto(Buffer.from('a sample photo'));
  hub.addRecording('A sample talk', 3000);
  whole = await hub.pack(join(folder, 'whole.lectern'));
  bytes = await readFile(whole);
});

let made = 0;
async function fileOf(content: Uint8Array): Promise<string> {
  made += 1;
  const path = join(folder, `made-${made}.lectern`);
  await writeFile(path, content);
  return path;
}

async function refusalOf(path: string): Promise<RefusedError> {
  const opened = await openPack(path).catch((error: unknown) => error);
  if (opened instanceof RefusedError) return opened;
  if (opened instanceof Error) throw opened;
  throw new Error('it was opened');
}

/** A zip of these parts, in this order. */
async function zipOf(parts: readonly (readonly [name: string, content: string, compress?: boolean])[]) {
  made += 1;
  const path = join(folder, `zip-${made}.lectern`);
  const zip = new ZipFile();
  for (const [name, content, compress = false] of parts)
    zip.addBuffer(Buffer.from(content), name, { compress });
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
  return path;
}

/** The same bytes with one name in the place of another of the same length. */
function renamed(content: Buffer, from: string, to: string): Buffer {
  const text = content.toString('latin1').replaceAll(from, to);
  return Buffer.from(text, 'latin1');
}

describe('M7: a pack', () => {
  test('is opened by its key, with its snapshot, its recordings and all blobs that the rows name', async () => {
    const { file, head, rows } = await openPack(whole);
    expect(head.hub.fingerprint).toBe(hub.fingerprint);
    expect(rows).toMatchObject({ title: 'A sample workshop', slug: 'sample' });
    expect(rows.recordings).toMatchObject([{ title: 'A sample talk', mayBeKept: true }]);
    expect(head.blobs).toEqual([...hub.blobs.keys()].toSorted());
    expect(file.names()).toHaveLength(2 + 2 + 2);
    await file.close();
  });

  test('has the same bytes whenever it is written of the same', async () => {
    expect(await readFile(await hub.pack(join(folder, 'again.lectern')))).toEqual(bytes);
  });

  test('that is another file is refused as unknown-format: text, another zip, a folder', async () => {
    for (const path of [
      await fileOf(Buffer.from('This is no pack, whatever it is called.')),
      await zipOf([['word/document.xml', 'x']]),
      await zipOf([]),
    ]) {
      expect((await refusalOf(path)).reason).toBe('unknown-format');
    }
    expect((await refusalOf(folder)).reason).toBe('unknown-format');
  });

  test('that is not there is refused as file-gone', async () => {
    expect((await refusalOf(join(folder, 'nowhere.lectern'))).reason).toBe('file-gone');
  });

  test('of a newer format is refused as newer-format, even where its head is shaped otherwise', async () => {
    const newer = await hub.pack(join(folder, 'newer.lectern'), ({ snapshot }) => ({
      lectern: 'pack',
      format: 2,
      snapshot,
      other: true,
    }));
    expect((await refusalOf(newer)).reason).toBe('newer-format');
  });

  test('with a wrong signature is refused as damaged, by the name of the part', async () => {
    const other = new SampleHub();
    const wrong = await hub.pack(join(folder, 'wrong.lectern'), (head) => ({
      ...head,
      snapshot: { ...head.snapshot, signature: other.sign(hub.lines()).signature },
    }));
    expect(await refusalOf(wrong)).toMatchObject({
      reason: 'damaged',
      detail: expect.stringContaining(packParts.snapshot),
    });
  });

  test('of another key under the same fingerprint is refused as damaged', async () => {
    const other = new SampleHub();
    const forged = await hub.pack(join(folder, 'forged.lectern'), (head) => ({
      ...head,
      hub: { ...head.hub, publicKey: other.publicKey },
      snapshot: other.sign(hub.lines(), { workshopId: hub.workshopId }),
    }));
    expect(await refusalOf(forged)).toMatchObject({
      reason: 'damaged',
      detail: expect.stringContaining('key'),
    });
  });

  test('with contents that are not public is refused, although its hub signed them', async () => {
    const careless = new SampleHub();
    const { recordingId } = careless.addRecording('A secret talk', 10);
    const lines = careless.lines().toString().replace('"released":true', '"released":false');
    const [id] = careless.renditions;
    const path = await zipOf([
      [
        packParts.head,
        JSON.stringify({
          lectern: 'pack',
          format: 1,
          hub: careless.about(),
          snapshot: careless.sign(Buffer.from(lines)),
          renditions: [],
          blobs: [],
        }),
      ],
      [packParts.snapshot, lines],
    ]);
    expect(lines).toContain(recordingId);
    expect(id).toBeDefined();
    expect(await refusalOf(path)).toMatchObject({
      reason: 'damaged',
      detail: expect.stringContaining('not public'),
    });
  });
});

describe('a pack with bad parts is refused as damaged, by name:', () => {
  const blobName = () => packParts.blob([...hub.blobs.keys()].toSorted()[0] ?? '');
  const cases: readonly (readonly [what: string, to: () => string, said: RegExp])[] = [
    ['../ in a name', () => `../../${'a'.repeat(blobName().length - 6)}`, /invalid relative path/],
    ['an absolute name', () => `/${'a'.repeat(blobName().length - 1)}`, /absolute path/],
    ['a name with backslashes', () => `..\\${'a'.repeat(blobName().length - 3)}`, /invalid characters/],
    ['a drive in a name', () => `C:/${'a'.repeat(blobName().length - 3)}`, /absolute path/],
    ['a name that no pack has', () => `blobz${blobName().slice(5)}`, /does not belong into a pack/],
    ['another blob than the head lists', () => packParts.blob('f'.repeat(64)), /is missing/],
    [
      'the same name twice',
      () => packParts.blob([...hub.blobs.keys()].toSorted()[1] ?? ''),
      /is there twice/,
    ],
  ];
  test.each(cases)('%s', async (_what, to, said) => {
    const changed = Buffer.from(bytes);
    // The list of parts is at the end; the head at the start goes on naming what it named.
    const at = bytes.lastIndexOf(blobName());
    changed.write(to(), at, 'latin1');
    const refusal = await refusalOf(await fileOf(changed));
    expect(refusal.reason).toBe('damaged');
    expect(refusal.detail).toMatch(said);
  });

  test('a part that no list names', async () => {
    const more = await hub.pack(join(folder, 'more.lectern'), (head) => ({
      ...head,
      blobs: head.blobs.slice(1),
    }));
    expect(await refusalOf(more)).toMatchObject({
      reason: 'damaged',
      detail: expect.stringContaining('is not in the list'),
    });
  });

  test('a part that is missing', async () => {
    const lost = await hub.pack(join(folder, 'lost.lectern'), (head) => ({
      ...head,
      blobs: [...head.blobs, hex(Buffer.from('not there'))],
    }));
    expect(await refusalOf(lost)).toMatchObject({
      reason: 'damaged',
      detail: expect.stringContaining('missing'),
    });
  });

  test('a compressed one, so that no few bytes unfold into many', async () => {
    const bomb = await zipOf([
      [packParts.head, JSON.stringify({ lectern: 'pack', format: 1 })],
      [packParts.snapshot, 'x'.repeat(50_000_000), true],
    ]);
    expect(await refusalOf(bomb)).toMatchObject({
      reason: 'damaged',
      detail: expect.stringContaining('not stored as it is'),
    });
  });

  test('one that lies about its size, and nothing of that size is asked of the memory', async () => {
    const lying = Buffer.from(bytes);
    const entry = bytes.lastIndexOf(packParts.snapshot) - 46;
    lying.writeUInt32LE(0x7fff_ffff, entry + 20);
    lying.writeUInt32LE(0x7fff_ffff, entry + 24);
    const refusal = await refusalOf(await fileOf(lying));
    expect(refusal.reason).toBe('damaged');
  });

  test('a head of more than it may have', async () => {
    const huge = await zipOf([
      [packParts.head, `{"lectern":"pack","format":1,"x":"${'y'.repeat(17 * 1024 * 1024)}"}`],
    ]);
    expect(await refusalOf(huge)).toMatchObject({
      reason: 'damaged',
      detail: expect.stringContaining('pack.json'),
    });
  });

  test('a rendition that the snapshot does not name', async () => {
    const [own] = hub.renditions;
    const foreign = await hub.pack(join(folder, 'foreign.lectern'), (head) => ({
      ...head,
      renditions: [{ recordingId: hub.workshopId, id: own?.signed.id }],
    }));
    expect(await refusalOf(foreign)).toMatchObject({
      detail: expect.stringContaining('not in the snapshot'),
    });
  });

  test('a snapshot whose names were swapped for others of the same length', async () => {
    const swapped = renamed(bytes, 'A sample workshop', 'A forged workshop');
    expect(await refusalOf(await fileOf(swapped))).toMatchObject({
      reason: 'damaged',
      detail: packParts.snapshot,
    });
  });
});

describe('M7: wherever it was harmed, a pack', () => {
  test('that was cut is refused as cut-short', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: bytes.length - 1 }), async (length) => {
        expect((await refusalOf(await fileOf(bytes.subarray(0, length)))).reason).toBe('cut-short');
      }),
      { numRuns: 120 },
    );
  });

  test('with a flipped bit is refused by name, or says the same as before and its parts are found out', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: bytes.length * 8 - 1 }), async (bit) => {
        const flipped = Buffer.from(bytes);
        flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const opened = await openPack(await fileOf(flipped)).catch((error: unknown) => error);
        if (opened instanceof RefusedError) {
          expect(['damaged', 'cut-short', 'unknown-format', 'newer-format']).toContain(opened.reason);
          return;
        }
        if (opened instanceof Error || !(typeof opened === 'object' && opened && 'rows' in opened))
          throw opened;
        const { rows, file } = opened as Awaited<ReturnType<typeof openPack>>;
        expect(rows.title).toBe('A sample workshop');
        await file.close();
      }),
      { numRuns: 400 },
    );
  });

  test('a part is never read beyond its end', async () => {
    const file = await PackFile.open(whole);
    const size = file.sizeOf(packParts.snapshot);
    await expect(file.bytes(packParts.snapshot, size - 1, 2)).rejects.toMatchObject({ reason: 'damaged' });
    await file.close();
  });
});
