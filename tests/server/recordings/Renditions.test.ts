import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { HubKey } from '#server/people/HubKey.ts';
import { parseVtt } from '#server/recordings/parseVtt.ts';
import { Renditions } from '#server/recordings/Renditions.ts';
import { FolderStore } from '#server/recordings/store/FolderStore.ts';
import { CHUNK_SIZE } from '#shared/recordings/manifest.ts';
import { openTestStore } from '../testStore.ts';

async function library() {
  const { store, folder } = await openTestStore();
  const renditions = new Renditions(store, await FolderStore.open(folder), await HubKey.open(folder));
  const draw = (name: string): string => {
    const file = join(folder, name);
    const source = 'nullsrc=s=320x180:d=4:r=15,geq=random(1)*255:128:128';
    execFileSync('ffmpeg', [
      '-v',
      'error',
      '-f',
      'lavfi',
      '-i',
      source,
      '-b:v',
      '4M',
      '-pix_fmt',
      'yuv420p',
      file,
    ]);
    return file;
  };
  return { renditions, draw, folder };
}

describe('a rendition', () => {
  test.each(['a.mp4', 'a.webm'])(
    'M1: of %s is kept whole, with the hash of each chunk, once',
    async (name) => {
      const { renditions, draw, folder } = await library();
      const file = draw(name);
      const first = await renditions.importVideo(file, `video/${name.slice(2)}`);
      const second = await renditions.importVideo(file, `video/${name.slice(2)}`);
      expect(second).toEqual(first);
      const stored = await renditions.find(first.signed.id);
      expect(stored?.hash).toBe(first.hash);
      const bytes = await readFile(join(folder, 'media', first.hash.slice(0, 2), first.hash));
      expect(bytes.equals(await readFile(file))).toBe(true);
      const chunks = Array.from({ length: Math.ceil(bytes.length / CHUNK_SIZE) }, (_, n) =>
        createHash('sha256')
          .update(bytes.subarray(n * CHUNK_SIZE, (n + 1) * CHUNK_SIZE))
          .digest('hex'),
      );
      expect(chunks.length).toBeGreaterThan(1);
      expect(stored?.signed.manifest.chunks).toEqual(chunks);
    },
  );

  test.each(['a.mp4', 'a.webm'])('is refused as damaged where %s is truncated', async (name) => {
    const { renditions, draw } = await library();
    const file = draw(name);
    await truncate(file, 700_000);
    await expect(renditions.importVideo(file, 'video/mp4')).rejects.toMatchObject({ reason: 'damaged' });
  });

  test('is refused as damaged where it is no video', async () => {
    const { renditions, folder } = await library();
    for (const [index, text] of ['', 'words and more words, but no boxes'].entries()) {
      const file = join(folder, `${index}.mp4`);
      await writeFile(file, text);
      await expect(renditions.importVideo(file, 'video/mp4')).rejects.toMatchObject({ reason: 'damaged' });
    }
  });
});

describe('captions', () => {
  test('are read as plain text with their times in seconds', () => {
    const text =
      '\uFEFFWEBVTT sample\r\n\r\nNOTE left out\r\n\r\n1\r\n00:01.500 --> 00:03.000 align:start\r\n<v Ada>Fish &amp; <i>chips</i>\r\nand more\r\n\r\n01:00:00.000 --> 01:00:01.000\r\nLate\r\n';
    expect(parseVtt(text)).toEqual([
      { start: 1.5, end: 3, text: 'Fish & chips and more' },
      { start: 3600, end: 3601, text: 'Late' },
    ]);
  });

  test('are refused where they are not WebVTT or end before they start', () => {
    expect(() => parseVtt('1\n00:00:01,000 --> 00:00:02,000\nSRT')).toThrow('not a WebVTT file');
    expect(() => parseVtt('WEBVTT\n\n00:02.000 --> 00:01.000\nBack')).toThrow('times are wrong');
  });
});
