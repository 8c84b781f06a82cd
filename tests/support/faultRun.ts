import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { appendFile, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect } from 'vitest';
import { HubMedia } from '#electron/recordings/HubMedia.ts';
import { MediaCache } from '#electron/recordings/MediaCache.ts';
import type { DownloadState, RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import { chunkRange } from '#shared/recordings/chunks.ts';
import { CHUNK_SIZE } from '#shared/recordings/manifest.ts';
import { type BytesRequest, FakeHub, type Fault } from '#tests/electron/support/FakeHub.ts';
import { ManualClock } from '#tests/electron/support/ManualClock.ts';
import { log, newFolder, openDownloader, openMedia, openPeople } from '#tests/electron/support/parts.ts';

export const faultKinds = [
  'whole',
  'wrong-range',
  'cut',
  'stall',
  'trouble',
  'long-trouble',
  'damaged',
  'changed',
  'damaged-on-disk',
  'kill',
  'disk-full',
  'folder-gone',
  'folder-replaced',
  'folder-taken',
  'map-longer',
  'map-shorter',
  'withdrawn',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** The sizes of what is asked for, by range, for answers that are wrong in one thing only. */
let sizeNow = 0;

type Plan = {
  readonly kind: FaultKind;
  readonly chunks: number;
  readonly at: number;
  readonly times: number;
};

/** What went wrong: empty lists are what the product promises. */
export type FaultReport = { readonly badBytes: readonly string[]; readonly unended: readonly string[] };

const plan: fc.Arbitrary<Plan> = fc
  .record({
    kind: fc.constantFrom(...faultKinds),
    chunks: fc.integer({ min: 2, max: 6 }),
    at: fc.integer({ min: 0, max: 5 }),
    times: fc.integer({ min: 1, max: 2 }),
  })
  .map((drawn) => ({ ...drawn, at: drawn.at % drawn.chunks }));

/** How often a download is looked at before it counts as one that does not end. */
const LOOKS = 2000;
const STALL = 150;

/** Downloads through so many seeded faults, one in the midst of each download, against the real cache and queue. */
export async function runFaults(seed: number, faults: number): Promise<FaultReport> {
  const hub = await FakeHub.start();
  const badBytes: string[] = [];
  const unended: string[] = [];
  try {
    for (const [index, drawn] of fc.sample(plan, { seed, numRuns: faults }).entries()) {
      const name = `fault ${index} of seed ${seed}: ${JSON.stringify(drawn)}`;
      const ended = await downloadThrough(hub, drawn);
      if (ended === 'bad') badBytes.push(name);
      if (ended === 'unended') unended.push(name);
    }
  } finally {
    await hub.stop();
  }
  return { badBytes, unended };
}

async function downloadThrough(hub: FakeHub, drawn: Plan): Promise<'well' | 'bad' | 'unended'> {
  const { bytes, ...ref } = hub.addRendition(drawn.chunks * CHUNK_SIZE - 100);
  sizeNow = bytes.length;
  const run = await FaultyRun.open(hub, ref, bytes);
  try {
    const { end, isPlayedWell } = await run.through(drawn);
    if (!isPlayedWell) return 'bad';
    if (end === null) return 'unended';
    if (drawn.kind === 'withdrawn') return end.state === 'absent' ? 'well' : 'unended';
    return (await run.served()).equals(bytes) ? 'well' : 'bad';
  } finally {
    hub.fault = () => false;
    hub.pause = 0;
    await run.close();
  }
}

/** One download in a profile folder of its own, with the parts that a fault may open anew. */
class FaultyRun {
  readonly #hub: FakeHub;
  readonly #ref: RenditionRef;
  readonly #bytes: Buffer;
  readonly #folder: string;
  readonly #clock = new ManualClock(Date.now());
  #parts: Awaited<ReturnType<typeof openParts>>;
  #isFree = true;

  private constructor(
    hub: FakeHub,
    of: { readonly ref: RenditionRef; readonly bytes: Buffer },
    folder: string,
    parts: Awaited<ReturnType<typeof openParts>>,
  ) {
    this.#hub = hub;
    this.#ref = of.ref;
    this.#bytes = of.bytes;
    this.#folder = folder;
    this.#parts = parts;
  }

  static async open(hub: FakeHub, ref: RenditionRef, bytes: Buffer): Promise<FaultyRun> {
    const folder = await newFolder();
    const first = await openMedia(folder, hub);
    await first.cache.close();
    const run: FaultyRun = new FaultyRun(hub, { ref, bytes }, folder, await openParts(folder));
    await run.#openDownloader();
    return run;
  }

  /** @returns how it ended, `null` where it did not end at all; and whether a player was given nothing but right bytes */
  async through({
    kind,
    at,
    times,
  }: Plan): Promise<{ readonly end: DownloadState | null; readonly isPlayedWell: boolean }> {
    const reached = new Promise<void>((resolve) => {
      let left = lasting[kind] ?? times;
      this.#hub.fault = (asked, res) => {
        if (asked.chunk !== at) return false;
        resolve();
        left -= 1;
        return left >= 0 && (wire[kind]?.(asked, res) ?? false);
      };
    });
    await this.#downloader().start([this.#ref]);
    await reached;
    const playing = this.#play(at);
    await this.#strike(kind);
    const end = await this.#end(kind);
    return { end, isPlayedWell: await playing };
  }

  /** In the midst of the fault somebody plays. That nothing is served is no fault here, that other bytes are is one. */
  async #play(at: number): Promise<boolean> {
    try {
      const rendition = await this.#parts.cache.rendition(this.#ref);
      for (const index of [at, ...rendition.manifest.chunks.keys()]) {
        const { start, end } = chunkRange(rendition.manifest, index);
        if (!(await rendition.chunk(index)).equals(this.#bytes.subarray(start, end + 1))) return false;
      }
    } catch {
      return true;
    }
    return true;
  }

  /** All that is served of the recording, by the chunk. */
  async served(): Promise<Buffer> {
    const rendition = await this.#parts.cache.rendition(this.#ref);
    const chunks: Buffer[] = [];
    for (const index of rendition.manifest.chunks.keys()) chunks.push(await rendition.chunk(index));
    return Buffer.concat(chunks);
  }

  async close(): Promise<void> {
    await this.#downloader().close();
    await this.#parts.cache.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #strike(kind: FaultKind): Promise<void> {
    const { folder } = this.#parts.cache;
    const away = `${folder}.away`;
    if (kind === 'kill') await this.#kill();
    if (kind === 'damaged-on-disk' || kind === 'map-longer' || kind === 'map-shorter') {
      await this.#reopenAfter(() => this.#spoil(kind));
    }
    if (kind === 'folder-taken') await this.#takeFolder();
    if (kind === 'disk-full') this.#isFree = false;
    if (kind === 'folder-gone' || kind === 'folder-replaced') await rename(folder, away);
    if (kind === 'folder-replaced') await writeFile(folder, 'in its place');
    await new Promise((resolve) => setTimeout(resolve, 10));
    this.#isFree = true;
    if (!existsSync(away)) return;
    await rm(folder, { recursive: true, force: true });
    await rename(away, folder);
  }

  /** As a person and the app do: clocks go on, the hub is reached again, what is withdrawn is dropped. */
  async #end(kind: FaultKind): Promise<DownloadState | null> {
    for (let look = 0; look < LOOKS; look += 1) {
      const download = (await this.#downloader().list(this.#ref.hub)).at(0)?.download;
      if (download?.state === 'complete') return download;
      if (kind === 'changed' && download?.state === 'failed') {
        this.#hub.fault = () => false;
        await this.#downloader().resume([{ hub: this.#ref.hub, renditionId: this.#ref.rendition.id }]);
      }
      if (kind === 'withdrawn' && download?.state === 'failed') {
        await this.#downloader().remove(() => true);
        return (await this.#downloader().list(this.#ref.hub)).at(0)?.download ?? { state: 'absent' };
      }
      this.#clock.advance(30_000);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    return null;
  }

  /** A process of its own goes on with the download, and is killed in the midst of it. */
  async #kill(): Promise<void> {
    await this.#reopenAfter(async () => {
      const script = join(import.meta.dirname, '../electron/support/downloadInChild.ts');
      const child = spawn(process.execPath, [script, this.#folder], { stdio: 'ignore' });
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      const asked = this.#hub.asked.length;
      this.#hub.fault = () => {
        if (this.#hub.asked.length > asked) child.kill('SIGKILL');
        return false;
      };
      const patience = setTimeout(() => child.kill('SIGKILL'), 3000);
      await ended;
      clearTimeout(patience);
      this.#hub.fault = () => false;
    });
  }

  /** Another profile has the folder for a while. */
  async #takeFolder(): Promise<void> {
    await this.#downloader().close();
    await this.#parts.cache.close();
    const other = await openParts(this.#folder);
    this.#parts = await openParts(this.#folder);
    await this.#openDownloader();
    await expect.poll(() => this.#parts.cache.trouble).toBe('folder-taken');
    await other.cache.close();
  }

  async #spoil(kind: FaultKind): Promise<void> {
    const folder = join(this.#parts.cache.folder, this.#ref.hub, this.#ref.rendition.id);
    if (kind === 'map-longer') await appendFile(join(folder, 'chunks'), Buffer.alloc(3, 2));
    if (kind === 'map-shorter') await truncate(join(folder, 'chunks'), 1);
    if (kind !== 'damaged-on-disk') return;
    const path = join(folder, 'bytes');
    const bytes = await readFile(path);
    if (bytes.length > 0)
      bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 255;
    await writeFile(path, bytes);
  }

  async #reopenAfter(act: () => Promise<void>): Promise<void> {
    await this.#downloader().close();
    await this.#parts.cache.close();
    await act();
    this.#parts = await openParts(this.#folder);
    await this.#openDownloader();
  }

  #open: Awaited<ReturnType<typeof openDownloader>> | null = null;

  #downloader() {
    if (!this.#open) throw new Error('no downloader is open');
    return this.#open.downloader;
  }

  async #openDownloader(): Promise<void> {
    const full = () => Object.assign(new Error('full'), { code: 'ENOSPC' });
    this.#open = await openDownloader(this.#parts.cache, {
      clock: this.#clock,
      retry: 1000,
      room: {
        hasFor: async () => this.#isFree,
        make: async () => {
          if (!this.#isFree) throw full();
        },
      },
    });
    this.#parts.cache.ruledBy({
      room: async () => this.#isFree,
      onHeld: () => undefined,
      onServed: () => undefined,
      mayKeep: () => true,
      onTrouble: () => undefined,
    });
  }
}

