import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { mediaUrl } from '#shared/contracts/ipc.ts';
import { launchApp } from '#tests/support/launchApp.ts';
import { describeFigure, recordLimit } from './figures.ts';
import { seededPlaces, seekVideo, showVideo } from './support/seekVideo.ts';
import { startBigHub } from './support/startBigHub.ts';

const name = 'many-seeks';
const seeks = 1000;
const rounds = 10;
/** About 2 GB. */
const seconds = 1450;
const seed = 20201113;

/** Bytes that a process has read by system calls, files and sockets alike. */
function bytesRead(pid: number): number {
  const [, read = '0'] = /^rchar: (\d+)$/m.exec(readFileSync(`/proc/${pid}/io`, 'utf8')) ?? [];
  return Number(read);
}

describeFigure(name, 'a thousand seeks', async () => {
  const { hub, ref } = await startBigHub(seconds);
  const folder = mkdtempSync(join(tmpdir(), 'lectern-bench-'));
  const { app, page } = await launchApp({ profile: join(folder, 'profile'), invite: hub.invites.attendee });
  afterAll(async () => {
    await app.close();
    await hub.stop();
    rmSync(folder, { recursive: true });
  });

  it('through a recording of 2 GB of which nothing is here stall for no more than a second', async () => {
    const { rendition, ...at } = ref;
    const source = mediaUrl('rendition', { ...at, id: rendition.id });
    await page
      .getByRole('link', { name: /MLHPCS/ })
      .first()
      .waitFor();
    await expect
      .poll(() => page.evaluate(async (url) => (await fetch(url, { method: 'HEAD' })).status, source))
      .toBe(200);
    await showVideo(page, source);
    const pid = app.process().pid ?? 0;
    const places = seededPlaces(seed, seeks, seconds - 1);
    const took: number[] = [];
    const read: number[] = [];
    for (const place of places) {
      const before = bytesRead(pid);
      took.push(await seekVideo(page, place));
      read.push((bytesRead(pid) - before) / 1e6);
    }
    const ofRound = <T>(values: readonly T[], round: number) =>
      values.slice((round * seeks) / rounds, ((round + 1) * seeks) / rounds);
    const perRound = Array.from({ length: rounds }, (_, i) => i);
    const p95 = (values: readonly number[]) =>
      [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? 0;
    const stalls = recordLimit(
      {
        name: `${name}-stalls`,
        title: 'Stalls over 1 s in 100 of 1,000 random seeks, 2 GB from the hub',
        unit: '',
        limit: 0,
      },
      perRound.map((round) => ofRound(took, round).filter((ms) => ms > 1000).length),
    );
    recordLimit(
      { name: `${name}-p95`, title: 'Their 95th percentile', unit: 'ms', limit: 1000 },
      perRound.map((round) => p95(ofRound(took, round))),
    );
    recordLimit(
      {
        name: `${name}-bytes`,
        title: 'Bytes that main reads for one of them, files and sockets',
        unit: 'MB',
        limit: 40,
      },
      read,
    );
    expect(stalls.runs).toBe(rounds);
  });
});
