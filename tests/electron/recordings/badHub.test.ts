import type { ServerResponse } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { CHUNK_SIZE } from '#shared/recordings/manifest.ts';
import { FakeHub, type Fault } from '../support/FakeHub.ts';
import { lines, newFolder } from '../support/people.ts';
import { asked, bodyOf, grantOf, openAll } from '../support/recordings.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const size = 3 * CHUNK_SIZE;

async function setUp(playRetries: readonly number[] = []) {
  const hub = await FakeHub.start();
  closing.push(() => hub.stop());
  const all = await openAll(await newFolder(), hub, {
    cache: { playRetries, readAhead: { bytes: 0, rest: 1000 } },
  });
  closing.push(all.closeRecordings);
  const { bytes, ...ref } = hub.addRendition(size);
  await all.grants.allow(ref.hub, [grantOf(ref)]);
  const { file } = await all.cache.rendition(ref);
  const play = async () => bodyOf(await all.media.handle(asked(ref)));
  return { hub, ...all, bytes, ref, file, play };
}

function answer(
  res: ServerResponse,
  range: string,
  body: Buffer,
  over: Record<string, string | number> = {},
): true {
  res.writeHead(206, {
    'content-range': `${range.replace('=', ' ')}/${size}`,
    'content-length': body.length,
    ...over,
  });
  res.end(body);
  return true;
}

const faults: Record<string, { fault: Fault; reason: string }> = {
  '200 where 206 was asked': {
    fault: (_, res) => {
      res.writeHead(200, { 'content-length': size });
      res.end(Buffer.alloc(size));
      return true;
    },
    reason: 'hub-error',
  },
  'a wrong Content-Range': {
    fault: ({ range }, res) =>
      answer(res, range, Buffer.alloc(CHUNK_SIZE), {
        'content-range': `bytes 0-${CHUNK_SIZE - 1}/${size + 1}`,
      }),
    reason: 'hub-error',
  },
  'the wrong part of the file': {
    fault: ({ range }, res) =>
      answer(res, range, Buffer.alloc(CHUNK_SIZE), { 'content-range': `bytes 9-${CHUNK_SIZE + 8}/${size}` }),
    reason: 'hub-error',
  },
  'a body cut short': {
    fault: ({ range }, res) => {
      const length = { 'content-length': CHUNK_SIZE };
      res.writeHead(206, { 'content-range': `${range.replace('=', ' ')}/${size}`, ...length });
      res.write(Buffer.alloc(70_000), () => res.destroy());
      return true;
    },
    reason: 'hub-unreachable',
  },
  'a body that ends too early': {
    fault: ({ range }, res) => answer(res, range, Buffer.alloc(CHUNK_SIZE - 1)),
    reason: 'hub-unreachable',
  },
  'a server that stalls': {
    fault: ({ range }, res) => {
      const length = { 'content-length': CHUNK_SIZE };
      res.writeHead(206, { 'content-range': `${range.replace('=', ' ')}/${size}`, ...length });
      res.write(Buffer.alloc(70_000));
      return true;
    },
    reason: 'hub-unreachable',
  },
  'no answer at all': { fault: () => true, reason: 'hub-unreachable' },
  '500': {
    fault: (_, res) => {
      res.writeHead(500, { 'content-type': 'text/plain' });
      res.end('Internal Server Error');
      return true;
    },
    reason: 'hub-error',
  },
  'a changed file under the same name': {
    fault: ({ range }, res) => answer(res, range, Buffer.alloc(CHUNK_SIZE, 3)),
    reason: 'damaged',
  },
  'a page of somebody else': {
    fault: (_, res) => {
      res.writeHead(502, { 'content-type': 'text/html' });
      res.end('<html>');
      return true;
    },
    reason: 'hub-error',
  },
};

test.each(Object.entries(faults))(
  'M4, M5: of %s not a byte is served or kept, it is named, and it plays when the hub is well again',
  async (_, { fault, reason }) => {
    const { hub, play, file, bytes } = await setUp();
    hub.fault = fault;
    lines.length = 0;
    await expect(play()).rejects.toThrow(reason);
    expect(file.heldBytes()).toBe(0);
    expect(lines.some((line) => line.includes(reason))).toBe(true);
    hub.fault = () => false;
    expect((await play()).equals(bytes)).toBe(true);
  },
);

test('M5: a damaged chunk is fetched again, alone, and the player notices nothing', async () => {
  const { hub, play, bytes } = await setUp();
  let damaged = 2;
  hub.fault = ({ chunk, range }, res) => {
    if (chunk !== 1 || damaged === 0) return false;
    damaged -= 1;
    return answer(res, range, Buffer.alloc(CHUNK_SIZE, 9));
  };
  expect((await play()).equals(bytes)).toBe(true);
  expect(hub.asked.map(({ chunk }) => chunk)).toEqual([0, 1, 1, 1, 2]);
});

test('a hub that answers 500 for ten minutes is asked in measure while what is here plays on, and then it goes on', async () => {
  const now = { ms: 0 };
  const hub = await FakeHub.start();
  closing.push(() => hub.stop());
  const { closeRecordings, grants, media, cache } = await openAll(await newFolder(), hub, {
    cache: { clock: () => now.ms, readAhead: { bytes: 8 * CHUNK_SIZE, rest: 60_000 } },
  });
  closing.push(closeRecordings);
  const { bytes, ...ref } = hub.addRendition(20 * CHUNK_SIZE);
  await grants.allow(ref.hub, [grantOf(ref)]);
  const play = async (range?: string) => bodyOf(await media.handle(asked(ref, range)));
  hub.fault = ({ chunk }, res) => chunk > 1 && (faults['500']?.fault({ chunk, range: '' }, res) ?? false);
  const rendition = await cache.rendition(ref);
  const ahead = [2, 3, 4, 5, 6, 7, 8, 9];
  const here = `bytes=0-${2 * CHUNK_SIZE - 1}`;
  for (; now.ms < 600_000; now.ms += 5000) {
    expect((await play(here)).length).toBe(2 * CHUNK_SIZE);
    // What is fetched ahead is answered before the next stream would give it up.
    await expect.poll(() => ahead.some((index) => rendition.isFetching(index)), { interval: 1 }).toBe(false);
    if (now.ms % 60_000 === 0) await expect(play()).rejects.toThrow('hub-error');
  }
  expect(rendition.file.heldBytes()).toBe(2 * CHUNK_SIZE);
  expect(hub.asked.length).toBeLessThan(2 + 10 + 4 * 30);
  hub.fault = () => false;
  expect((await play()).equals(bytes)).toBe(true);
});

test('a hub that is away for a moment is not noticed by who watches', async () => {
  const { hub, play, bytes } = await setUp([5, 5]);
  let faultsLeft = 2;
  hub.fault = (_, res) => {
    if (faultsLeft === 0) return false;
    faultsLeft -= 1;
    res.destroy();
    return true;
  };
  expect((await play()).equals(bytes)).toBe(true);
});
