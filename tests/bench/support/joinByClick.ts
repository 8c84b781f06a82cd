import type { Page } from 'playwright';

/** From the click on the way in to the first painted frame of another person. Milliseconds. */
export function joinByClick(page: Page): Promise<number> {
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

/** Leaves the room and waits for the way in. */
export async function leaveRoom(page: Page): Promise<void> {
  await page.getByTestId('dock-leave').click();
  await page.locator('main a[href*="/live/"]').first().waitFor();
}
