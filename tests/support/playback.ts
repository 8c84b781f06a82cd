import type { Page } from 'playwright';

/** A coarse picture of a video: 16 by 9 grey values, enough to see whether two frames differ. */
export async function framePixels(page: Page, selector: string): Promise<number[]> {
  return page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const canvas = document.createElement('canvas');
      canvas.width = 64;
      canvas.height = 36;
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no canvas');
      context.drawImage(element as HTMLVideoElement, 0, 0, canvas.width, canvas.height);
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      return Array.from({ length: data.length / 4 }, (_, i) => data[i * 4 + 1] ?? 0);
    });
}

/** How many of two pictures' values differ by more than compression noise. */
export function differingPixels(a: readonly number[], b: readonly number[]): number {
  return a.filter((value, i) => Math.abs(value - (b[i] ?? 0)) > 12).length;
}

/** The media time (seconds) of the next frame that is painted, by `requestVideoFrameCallback`. */
export async function nextFrame(page: Page, selector: string): Promise<number> {
  return page
    .locator(selector)
    .first()
    .evaluate(
      (element) =>
        new Promise<number>((done) => {
          (element as HTMLVideoElement).requestVideoFrameCallback((_now, frame) => done(frame.mediaTime));
        }),
    );
}
