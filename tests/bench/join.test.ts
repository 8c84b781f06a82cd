import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { build } from 'vite';
import { afterAll, expect, it } from 'vitest';
import { electronBinary, electronFlags, fakeDevices, newProfile } from '#tests/support/launchApp.ts';
import { closeApps, openLiveRoom, openWorkshop, startApp } from '#tests/support/people.ts';
import { startHub } from '#tests/support/startHub.ts';
import { startBareStage } from './bareStage/server.ts';
import { describeFigure, measurePairs, recordFigure } from './figures.ts';

const name = 'join';
const pairs = 12;

/** A worker asks a camera for a key frame at most once a second; the next join would wait for that. */
const settle = () => new Promise((done) => setTimeout(done, 1500));

type BarePage = { publish(): Promise<void>; join(): Promise<number> };

async function bundleBarePage(): Promise<string> {
  const entry = join(import.meta.dirname, 'bareStage', 'page.ts');
  const built = await build({
    logLevel: 'error',
    configFile: false,
    build: { write: false, minify: true, rollupOptions: { input: entry } },
  });
  const [bundle] = Array.isArray(built) ? built : [built];
  if (!bundle || !('output' in bundle)) throw new Error('the bare page was not built');
  return bundle.output[0].code;
}

async function openBare(address: string): Promise<{ app: ElectronApplication; page: Page }> {
  const app = await _electron.launch({
    executablePath: electronBinary(),
    args: [
      ...electronFlags(),
      ...fakeDevices,
      join(import.meta.dirname, 'bareStage'),
      `--page=${address}`,
      `--user-data-dir=${newProfile()}`,
    ],
  });
  const page = await app.firstWindow();
  await page.waitForFunction(() => 'join' in window);
  return { app, page };
}

/** From the click on the way in to the first painted frame of another person. Milliseconds. */
function joinByClick(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((done) => {
        const seen = new WeakSet<Element>();
        const start = performance.now();
        const watch = new MutationObserver(() => {
          for (const video of document.querySelectorAll<HTMLVideoElement>(
            '[data-testid^=stage-tile-] video',
          )) {
            if (seen.has(video)) continue;
            seen.add(video);
            video.requestVideoFrameCallback((now) => {
              watch.disconnect();
              done(now - start);
            });
          }
        });
        watch.observe(document.body, { childList: true, subtree: true });
        const ways = [...document.querySelectorAll<HTMLAnchorElement>('main a')];
        ways.find((way) => way.pathname.includes('/live/'))?.click();
      }),
  );
}

describeFigure(name, 'joining a stage', async () => {
  const hub = await startHub();
  const bare = await startBareStage(await bundleBarePage());
  const [publisher, audience] = [await openBare(bare.address), await openBare(bare.address)];
  afterAll(async () => {
    await publisher.app.close();
    await audience.app.close();
    await closeApps();
    await bare.stop();
    await hub.stop();
  });

  it('shows the first remote frame, set beside a bare mediasoup page in the same Electron', async () => {
    await publisher.page.evaluate(() => (window as unknown as BarePage).publish());
    const speaker = await startApp({ invite: hub.invites.moderator });
    await openLiveRoom(speaker.page);
    await speaker.page.getByRole('button', { name: 'Go live' }).click();
    await speaker.page.getByTestId('dock-camera').click();
    const attendee = await startApp({ invite: hub.invites.attendee });
    await openWorkshop(attendee.page);
    await attendee.page.locator('main a[href*="/live/"]').first().waitFor();

    const ours = async () => {
      await settle();
      const took = await joinByClick(attendee.page);
      await attendee.page.getByTestId('dock-leave').click();
      await attendee.page.locator('main a[href*="/live/"]').first().waitFor();
      return took;
    };
    const baseline = async () => {
      await settle();
      return audience.page.evaluate(() => (window as unknown as BarePage).join());
    };
    const figure = recordFigure(
      {
        name,
        title: 'Join to first remote frame',
        unit: 'ms',
        baseline: 'bare mediasoup page, same Electron',
        better: 'lower',
        aim: 1.25,
      },
      await measurePairs(pairs, ours, baseline),
    );
    expect(figure.pairs).toBe(pairs);
  });
});
