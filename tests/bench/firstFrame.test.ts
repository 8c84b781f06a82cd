import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, expect, it } from 'vitest';
import { mediaUrl } from '#shared/contracts/ipc.ts';
import type { RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import { launchApp } from '#tests/support/launchApp.ts';
import { describeFigure, measurePairs, recordFigure } from './figures.ts';
import { addRecording } from './support/addRecording.ts';
import { makeBigVideo } from './support/bigVideo.ts';
import { removeDownload } from './support/download.ts';
import { hideVideo, showFirstFrame } from './support/seekVideo.ts';
import { startBigHub } from './support/startBigHub.ts';

const name = 'first-frame';
const pairs = 16;
/** About 20 MB, and 2 GB. */
const seconds = { small: 15, large: 1450 };

describeFigure(name, 'first frame', async () => {
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

  it('of a recording of 2 GB is set beside that of 20 MB, nothing of either being here', async () => {
    await page
      .getByRole('link', { name: /MLHPCS/ })
      .first()
      .waitFor();
    const first = (ref: RenditionRef) => () => firstFrame(page, ref);
    const kept = await measurePairs(pairs, first(large), first(small));
    const figure = recordFigure(
      {
        name,
        title: 'First frame of a recording of 2 GB that is not here',
        unit: 'ms',
        baseline: 'the same of 20 MB',
        better: 'lower',
        aim: 1.3,
      },
      kept,
    );
    expect(figure.pairs).toBe(pairs);
  });
});

async function firstFrame(page: Page, ref: RenditionRef): Promise<number> {
  const { rendition, ...at } = ref;
  const source = mediaUrl('rendition', { ...at, id: rendition.id });
  await expect
    .poll(() => page.evaluate(async (url) => (await fetch(url, { method: 'HEAD' })).status, source))
    .toBe(200);
  const took = await showFirstFrame(page, source);
  await hideVideo(page);
  await removeDownload(page, ref);
  return took;
}
