import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { Page } from 'playwright';
import { expect } from 'vitest';
import { z } from 'zod';
import { ipcRequests, mediaUrl } from '#shared/contracts/ipc.ts';
import type { RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import type { FaultyNetwork } from './FaultyNetwork.ts';
import { startApp } from './people.ts';
import type { StartedHub } from './startHub.ts';

/** Bytes a second of each reply: slow enough that a download of the given size outlives its faults. */
const pace = 400_000;
const crawl = 50_000;
const patience = { timeout: 60_000 };

const fault = fc.oneof(
  fc.record({ kind: fc.constant('cut' as const), ms: fc.integer({ min: 10, max: 2000 }) }),
  fc.record({ kind: fc.constant('kill' as const), ms: fc.integer({ min: 0, max: 500 }) }),
  fc.record({ kind: fc.constant('slow' as const), ms: fc.integer({ min: 100, max: 1500 }) }),
);

const listAnswer = z.object({ ok: ipcRequests['downloads.list'].reply });
const startAnswer = z.object({ ok: ipcRequests['downloads.start'].reply });

type Options = {
  readonly hub: StartedHub;
  readonly network: FaultyNetwork;
  readonly ref: RenditionRef;
  /** The recording's bytes as the hub has them. */
  readonly file: string;
  readonly seed: number;
  readonly rounds: number;
};

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

async function stateOf(page: Page, { hub, rendition }: RenditionRef): Promise<string> {
  const answer = await page.evaluate((asked) => window.lectern.ask('downloads.list', { hub: asked }), hub);
  const list = listAnswer.parse(answer).ok;
  return list.find(({ ref }) => ref.rendition.id === rendition.id)?.download.state ?? 'absent';
}

/** SHA-256, hexadecimal, of what the app serves of the whole recording. */
function servedHash(page: Page, { hub, workshopId, recordingId, rendition }: RenditionRef): Promise<string> {
  return page.evaluate(
    async (url) => {
      const response = await fetch(url);
      if (!response.ok) throw new Error(`${url} is answered ${response.status}`);
      const hash = await crypto.subtle.digest('SHA-256', await response.arrayBuffer());
      return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
    },
    mediaUrl('rendition', { hub, workshopId, recordingId, id: rendition.id }),
  );
}

/** Waits until bytes of the download come in; fails where it has ended before its fault. */
async function expectRunning(page: Page, ref: RenditionRef, network: FaultyNetwork): Promise<void> {
  let state = '';
  await expect
    .poll(async () => {
      state = await stateOf(page, ref);
      return state;
    }, patience)
    .toMatch(/running|complete/);
  expect(state, 'the download was over before its fault').toBe('running');
  const before = network.mediaBytes();
  await expect.poll(() => network.mediaBytes(), patience).toBeGreaterThan(before);
}

/**
 * Downloads a recording through seeded rounds of cuts, kills of the app and a crawling network, each of
 * which hits the running download; then kills the hub and compares what the app serves, byte for byte.
 */
export async function downloadThroughFaults(options: Options): Promise<void> {
  const { hub, network, ref, file, seed, rounds } = options;
  let running = await startApp({ invite: network.through(hub.invites.attendee) });
  network.bytesPerSecond = pace;
  const start = async () =>
    startAnswer.safeParse(
      await running.page.evaluate((r) => window.lectern.ask('downloads.start', { refs: [r] }), ref),
    ).success;
  await expect.poll(start, patience).toBe(true);
  for (const { kind, ms } of fc.sample(fault, { seed, numRuns: rounds })) {
    await expectRunning(running.page, ref, network);
    if (kind === 'cut') network.cut();
    if (kind === 'slow') network.bytesPerSecond = crawl;
    await pause(ms);
    if (kind === 'kill') {
      await running.kill();
      // A slow start must not let the download end before its next fault.
      network.bytesPerSecond = crawl;
      running = await startApp({ profile: running.profile });
    }
    network.mend();
    network.bytesPerSecond = pace;
  }
  network.bytesPerSecond = null;
  await expect.poll(() => stateOf(running.page, ref), patience).toBe('complete');
  await hub.kill();
  const atHub = createHash('sha256').update(readFileSync(file)).digest('hex');
  expect(await servedHash(running.page, ref)).toBe(atHub);
}
