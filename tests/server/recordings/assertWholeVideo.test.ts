import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { assertWholeVideo } from '#server/recordings/assertWholeVideo.ts';
import { temporaryFolder } from '../testStore.ts';
import { draw } from './work/draw.ts';

/** A box of ISO/IEC 14496-12 without anything in it. */
function emptyBox(type: string): Buffer {
  return Buffer.concat([Buffer.from([0, 0, 0, 8]), Buffer.from(type, 'latin1')]);
}

async function fileOf(...parts: readonly Buffer[]): Promise<string> {
  const file = join(await temporaryFolder(), 'a.mp4');
  await writeFile(file, Buffer.concat(parts));
  return file;
}

const bothNeeded = [emptyBox('moov'), emptyBox('mdat')];
const boxes = (count: number) => Buffer.alloc(count * 8, emptyBox('free'));

describe('whether a video is whole', () => {
  test('is said of one in fragments of a picture each', async () => {
    const more = ['-movflags', 'frag_every_frame+empty_moov'];
    await assertWholeVideo(
      await draw(await temporaryFolder(), 'a.mp4', { seconds: 60, size: '64x36', more }),
    );
  });

  test('is said of boxes that lie across all that is read at a time', async () => {
    const large = Buffer.alloc(4_100);
    large.writeUInt32BE(large.length);
    large.write('free', 4, 'latin1');
    await assertWholeVideo(await fileOf(...bothNeeded, ...Array.from({ length: 20 }, () => large)));
    await assertWholeVideo(await fileOf(boxes(999_998), ...bothNeeded));
  });

  test('is not looked for further in a file of more boxes than any video has', async () => {
    await expect(assertWholeVideo(await fileOf(boxes(999_999), ...bothNeeded))).rejects.toMatchObject({
      reason: 'wrong-file',
    });
  });

  test('is denied where a box of a long length has no length', async () => {
    const endless = Buffer.concat([Buffer.from([0, 0, 0, 1]), Buffer.from('free'), Buffer.alloc(8)]);
    await expect(assertWholeVideo(await fileOf(...bothNeeded, endless))).rejects.toMatchObject({
      reason: 'damaged',
    });
  });

  test('is not asked any more once the signal says so', async () => {
    const file = await fileOf(boxes(900_000), ...bothNeeded);
    const stop = new AbortController();
    const asked = assertWholeVideo(file, stop.signal);
    const enough = new Error('enough');
    setTimeout(() => stop.abort(enough), 1);
    await expect(asked).rejects.toBe(enough);
  });
});
