import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from 'playwright';
import { afterAll, expect, it } from 'vitest';
import { electronBinary, electronFlags, launchApp, newProfile } from '#tests/support/launchApp.ts';
import { startHub } from '#tests/support/startHub.ts';
import { describeFigure, measurePairs, recordFigure } from './figures.ts';

const name = 'cold-start';
const pairs = 12;

describeFigure(name, 'cold start', async () => {
  const hub = await startHub();
  afterAll(() => hub.stop());

  it('shows the program, set beside an empty Electron window with the same flags', async () => {
    const profile = newProfile();
    const first = await launchApp({ profile, invite: hub.invites.attendee });
    await first.page.getByRole('heading', { level: 1 }).waitFor();
    await first.page
      .getByRole('link', { name: /MLHPCS/ })
      .first()
      .click();
    await first.page.getByRole('heading', { name: 'Program' }).waitFor();
    await first.close();

    const ours = async () => {
      const start = performance.now();
      const running = await launchApp({ profile });
      await running.page.getByRole('heading', { name: 'Program' }).waitFor();
      const took = performance.now() - start;
      await running.close();
      return took;
    };
    const empty = async () => {
      const userData = mkdtempSync(join(tmpdir(), 'empty-window-'));
      const start = performance.now();
      const app = await _electron.launch({
        executablePath: electronBinary(),
        args: [...electronFlags(), join(import.meta.dirname, 'emptyWindow'), `--user-data-dir=${userData}`],
      });
      const page = await app.firstWindow();
      await page.locator('h1').waitFor();
      const took = performance.now() - start;
      await app.close();
      return took;
    };
    const kept = await measurePairs(pairs, ours, empty);
    const figure = recordFigure(
      {
        name,
        title: 'Cold start to program visible',
        unit: 'ms',
        baseline: 'empty Electron window, same flags',
        better: 'lower',
        aim: 1.6,
      },
      kept,
    );
    expect(figure.pairs).toBe(pairs);
  });
});
