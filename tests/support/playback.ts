import type { JSHandle, Page } from 'playwright';

/** Of Chromium, and of no standard that TypeScript knows. */
type Capturing = { captureStream(): MediaStream };

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

/** The loudest root mean square, of full scale 1, in two seconds of a stream. */
export function loudest(stream: JSHandle<MediaStream>): Promise<number> {
  return stream.evaluate(async (heard) => {
    const context = new AudioContext();
    await context.resume();
    const analyser = context.createAnalyser();
    context.createMediaStreamSource(heard).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    let level = 0;
    for (let i = 0; i < 40; i += 1) {
      await new Promise((done) => setTimeout(done, 50));
      analyser.getFloatTimeDomainData(samples);
      level = Math.max(level, Math.sqrt(samples.reduce((sum, s) => sum + s * s, 0) / samples.length));
    }
    await context.close();
    return level;
  });
}

/** As `loudest`, of what a video plays. */
export async function playedLevel(page: Page, selector: string): Promise<number> {
  const played = page
    .locator(selector)
    .evaluateHandle((element) => (element as HTMLVideoElement & Capturing).captureStream());
  return loudest(await played);
}

/**
 * The media time (seconds) of the next frame that is painted, by `requestVideoFrameCallback`. Rejects where none
 * comes, as to an element that another one takes the place of.
 */
export async function nextFrame(page: Page, selector: string): Promise<number> {
  return page
    .locator(selector)
    .first()
    .evaluate(
      (element) =>
        new Promise<number>((done, fail) => {
          setTimeout(() => fail(new Error('no frame was painted')), 10_000);
          (element as HTMLVideoElement).requestVideoFrameCallback((_now, frame) => done(frame.mediaTime));
        }),
    );
}
