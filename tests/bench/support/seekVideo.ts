import type { Page } from 'playwright';

/** Puts a video of a fixed size over the page and waits until it can be played. */
export async function showVideo(page: Page, source: string): Promise<void> {
  await page.evaluate(
    (src) =>
      new Promise<void>((resolve, reject) => {
        const video = document.createElement('video');
        video.id = 'measured';
        video.muted = true;
        video.preload = 'auto';
        Object.assign(video.style, {
          position: 'fixed',
          inset: '0 auto auto 0',
          zIndex: '9999',
          width: '640px',
          height: '360px',
        });
        video.addEventListener('canplay', () => resolve(), { once: true });
        video.addEventListener('error', () => reject(new Error(video.error?.message ?? 'no video')));
        video.src = src;
        document.body.append(video);
      }),
    source,
  );
}

/** Shows a video until its first frame is painted. @returns milliseconds */
export async function showFirstFrame(page: Page, source: string): Promise<number> {
  return page.evaluate(
    (src) =>
      new Promise<number>((resolve, reject) => {
        const start = performance.now();
        const video = document.createElement('video');
        video.id = 'measured';
        video.muted = true;
        video.preload = 'auto';
        Object.assign(video.style, {
          position: 'fixed',
          inset: '0 auto auto 0',
          zIndex: '9999',
          width: '640px',
        });
        video.requestVideoFrameCallback(() => resolve(performance.now() - start));
        video.addEventListener('error', () => reject(new Error(video.error?.message ?? 'no video')));
        video.src = src;
        document.body.append(video);
      }),
    source,
  );
}

/** Takes the shown video away, with what it still reads. */
export async function hideVideo(page: Page): Promise<void> {
  await page.evaluate(() => {
    const video = document.getElementById('measured');
    if (!(video instanceof HTMLVideoElement)) return;
    video.removeAttribute('src');
    video.load();
    video.remove();
  });
}

/**
 * Seeks the paused video to `seconds`.
 * @returns milliseconds until `seeked` and a frame of the new position, painted, were both there
 */
export function seekVideo(page: Page, seconds: number): Promise<number> {
  return page.evaluate((to) => {
    const video = document.getElementById('measured');
    if (!(video instanceof HTMLVideoElement)) throw new Error('no video to seek in');
    const start = performance.now();
    const seeked = new Promise<void>((resolve) => {
      video.addEventListener('seeked', () => resolve(), { once: true });
    });
    const painted = new Promise<void>((resolve) => {
      const look = (_now: number, frame: VideoFrameCallbackMetadata): void => {
        if (Math.abs(frame.mediaTime - to) < 0.1) resolve();
        else video.requestVideoFrameCallback(look);
      };
      video.requestVideoFrameCallback(look);
    });
    video.currentTime = to;
    return Promise.all([seeked, painted]).then(() => performance.now() - start);
  }, seconds);
}

/** The same places for every run: `count` seconds in `[0, length)`, by a seeded generator (mulberry32). */
export function seededPlaces(seed: number, count: number, length: number): readonly number[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * length;
  });
}
