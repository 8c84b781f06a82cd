import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ChunkMemory } from '#electron/packs/ChunkMemory.ts';
import { PackSink } from '#electron/packs/PackSink.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-sink-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('A sink writes pieces of any size in their order, and memory comes back for the next ones', async () => {
  const path = join(folder, 'pack');
  const memory = new ChunkMemory();
  const places = new Set<ArrayBufferLike>();
  const expected: Buffer[] = [];
  async function* pieces(): AsyncGenerator<Buffer> {
    for (let n = 0; n < 90; n += 1) {
      const place = memory.take();
      places.add(place.buffer);
      const piece = place.subarray(0, n % 3 === 0 ? 17 : place.length).fill(n);
      expected.push(Buffer.from(piece));
      yield piece;
    }
  }
  await pipeline(
    Readable.from(pieces(), { objectMode: false }),
    new PackSink(path, (piece) => memory.give(piece)),
  );
  expect((await readFile(path)).equals(Buffer.concat(expected))).toBe(true);
  expect(places.size).toBeLessThan(12);
});

it('A sink does not write over a file that is there', async () => {
  const path = join(folder, 'pack');
  await writeFile(path, 'something else');
  const writing = pipeline(Readable.from([Buffer.from('pack')]), new PackSink(path, () => undefined));
  await expect(writing).rejects.toThrow('EEXIST');
  expect(await readFile(path, 'utf8')).toBe('something else');
});

it('A sink that is stopped ends what it writes and closes its file', async () => {
  const path = join(folder, 'pack');
  const stop = new AbortController();
  const sink = new PackSink(path, () => undefined);
  async function* endless(): AsyncGenerator<Buffer> {
    for (let n = 0; ; n += 1) {
      if (n === 20) stop.abort(new Error('stopped'));
      yield Buffer.alloc(100_000, n);
    }
  }
  await expect(pipeline(Readable.from(endless()), sink, { signal: stop.signal })).rejects.toThrow();
  if (!sink.closed) await new Promise<void>((resolve) => sink.once('close', resolve));
  expect(sink.errored).not.toBeNull();
});

it('Memory lends the same place only once, whoever gives back what, and how often', () => {
  const memory = new ChunkMemory();
  const place = memory.take();
  memory.give(place.subarray(3, 9));
  memory.give(place);
  memory.give(Buffer.alloc(5));
  const again = memory.take();
  expect(again.buffer).toBe(place.buffer);
  expect(again.length).toBe(place.length);
  expect(memory.take().buffer).not.toBe(place.buffer);
});
