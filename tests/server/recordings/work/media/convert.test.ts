import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { checkRecording } from '#server/recordings/work/media/checkRecording.ts';
import { madeSize } from '#server/recordings/work/media/conversion.ts';
import { convert } from '#server/recordings/work/media/convert.ts';
import { makeAudio } from '#server/recordings/work/media/makeAudio.ts';
import { temporaryFolder } from '../../../testStore.ts';
import { boxesOf, type Drawing, draw, ffmpeg, probed } from '../draw.ts';

async function converted(name: string, drawing: Drawing = {}) {
  const folder = await temporaryFolder();
  const source = await draw(folder, name, drawing);
  const target = join(folder, 'made.mp4');
  const { signal } = new AbortController();
  const parts: number[] = [];
  const progress = (part: number) => parts.push(part);
  const facts = await checkRecording(source, signal);
  const made = await convert(source, target, facts, { signal, progress });
  return { folder, source, target, facts, made, parts, signal };
}

// Real work of ffmpeg, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });

describe('a recording', () => {
  test('with its table at the end starts at once afterwards; its pictures and sound are copied', async () => {
    const { source, target, made } = await converted('a.mp4', { video: ['-c:v', 'libx264', '-b:v', '77k'] });
    expect(await boxesOf(source)).toEqual(['ftyp', 'free', 'mdat', 'moov']);
    const boxes = await boxesOf(target);
    expect(boxes.indexOf('moov')).toBeLessThan(boxes.indexOf('mdat'));
    expect(await probed(target, 'v', 'nb_frames')).toBe(await probed(source, 'v', 'nb_frames'));
    expect(await probed(target, 'v', 'bit_rate')).toBe(await probed(source, 'v', 'bit_rate'));
    expect(made).toMatchObject({ width: 160, height: 90 });
  });

  test.each([
    ['VP9 and Opus', 'a.webm', ['-c:v', 'libvpx-vp9', '-cpu-used', '8'], ['-c:a', 'libopus'], 'vp9', 'opus'],
    ['VP8 and Vorbis', 'b.webm', ['-c:v', 'libvpx'], ['-c:a', 'libvorbis'], 'h264', 'aac'],
    ['MPEG-4 and MP3', 'c.avi', ['-c:v', 'mpeg4'], ['-c:a', 'mp3'], 'h264', 'mp3'],
    ['H.265', 'd.mp4', ['-c:v', 'libx265', '-x265-params', 'log-level=none'], ['-c:a', 'aac'], 'h264', 'aac'],
    ['H.264 of 4:4:4', 'e.mkv', ['-c:v', 'libx264', '-pix_fmt', 'yuv444p'], ['-c:a', 'flac'], 'h264', 'aac'],
    ['H.264 in AVI', 'f.avi', ['-c:v', 'libx264', '-bf', '2'], ['-c:a', 'pcm_s16le'], 'h264', 'aac'],
    ['MPEG-2 in a stream', 'g.ts', ['-c:v', 'mpeg2video'], ['-c:a', 'mp2'], 'h264', 'aac'],
    [
      'ProRes',
      'h.mov',
      ['-c:v', 'prores_ks', '-pix_fmt', 'yuv422p10le'],
      ['-c:a', 'pcm_s16le'],
      'h264',
      'aac',
    ],
  ])('of %s is made into what every app plays', async (_, name, video, audio, pictures, sound) => {
    const { target, made } = await converted(name, { video, audio });
    expect(await probed(target, 'v', 'codec_name')).toBe(pictures);
    expect(await probed(target, 'v', 'pix_fmt')).toBe('yuv420p');
    expect(await probed(target, 'a', 'codec_name')).toBe(sound);
    expect(made.duration).toBeCloseTo(6, 0);
  });

  test('without sound, of an odd size and with wide pixels keeps its shape; progress goes from 0 to 1', async () => {
    const video = ['-c:v', 'libx265', '-x265-params', 'log-level=none', '-vf', 'setsar=4/3'];
    const { target, made, parts } = await converted('a.mkv', {
      size: '162x122',
      seconds: 20,
      video,
      audio: null,
    });
    expect(made).toMatchObject({ width: 216, height: 122 });
    expect(await probed(target, 'v', 'width,height')).toBe('216,122');
    expect(await probed(target, 'a', 'codec_name')).toBe('');
    expect(parts).toEqual(parts.toSorted((a, b) => a - b));
    expect(parts.at(-1)).toBeGreaterThan(0.9);
  });

  test('says nothing of who made it, and the same file makes the same bytes', async () => {
    const more = ['-metadata', 'title=Secret', '-metadata', 'comment=Somewhere'];
    const { source, target, folder, facts, signal } = await converted('a.mp4', { more });
    expect((await readFile(source)).includes('Secret')).toBe(true);
    expect((await readFile(target)).includes('Secret')).toBe(false);
    const again = join(folder, 'again.mp4');
    await convert(source, again, facts, { signal, progress: () => undefined });
    expect((await readFile(again)).equals(await readFile(target))).toBe(true);
  });

  test('has a small rendition of its sound alone', async () => {
    const { target, folder, signal } = await converted('a.mp4', {
      seconds: 30,
      audio: ['-c:a', 'aac', '-ac', '2'],
    });
    const audio = join(folder, 'audio.m4a');
    await makeAudio(target, audio, 30, { signal, progress: () => undefined });
    expect(await probed(audio, 'v', 'codec_name')).toBe('');
    expect(await probed(audio, 'a', 'codec_name,channels')).toBe('aac,1');
    expect((await stat(audio)).size).toBeLessThan((30 * 80_000) / 8);
    const boxes = await boxesOf(audio);
    expect(boxes.indexOf('moov')).toBeLessThan(boxes.indexOf('mdat'));
  });

  test('that is made anew is not higher than 1080 lines, upright or not, and never enlarged', async () => {
    expect(madeSize({ width: 3840, height: 2160 })).toEqual({ width: 1920, height: 1080 });
    expect(madeSize({ width: 2160, height: 3840 })).toEqual({ width: 1080, height: 1920 });
    expect(madeSize({ width: 641, height: 359 })).toEqual({ width: 642, height: 360 });
  });

  test('that was filmed on a turned telephone is as high as it is shown', async () => {
    const folder = await temporaryFolder();
    const flat = await draw(folder, 'a.mp4');
    const turned = join(folder, 'turned.mp4');
    await ffmpeg('-i', flat, '-c', 'copy', '-metadata:s:v:0', 'rotate=90', turned);
    const { signal } = new AbortController();
    const facts = await checkRecording(turned, signal);
    expect(facts.video).toMatchObject({ width: 90, height: 160 });
  });
});
