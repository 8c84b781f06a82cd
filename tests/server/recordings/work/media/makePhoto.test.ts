import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { makePhoto } from '#server/recordings/work/media/makePhoto.ts';
import { temporaryFolder } from '../../../testStore.ts';
import { draw, ffmpeg, probed } from '../draw.ts';

const { signal } = new AbortController();

/** An Exif part with an orientation (Exif 2.3, 4.6.4) and words, put after a JPEG's first two bytes. */
function withExif(jpeg: Buffer, orientation: number): Buffer {
  const tiff = Buffer.alloc(26);
  tiff.write('II*\0', 0, 'latin1');
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt16LE(1, 8);
  tiff.writeUInt16LE(0x0112, 10);
  tiff.writeUInt16LE(3, 12);
  tiff.writeUInt32LE(1, 14);
  tiff.writeUInt16LE(orientation, 18);
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, Buffer.from('SecretPlace')]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
}

// Real work of ffmpeg, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });

describe('a photo', () => {
  test.each(['a.png', 'b.jpg', 'c.webp', 'd.bmp', 'e.tiff', 'f.gif'])(
    'of any usual form becomes a small square JPEG: %s',
    async (name) => {
      const folder = await temporaryFolder();
      const source = join(folder, name);
      await ffmpeg('-f', 'lavfi', '-i', 'testsrc=s=900x1200:d=1', '-frames:v', '1', source);
      const target = join(folder, 'photo.jpg');
      await makePhoto(source, target, signal);
      expect(await probed(target, 'v', 'codec_name,width,height')).toBe('mjpeg,512,512');
    },
  );

  test.each([
    [1, 'top'],
    [3, 'bottom'],
    [6, 'right'],
    [8, 'left'],
  ])(
    'is upright however the camera was held (Exif %i), without what the camera wrote',
    async (turn, side) => {
      const folder = await temporaryFolder();
      const plain = join(folder, 'plain.jpg');
      // White above, black below, as the camera stored it.
      const filter = 'color=black:s=80x80:d=1,drawbox=c=white:t=fill:w=80:h=40:x=0:y=0';
      await ffmpeg('-f', 'lavfi', '-i', filter, '-frames:v', '1', '-update', '1', plain);
      const source = join(folder, 'turned.jpg');
      await writeFile(source, withExif(await readFile(plain), turn));
      const target = join(folder, 'photo.jpg');
      await makePhoto(source, target, signal);
      const bytes = await readFile(target);
      expect(bytes.includes('Exif') || bytes.includes('SecretPlace')).toBe(false);
      const raw = join(folder, 'raw');
      await ffmpeg('-i', target, '-vf', 'scale=3:3:flags=area', '-f', 'rawvideo', '-pix_fmt', 'gray', raw);
      const [, top = 0, , left = 0, , right = 0, , bottom = 0] = await readFile(raw);
      const brightest = Object.entries({ top, left, right, bottom }).toSorted((a, b) => b[1] - a[1])[0]?.[0];
      expect(brightest).toBe(side);
    },
  );

  test('that is see-through lies on white, and one that is small stays small', async () => {
    const folder = await temporaryFolder();
    const source = join(folder, 'clear.png');
    await ffmpeg('-f', 'lavfi', '-i', 'color=black@0:s=40x60:d=1,format=rgba', '-frames:v', '1', source);
    const target = join(folder, 'photo.jpg');
    await makePhoto(source, target, signal);
    expect(await probed(target, 'v', 'width,height')).toBe('40,40');
    const raw = join(folder, 'raw');
    await ffmpeg('-i', target, '-vf', 'scale=1:1', '-f', 'rawvideo', '-pix_fmt', 'gray', raw);
    expect((await readFile(raw))[0]).toBeGreaterThan(240);
  });

  test('is refused as wrong-file where it is a video, text, empty or half a picture', async () => {
    const folder = await temporaryFolder();
    const video = await draw(folder, 'a.mp4');
    const names = ['text.png', 'empty.png', 'broken.png'].map((name) => join(folder, name));
    const [text = '', empty = '', broken = ''] = names;
    await writeFile(text, 'Words and more words. '.repeat(100));
    await writeFile(empty, '');
    await ffmpeg('-f', 'lavfi', '-i', 'testsrc=s=400x400:d=1', '-frames:v', '1', broken);
    await writeFile(broken, (await readFile(broken)).subarray(0, 40));
    for (const file of [video, ...names]) {
      const made = makePhoto(file, join(folder, 'photo.jpg'), signal);
      await expect(made, file).rejects.toMatchObject({ reason: 'wrong-file' });
    }
  });
});
