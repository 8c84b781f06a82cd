import { execFile } from 'node:child_process';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { assertTakesSize } from '#electron/packs/fileSize.ts';
import { mountSmallDisk } from '#tests/support/smallDisk.ts';
import { newFolder } from './SampleHub.ts';

const MIB = 1024 ** 2;
/** What FAT32 takes, in bytes. */
const FAT_FILE = 2 ** 32 - 1;
const run = promisify(execFile);

/** Packs a recording in a process whose files the system keeps to so many bytes, as FAT32 does: it says `EFBIG`. */
async function exported(folder: string, { mib, chunks, limit }: Record<'mib' | 'chunks' | 'limit', number>) {
  const child = [process.execPath, join(import.meta.dirname, 'exportInChild.ts'), folder, mib, chunks];
  const { stdout } = await run('prlimit', [`--fsize=${limit}`, '--', ...child.map(String)]);
  const left = (await readdir(folder)).filter((name) => name !== 'lines');
  return { ...(JSON.parse(stdout) as { reason: string | null; written: number }), left };
}

test('a file is as empty as before where it was found out how long it may be', async () => {
  const folder = await newFolder();
  const handle = await open(join(folder, 'pack'), 'wx');
  onTestFinished(() => handle.close());
  await assertTakesSize(handle, folder, 5 * 1024 * MIB);
  expect(await handle.stat()).toMatchObject({ size: 0, blocks: 0 });
});

describe.runIf(process.platform === 'linux')('a pack on a disk that takes no file so long', () => {
  test('M7: is refused as file-too-large before a byte of it is written, although there is room', async () => {
    const disk = mountSmallDisk(6 * 1024);
    if (!disk) return expect(process.getuid?.(), 'only root can make a small disk').not.toBe(0);
    onTestFinished(() => disk.unmount());
    const { folder } = disk;
    const asked = { mib: 5 * 1024, chunks: 20 };
    const refused = await exported(folder, { ...asked, limit: FAT_FILE });
    expect(refused).toMatchObject({ reason: 'file-too-large', left: [] });
    expect(refused.written).toBeLessThan(10 * MIB);
    // Where there is no such limit, it gets as far as there are chunks.
    const begun = await exported(folder, { ...asked, limit: FAT_FILE * 2 });
    expect(begun).toMatchObject({ reason: 'damaged', left: [] });
    expect(begun.written).toBeGreaterThan(10 * MIB);
  });

  test('M7: is refused by the same name where that shows only while it is written', async () => {
    const folder = await newFolder();
    const asked = { mib: 8, chunks: 8 };
    const refused = await exported(folder, { ...asked, limit: 3 * MIB });
    expect(refused).toMatchObject({ reason: 'file-too-large', left: [] });
    expect(await exported(folder, { ...asked, limit: 9 * MIB })).toMatchObject({
      reason: null,
      left: ['sample.lectern'],
    });
  });
});
