import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { _electron, type Page } from 'playwright';
import { afterAll, expect, it } from 'vitest';
import { mediaUrl } from '#shared/contracts/ipc.ts';
import { electronBinary, electronFlags, launchApp } from '#tests/support/launchApp.ts';
import { describeFigure, measurePairs, recordFigure } from './figures.ts';
import { bigVideo } from './support/bigVideo.ts';
import { download } from './support/download.ts';
import { seededPlaces, seekVideo, showVideo } from './support/seekVideo.ts';
import { startBigHub } from './support/startBigHub.ts';

const name = 'seek';
const pairs = 40;
const seed = 20201112;

describeFigure(name, 'seek', async () => {
  const { hub, ref, file } = await startBigHub();
  const folder = mkdtempSync(join(tmpdir(), 'lectern-bench-'));
  const ours = await launchApp({ profile: join(folder, 'profile'), invite: hub.invites.attendee });
  const bare = await _electron.launch({
    executablePath: electronBinary(),
    args: [
      ...electronFlags(),
      join(import.meta.dirname, 'emptyWindow'),
      `--user-data-dir=${join(folder, 'bare')}`,
    ],
  });
  afterAll(async () => {
    await ours.app.close();
    await bare.close();
    await hub.stop();
    rmSync(folder, { recursive: true });
  });

  it('in a recording on this computer is set beside the same file by file://', async () => {
    const { rendition, ...at } = ref;
    const source = mediaUrl('rendition', { ...at, id: rendition.id });
    await ours.page
      .getByRole('link', { name: /MLHPCS/ })
      .first()
      .waitFor();
    await download(ours.page, ref);
    await expect
      .poll(() => ours.page.evaluate(async (url) => (await fetch(url, { method: 'HEAD' })).status, source))
      .toBe(200);
    await showVideo(ours.page, source);
    const barePage = await bare.firstWindow();
    await showVideo(barePage, pathToFileURL(file).href);

    const places = seededPlaces(seed, pairs + 1, bigVideo.seconds - 1);
    const inTurn = (page: Page) => {
      const left = [...places];
      return () => seekVideo(page, left.shift() ?? 0);
    };
    const kept = await measurePairs(pairs, inTurn(ours.page), inTurn(barePage));
    const figure = recordFigure(
      {
        name,
        title: 'Seek in a recording on this computer',
        unit: 'ms',
        baseline: 'the same file by file://',
        better: 'lower',
        aim: 1.35,
      },
      kept,
    );
    expect(figure.pairs).toBe(pairs);
  });
});
