import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, expect, it } from 'vitest';
import { mediaUrl } from '#shared/contracts/ipc.ts';
import type { RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import { CHUNK_SIZE } from '#shared/recordings/manifest.ts';
import { startBigHub } from '#tests/bench/support/startBigHub.ts';
import { FaultyNetwork } from '#tests/support/FaultyNetwork.ts';
import { closeApps, startApp } from '#tests/support/people.ts';

/** How many connections the downloader opens at once. */
const connections = 3;
/** About 40 chunks. */
const seconds = 30;

const { hub, ref, file: original } = await startBigHub(seconds);
const network = await FaultyNetwork.create(hub.address);
afterAll(async () => {
  await closeApps();
  await network.close();
  await hub.stop();
});

type Lectern = { ask(name: string, request: unknown): Promise<{ ok?: unknown; refused?: string }> };

function ask(page: Page, name: string, request: unknown) {
  return page.evaluate(([n, r]) => (window as unknown as { lectern: Lectern }).lectern.ask(n as string, r), [
    name,
    request,
  ] as const);
}

async function stateOf(page: Page, { hub: fingerprint, rendition }: RenditionRef): Promise<string> {
  const { ok } = await ask(page, 'downloads.list', { hub: fingerprint });
  const list = ok as { ref: RenditionRef; download: { state: string } }[];
  return list.find(({ ref: { rendition: one } }) => one.id === rendition.id)?.download.state ?? 'absent';
}

function storedBytes(profile: string): string {
  const folder = join(profile, 'recordings');
  const size = statSync(original).size;
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .find((file) => statSync(file).isFile() && statSync(file).size === size);
  if (!found) throw new Error(`no file of ${size} bytes in ${folder}`);
  return found;
}

/** How often each chunk was asked for. */
function askedFor(): Map<number, number> {
  const times = new Map<number, number>();
  for (const { range } of network.fetched) {
    const [, start = '0', end = '0'] = /bytes=(\d+)-(\d+)/.exec(range ?? '') ?? [];
    for (let i = Math.floor(Number(start) / CHUNK_SIZE); i <= Math.floor(Number(end) / CHUNK_SIZE); i += 1) {
      times.set(i, (times.get(i) ?? 0) + 1);
    }
  }
  return times;
}

let profile: string;

it('M4: killed at 60 %, a download goes on by itself, and at most one chunk a connection comes twice', async () => {
  const { size } = statSync(original);
  const first = await startApp({ invite: network.through(hub.invites.attendee) });
  profile = first.profile;
  network.bytesPerSecond = 4_000_000;
  await expect
    .poll(async () => (await ask(first.page, 'downloads.start', { refs: [ref] })).refused)
    .toBeUndefined();
  await expect.poll(() => network.mediaBytes(), { timeout: 60_000 }).toBeGreaterThan(size * 0.6);
  await first.kill();
  const before = network.mediaBytes();
  expect(before).toBeLessThan(size);
  network.bytesPerSecond = null;

  const second = await startApp({ profile });
  await expect.poll(() => stateOf(second.page, ref), { timeout: 60_000 }).toBe('complete');
  const twice = [...askedFor().values()].filter((times) => times > 1);
  expect(askedFor().size).toBe(Math.ceil(size / CHUNK_SIZE));
  expect(twice.length).toBeLessThanOrEqual(connections);
  expect(Math.max(...askedFor().values())).toBeLessThanOrEqual(2);
  expect(network.mediaBytes()).toBeLessThanOrEqual(size + connections * CHUNK_SIZE);
  await second.close();
  expect(readFileSync(storedBytes(profile)).equals(readFileSync(original))).toBe(true);
});

it('M5: a byte flipped on disk is never served, and its chunk alone is fetched again', async () => {
  const stored = storedBytes(profile);
  const good = readFileSync(original);
  const bad = Buffer.from(good);
  bad.writeUInt8(bad.readUInt8(CHUNK_SIZE + 7) ^ 0xff, CHUNK_SIZE + 7);
  writeFileSync(stored, bad);
  const fetchedBefore = network.mediaBytes();
  const { page } = await startApp({ profile });
  const { hub: fingerprint, workshopId, recordingId, rendition } = ref;
  const url = mediaUrl('rendition', { hub: fingerprint, workshopId, recordingId, id: rendition.id });
  const served = await page.evaluate(async (address) => {
    const bytes = await (await fetch(address)).arrayBuffer();
    return Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
  }, url);
  const expected = new Uint8Array(await crypto.subtle.digest('SHA-256', good));
  expect(served).toEqual(Array.from(expected));
  expect(network.mediaBytes() - fetchedBefore).toBe(CHUNK_SIZE);
  expect(readFileSync(stored).equals(good)).toBe(true);
});
