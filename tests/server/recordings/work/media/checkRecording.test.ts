import { copyFile, open, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { checkRecording } from '#server/recordings/work/media/checkRecording.ts';
import { temporaryFolder } from '../../../testStore.ts';
import { cut, draw, ffmpeg, renameCodec } from '../draw.ts';

const { signal } = new AbortController();
const check = (file: string) => checkRecording(file, signal);

// Real work of ffmpeg, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });

describe('an uploaded recording', () => {
  test('is known by what is in it, whatever its name says', async () => {
    const folder = await temporaryFolder();
    const file = await draw(folder, 'a.mkv');
    await copyFile(file, join(folder, 'recording.txt'));
    expect(await check(join(folder, 'recording.txt'))).toMatchObject({
      video: { codec: 'h264', width: 160, height: 90, pixels: 'yuv420p', interlaced: false },
      audio: { codec: 'aac', channels: 1 },
    });
    expect((await check(file)).duration).toBeCloseTo(6, 0);
  });

  test('is refused as wrong-file where it is empty, text, zeros, a picture, or sound alone', async () => {
    const folder = await temporaryFolder();
    const files = ['empty.mp4', 'text.mp4', 'picture.mp4', 'sound.mp4'].map((name) => join(folder, name));
    const [empty = '', text = '', picture = '', sound = ''] = files;
    await writeFile(empty, '');
    await writeFile(text, 'Words and more words.\n'.repeat(500));
    await ffmpeg('-f', 'lavfi', '-i', 'testsrc=s=64x64:d=1', '-frames:v', '1', '-f', 'image2', picture);
    await ffmpeg('-f', 'lavfi', '-i', 'sine=d=2', '-c:a', 'aac', sound);
    for (const file of files) await expect(check(file), file).rejects.toMatchObject({ reason: 'wrong-file' });
  });

  test('of 4 GB of nothing is refused as wrong-file without being read', async () => {
    const file = join(await temporaryFolder(), 'sparse.mp4');
    await writeFile(file, '');
    await truncate(file, 4 * 1024 ** 3);
    await expect(check(file)).rejects.toMatchObject({ reason: 'wrong-file' });
  });

  test('is refused as wrong-file where it is in more pieces than any video', async () => {
    const file = join(await temporaryFolder(), 'pieces.mp4');
    await writeFile(file, Buffer.alloc(8_000_008, Buffer.from('\0\0\0\bfree')));
    await expect(check(file)).rejects.toMatchObject({ reason: 'wrong-file' });
  });

  test('is not looked at any more once the work is dropped', async () => {
    const file = join(await temporaryFolder(), 'pieces.mp4');
    await writeFile(file, Buffer.alloc(800_000, Buffer.from('\0\0\0\bfree')));
    const dropped = new Error('dropped');
    await expect(checkRecording(file, AbortSignal.abort(dropped))).rejects.toBe(dropped);
  });

  test('of its full length whose second half was never written is refused as cut-short', async () => {
    const file = await draw(await temporaryFolder(), 'a.mp4', {
      seconds: 60,
      more: ['-movflags', '+faststart'],
    });
    const handle = await open(file, 'r+');
    const { size } = await handle.stat();
    const half = Math.floor(size / 2);
    await handle.write(Buffer.alloc(size - half), 0, size - half, half);
    await handle.close();
    await expect(check(file)).rejects.toMatchObject({ reason: 'cut-short' });
  });

  test.each([
    ['an MP4 with its table at the end', 'a.mp4', []],
    ['an MP4 with its table at the beginning', 'b.mp4', ['-movflags', '+faststart']],
    ['a QuickTime file', 'c.mov', []],
    ['a Matroska file', 'd.mkv', []],
    ['an AVI file', 'e.avi', []],
    ['an FLV file', 'f.flv', []],
  ])('M10: is refused as cut-short where %s ends before its end', async (_, name, more) => {
    const folder = await temporaryFolder();
    const audio = name === 'e.avi' ? ['-c:a', 'mp3'] : ['-c:a', 'aac'];
    const file = await draw(folder, name, { seconds: 60, size: '64x36', audio, more });
    await expect(check(file)).resolves.toMatchObject({ audio: {} });
    await cut(file, 0.7);
    await expect(check(file)).rejects.toMatchObject({ reason: 'cut-short' });
  });

  test('is refused as codec-unknown with the name of a codec that ffmpeg cannot decode', async () => {
    const folder = await temporaryFolder();
    const video = await renameCodec(await draw(folder, 'a.mp4'), 'avc1', 'zZ9x');
    await expect(check(video)).rejects.toMatchObject({ reason: 'codec-unknown', detail: 'zZ9x' });
    const sound = await renameCodec(await draw(folder, 'b.mkv'), 'A_AAC', 'A_QQQ');
    await expect(check(sound)).rejects.toMatchObject({ reason: 'codec-unknown', detail: 'without a name' });
  });

  test('is refused as too-large where a small file stands for days, or for pictures of no known size', async () => {
    const folder = await temporaryFolder();
    const days = join(folder, 'days.mkv');
    await ffmpeg('-f', 'lavfi', '-i', 'testsrc=s=64x64:r=1/6000', '-frames:v', '25', days);
    const wide = join(folder, 'wide.mkv');
    await ffmpeg('-f', 'lavfi', '-i', 'color=s=6100x6000:r=1', '-t', '1', '-c:v', 'png', wide);
    await expect(check(days)).rejects.toMatchObject({ reason: 'too-large' });
    await expect(check(wide)).rejects.toMatchObject({ reason: 'too-large', detail: '6100 x 6000 pixels' });
  });

  test('never opens another file: a playlist that names one is no video', async () => {
    const folder = await temporaryFolder();
    const other = await draw(folder, 'other.ts');
    const list = join(folder, 'list.mp4');
    await writeFile(list, `#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXTINF:6,\n${other}\n#EXT-X-ENDLIST\n`);
    await expect(check(list)).rejects.toMatchObject({ reason: 'wrong-file' });
    await writeFile(list, `ffconcat version 1.0\nfile '${other}'\n`);
    await expect(check(list)).rejects.toMatchObject({ reason: 'wrong-file' });
  });
});
