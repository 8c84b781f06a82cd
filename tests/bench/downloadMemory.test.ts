import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication } from 'playwright';
import { afterAll, expect, it } from 'vitest';
import { launchApp } from '#tests/support/launchApp.ts';
import { describeFigure, measurePairs, recordFigure } from './figures.ts';
import { addRecording } from './support/addRecording.ts';
import { makeBigVideo } from './support/bigVideo.ts';
import { download, removeDownload } from './support/download.ts';
import { startBigHub } from './support/startBigHub.ts';

const name = 'download-memory';
const pairs = 10;
/** About 100 MB, and 4 GB. */
const seconds = { small: 72, large: 2900 };

/** Peak resident memory of main while `work` runs, in MB, looked at every 20 ms. */
async function peakOf(app: ElectronApplication, work: () => Promise<unknown>): Promise<number> {
  await app.evaluate(() => {
    const peak = { rss: 0, timer: setInterval(() => undefined, 1e6) };
    clearInterval(peak.timer);
    peak.timer = setInterval(() => {
      peak.rss = Math.max(peak.rss, process.memoryUsage.rss());
    }, 20);
    Object.assign(globalThis, { peak });
  });
  await work();
  return app.evaluate(() => {
    const { peak } = globalThis as unknown as { peak: { rss: number; timer: NodeJS.Timeout } };
    clearInterval(peak.timer);
    return peak.rss / 1e6;
  });
}

describeFigure(name, 'memory of a verified download', async () => {
  const { hub, ref: small } = await startBigHub(seconds.small);
  await hub.terminate();
  const large = await addRecording(hub.dataFolder, await makeBigVideo(seconds.large), seconds.large);
  await hub.restart();
  const folder = mkdtempSync(join(tmpdir(), 'lectern-bench-'));
  const { app, page } = await launchApp({ profile: join(folder, 'profile'), invite: hub.invites.attendee });
  afterAll(async () => {
    await app.close();
    await hub.stop();
    rmSync(folder, { recursive: true });
  });

  it('of 4 GB is set beside that of 100 MB', async () => {
    await page
      .getByRole('link', { name: /MLHPCS/ })
      .first()
      .waitFor();
    // The room that is kept free is not what is measured.
    await page.evaluate(() => window.lectern.ask('space.set', { margin: { bytes: 0, share: 0 } }));
    const peak = (ref: typeof small) => async () => {
      const megabytes = await peakOf(app, () => download(page, ref));
      await removeDownload(page, ref);
      return megabytes;
    };
    const kept = await measurePairs(pairs, peak(large), peak(small));
    const figure = recordFigure(
      {
        name,
        title: 'Peak memory of main while it downloads 4 GB',
        unit: 'MB',
        baseline: 'the same for 100 MB',
        better: 'lower',
        aim: 1.1,
      },
      kept,
    );
    expect(figure.pairs).toBe(pairs);
  });
});
