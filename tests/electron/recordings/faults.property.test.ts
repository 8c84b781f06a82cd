import { open, readFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import { CHUNK_SIZE } from '#shared/recordings/manifest.ts';
import { FakeHub, type Fault } from '../support/FakeHub.ts';
import { newFolder } from '../support/people.ts';
import { asked, grantOf, openAll } from '../support/recordings.ts';

const chunks = 6;
const size = chunks * CHUNK_SIZE - 1234;

const hub = await FakeHub.start();
afterAll(() => hub.stop());

/** How each request of a run is answered; the last one is as it should be. */
const answers = ['well', 'damaged', 'cut', 'whole', 'elsewhere', 'error', 'longer', 'reset'] as const;
type Answer = (typeof answers)[number];

function faultOf(next: () => Answer): Fault {
  return ({ range, chunk }, res) => {
    const length = Math.min(CHUNK_SIZE, size - chunk * CHUNK_SIZE);
    const headers = { 'content-range': `${range.replace('=', ' ')}/${size}`, 'content-length': length };
    const how = next();
    if (how === 'well') return false;
    if (how === 'reset') res.destroy();
    else if (how === 'error') res.writeHead(500).end('{}');
    else if (how === 'whole') res.writeHead(200, { 'content-length': length }).end(Buffer.alloc(length, 1));
    else if (how === 'elsewhere') {
      res
        .writeHead(206, { ...headers, 'content-range': `bytes 1-${length}/${size}` })
        .end(Buffer.alloc(length, 2));
    } else if (how === 'longer') {
      res.writeHead(206, { 'content-range': headers['content-range'] }).end(Buffer.alloc(length + 1, 3));
    } else if (how === 'cut') {
      res.writeHead(206, headers);
      res.write(Buffer.alloc(length >> 1, 4), () => res.destroy());
    } else res.writeHead(206, headers).end(Buffer.alloc(length, 5));
    return true;
  };
}

const step = fc.oneof(
  fc.record({
    do: fc.constant('play' as const),
    start: fc.nat(size - 1),
    length: fc.integer({ min: 1, max: 3 * CHUNK_SIZE }),
  }),
  fc.record({ do: fc.constant('flip' as const), at: fc.nat(size - 1) }),
  fc.record({ do: fc.constant('download' as const) }),
  fc.record({
    do: fc.constant('restart' as const),
    map: fc.option(fc.nat(chunks + 3)),
    bytes: fc.option(fc.nat(size + 99)),
  }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** All that a stream gives before it ends or fails. */
async function served(response: Response): Promise<{ body: Buffer; failed: boolean }> {
  const parts: Buffer[] = [];
  const reader = response.body?.getReader();
  try {
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read())
      parts.push(Buffer.from(next.value));
    return { body: Buffer.concat(parts), failed: false };
  } catch {
    return { body: Buffer.concat(parts), failed: true };
  }
}

async function flip(path: string, at: number): Promise<void> {
  const handle = await open(path, 'r+');
  const byte = Buffer.alloc(1);
  const { bytesRead } = await handle.read(byte, 0, 1, at);
  if (bytesRead === 1) await handle.write(Buffer.from([(byte[0] ?? 0) ^ 255]), 0, 1, at);
  await handle.close();
}

class Run {
  readonly #folder: string;
  readonly #ref: RenditionRef;
  readonly #bytes: Buffer;
  #all: Awaited<ReturnType<typeof openAll>> | null = null;

  constructor(folder: string, ref: RenditionRef, bytes: Buffer) {
    this.#folder = folder;
    this.#ref = ref;
    this.#bytes = bytes;
  }

  get #place(): string {
    return join(this.#folder, 'recordings/renditions', this.#ref.hub, this.#ref.rendition.id);
  }

  async begin(): Promise<void> {
    const readAhead = { bytes: 2 * CHUNK_SIZE, rest: 1000 };
    this.#all = await openAll(this.#folder, this.#all ? null : hub, { cache: { readAhead } });
    await this.#all.space.set({ margin: { bytes: 0, share: 0 } });
    await this.#all.grants.allow(this.#ref.hub, [grantOf(this.#ref)]);
  }

  async end(): Promise<void> {
    await this.#all?.closeRecordings();
  }

  async take(one: Step): Promise<void> {
    if (one.do === 'play') await this.#play(one.start, Math.min(size - 1, one.start + one.length - 1));
    else if (one.do === 'flip') await flip(join(this.#place, 'bytes'), one.at).catch(() => undefined);
    else if (one.do === 'download') await this.#all?.downloader.start([this.#ref]).catch(() => undefined);
    else {
      await this.end();
      if (one.map !== null) await truncate(join(this.#place, 'chunks'), one.map).catch(() => undefined);
      if (one.bytes !== null) await truncate(join(this.#place, 'bytes'), one.bytes).catch(() => undefined);
      await this.begin();
    }
  }

  /** @returns whether it was served to its end; never with another byte than the recording's */
  async #play(start: number, end: number): Promise<boolean> {
    const response = await this.#all?.media.handle(asked(this.#ref, `bytes=${start}-${end}`));
    if (response?.status !== 206) return false;
    const { body, failed } = await served(response);
    expect(body.equals(this.#bytes.subarray(start, start + body.length))).toBe(true);
    if (!failed) expect(body.length).toBe(end - start + 1);
    return !failed;
  }

  async expectWhole(): Promise<void> {
    expect(await this.#play(0, size - 1)).toBe(true);
    await this.end();
    expect((await readFile(join(this.#place, 'bytes'))).equals(this.#bytes)).toBe(true);
  }
}

test('M2, M4, M5: whatever the hub, the disk and the process do, no wrong byte is ever served, and all ends well', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 8 }),
      fc.array(fc.constantFrom(...answers), { maxLength: 30 }),
      async (steps, planned) => {
        const { bytes, ...ref } = hub.addRendition(size);
        const plan = [...planned];
        hub.fault = faultOf(() => plan.shift() ?? 'well');
        const run = new Run(await newFolder(), ref, bytes);
        await run.begin();
        for (const one of steps) await run.take(one);
        hub.fault = () => false;
        await run.expectWhole();
      },
    ),
    { numRuns: 30 },
  );
}, 120_000);
