import { readdirSync, readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { makePictures, sheetOf } from '#server/recordings/work/media/makePictures.ts';
import { SlideWatch, WATCHED } from '#server/recordings/work/media/SlideWatch.ts';
import { temporaryFolder } from '../../../testStore.ts';
import { draw, ffmpeg, probed } from '../draw.ts';

const { signal } = new AbortController();
const recordings = join(import.meta.dirname, '../../../../../assets/recordings');
const run = { signal, progress: () => undefined };

// Real work of ffmpeg, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });

describe('the pictures of a recording', () => {
  test.each(readdirSync(recordings))(
    'of %s find each change of its slides, and nothing else',
    async (key) => {
      const facts = parse(readFileSync(join(recordings, key, 'recording.yml'), 'utf8'));
      const folder = await temporaryFolder();
      const video = join(recordings, key, 'video.mp4');
      const made = { width: 1280, height: 720, duration: facts.duration as number };
      const { poster, sheet, slideChanges } = await makePictures(video, folder, made, run);
      const slides: number[] = facts.chapters.map(({ start }: { start: number }) => start).slice(1);
      expect(slideChanges).toHaveLength(slides.length);
      for (const [n, second] of slides.entries()) {
        expect(Math.abs((slideChanges[n] ?? 0) - second)).toBeLessThan(1);
      }
      const { columns, rows, width, height, interval } = sheet.grid;
      expect(await probed(sheet.file, 'v', 'width,height')).toBe(`${columns * width},${rows * height}`);
      expect(columns * rows).toBeGreaterThanOrEqual(made.duration / interval);
      expect(await probed(poster, 'v', 'width,height')).toBe('1280,720');
    },
  );

  test('are at most 150 on a sheet, however long it is, and one of a very short one', () => {
    for (const duration of [0.2, 59, 61, 3600, 40_000]) {
      const { columns, rows, interval } = sheetOf({ width: 1920, height: 1080, duration });
      expect(columns * rows).toBeLessThanOrEqual(150);
      expect(columns * rows * interval).toBeGreaterThanOrEqual(duration);
    }
  });

  test('each show the second at which they begin', async () => {
    const folder = await temporaryFolder();
    const video = join(folder, 'colours.mp4');
    const colour = (name: string, n: number) => ['-f', 'lavfi', '-i', `color=${name}:s=64x36:r=10:d=${n}`];
    await ffmpeg(
      ...[...colour('black', 3), ...colour('white', 3), ...colour('red', 4)],
      ...['-filter_complex', '[0][1][2]concat=n=3', '-pix_fmt', 'yuv420p', video],
    );
    const { sheet } = await makePictures(video, folder, { width: 64, height: 36, duration: 10 }, run);
    expect(sheet.grid).toMatchObject({ columns: 10, rows: 1, interval: 1, width: 64, height: 36 });
    const raw = join(folder, 'raw');
    await ffmpeg('-i', sheet.file, '-vf', 'scale=10:1:flags=area', '-f', 'rawvideo', '-pix_fmt', 'gray', raw);
    const shades = [...readFileSync(raw)].map((shade) => (shade < 40 ? 'k' : shade > 200 ? 'w' : 'r'));
    expect(shades.join('')).toBe('kkkwwwrrrr');
  });

  test('have a poster with something on it, also of a video that begins black and of one second', async () => {
    const folder = await temporaryFolder();
    const video = join(folder, 'late.mp4');
    await ffmpeg(
      ...[
        '-f',
        'lavfi',
        '-i',
        'color=black:s=320x180:r=10:d=6',
        '-f',
        'lavfi',
        '-i',
        'testsrc=s=320x180:r=10:d=4',
      ],
      ...['-filter_complex', '[0][1]concat=n=2', '-pix_fmt', 'yuv420p', video],
    );
    const late = await makePictures(video, folder, { width: 320, height: 180, duration: 10 }, run);
    expect((await stat(late.poster)).size).toBeGreaterThan(5000);
    const short = await draw(folder, 'short.mp4', { seconds: 1, audio: null });
    const one = await makePictures(short, folder, { width: 160, height: 90, duration: 1 }, run);
    expect(one.sheet.grid).toMatchObject({ columns: 1, rows: 1 });
    expect((await stat(one.poster)).size).toBeGreaterThan(1000);
  });
});

describe('the watch for slides', () => {
  const { width, height, rate } = WATCHED;
  const slide = (bars: readonly number[], ground = 240, ink = 30): Buffer => {
    const picture = Buffer.alloc(width * height, ground);
    for (const row of bars) picture.fill(ink, row * width + 8, row * width + 70);
    return picture;
  };
  const watched = (pictures: readonly Buffer[]): readonly number[] => {
    const watch = new SlideWatch();
    const all = Buffer.concat(pictures);
    for (let at = 0; at < all.length; at += 7001) watch.take(all.subarray(at, at + 7001));
    return watch.changes;
  };
  const held = (picture: Buffer, seconds: number) => Array.from({ length: seconds * rate }, () => picture);

  test('counts no line that is added to a slide, and one change where the next slide comes', () => {
    const lines = [[5], [5, 15], [5, 15, 25], [5, 15, 25, 35]].flatMap((bars) => held(slide(bars), 3));
    expect(watched([...lines, ...held(slide([8, 20, 44]), 5)])).toEqual([12]);
  });

  test('sees a slide come out of an empty one of another ground, and a slow change once', () => {
    const black = slide([], 10);
    expect(watched([...held(black, 3), ...held(slide([5, 15]), 3)])).toEqual([3]);
    const mixed = Buffer.from(slide([5, 15, 25]).map((shade, at) => (shade + (slide([8, 30])[at] ?? 0)) / 2));
    expect(watched([...held(slide([5, 15, 25]), 4), mixed, ...held(slide([8, 30]), 5)])).toHaveLength(1);
  });
});
