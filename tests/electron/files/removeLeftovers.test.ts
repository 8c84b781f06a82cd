import { randomUUID } from 'node:crypto';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { removeLeftovers } from '#electron/files/removeLeftovers.ts';
import { writeDurably } from '#electron/files/writeDurably.ts';
import { newFolder } from '../support/parts.ts';

test('what a killed process left half written is removed at the next start, and nothing else', async () => {
  const folder = await newFolder();
  await mkdir(join(folder, 'deep'));
  await writeDurably(join(folder, 'window.json'), '{}');
  await writeFile(join(folder, `window.json.${randomUUID()}.tmp`), '{"x":');
  await writeFile(join(folder, 'deep', `manifest.json.${randomUUID()}.tmp`), '');
  await writeFile(join(folder, 'notes.tmp'), 'of somebody else');
  await removeLeftovers(folder, { recursive: false });
  expect((await readdir(folder)).sort()).toEqual(['deep', 'notes.tmp', 'window.json']);
  expect(await readdir(join(folder, 'deep'))).toHaveLength(1);
  await removeLeftovers(folder, { recursive: true });
  expect(await readdir(join(folder, 'deep'))).toEqual([]);
});

test('a profile that was never used has no leftovers', async () => {
  await removeLeftovers(join(await newFolder(), 'new'), { recursive: true });
});
