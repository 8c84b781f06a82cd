import { join } from 'node:path';
import { _electron } from 'playwright';
import { afterAll, expect, it } from 'vitest';
import { callHub } from '#shared/contracts/callHub.ts';
import { electronBinary, electronFlags, newProfile } from '#tests/support/launchApp.ts';
import { describeFigure, measurePairs, recordFigure, recordLimit } from './figures.ts';
import type { SyncJob, SyncTook } from './firstSync/SyncJob.ts';
import { serveFirstSync } from './firstSync/server.ts';
import { startBigProgram, tokenOf } from './support/bigProgram.ts';

const name = 'first-sync';
const pairs = 12;
const size = 10_000;

type SyncPage = { run(script: string, job: SyncJob): Promise<SyncTook & { readonly worst: number }> };

describeFigure(name, 'first sync', async () => {
  const hub = await startBigProgram(size);
  const served = await serveFirstSync(hub.address);
  const app = await _electron.launch({
    executablePath: electronBinary(),
    args: [
      ...electronFlags(),
      join(import.meta.dirname, 'bareStage'),
      `--page=${served.address}`,
      `--user-data-dir=${newProfile()}`,
    ],
  });
  afterAll(async () => {
    await app.close();
    served.stop();
    await hub.stop();
  });

  it('of 10,000 rows is set beside raw puts of the same pages, both in a worker', async () => {
    const page = await app.firstWindow();
    await page.waitForFunction(() => 'run' in window);
    const { fingerprint } = await callHub(fetch, hub.address, 'hub', {}, null);
    const worst: number[] = [];
    const rows = new Set<number>();
    const once = (script: string) => async () => {
      const token = await tokenOf(hub.address, hub.invites.attendee);
      const job = { address: served.address, token, fingerprint };
      const done = await page.evaluate(([of, what]) => (window as unknown as SyncPage).run(of, what), [
        script,
        job,
      ] as const);
      rows.add(done.rows);
      if (script === '/ours.js') worst.push(done.worst);
      return done.took;
    };
    const kept = await measurePairs(pairs, once('/ours.js'), once('/raw.js'));
    expect(rows.size).toBe(1);
    expect(Math.min(...rows)).toBeGreaterThan(size);
    recordFigure(
      {
        name,
        title: 'First sync of 10,000 rows',
        unit: 'ms',
        baseline: 'the same pages fetched in a worker and put by raw Dexie bulkPut',
        better: 'lower',
        aim: 1.25,
      },
      kept,
    );
    recordLimit(
      { name: 'first-sync-frame', title: 'Longest frame during a first sync', unit: 'ms', limit: 50 },
      worst,
    );
  });
});