async function openParts(folder: string) {
  const media = new HubMedia({ ...(await openPeople(folder)), stall: STALL });
  return { cache: await MediaCache.openAnyway(join(folder, 'recordings'), media, log, { playRetries: [] }) };
}

/** How often a fault comes that is not over at once: trouble of ten minutes and more, as the queue's clock has it. */
const lasting: Partial<Record<FaultKind, number>> = { 'long-trouble': 25, changed: Number.POSITIVE_INFINITY };

/** What comes over the wire instead of the chunk. */
const wire: Partial<Record<FaultKind, Fault>> = {
  whole: (_asked, res) => send(res, 200, {}, Buffer.alloc(CHUNK_SIZE)),
  'wrong-range': (_asked, res) =>
    send(
      res,
      206,
      { 'content-range': `bytes 7-${CHUNK_SIZE + 6}/${9 * CHUNK_SIZE}` },
      Buffer.alloc(CHUNK_SIZE),
    ),
  cut: ({ range }, res) => {
    res.writeHead(206, {
      'content-range': `${range.replace('=', ' ')}/${sizeNow}`,
      'content-length': CHUNK_SIZE,
    });
    res.write(Buffer.alloc(5000), () => res.destroy());
    return true;
  },
  stall: () => true,
  trouble: (_asked, res) => send(res, 500, {}, Buffer.from('trouble')),
  'long-trouble': (_asked, res) => send(res, 500, {}, Buffer.from('trouble')),
  damaged: (asked, res) => otherBytes(asked, res),
  changed: (asked, res) => otherBytes(asked, res),
  withdrawn: (_asked, res) =>
    send(res, 404, { 'content-type': 'application/json' }, Buffer.from('{"refused":"not-found"}')),
};

function otherBytes({ range }: BytesRequest, res: ServerResponse): true {
  const [, from = '0', to = '0'] = /(\d+)-(\d+)/.exec(range) ?? [];
  const length = Number(to) - Number(from) + 1;
  return send(res, 206, { 'content-range': `bytes ${from}-${to}/${sizeNow}` }, Buffer.alloc(length, 1));
}

function send(res: ServerResponse, status: number, headers: Record<string, string>, body: Buffer): true {
  res.writeHead(status, { 'content-length': body.length, ...headers });
  res.end(body);
  return true;
}
