import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ChosenFiles } from '#electron/uploads/ChosenFiles.ts';
import { newFolder } from '../support/people.ts';

test('the window is given a token, a name and a size of a chosen file, and never its path', async () => {
  const folder = await newFolder();
  const path = join(folder, 'Ünder the hood.mp4');
  await writeFile(path, 'twelve bytes');
  const files = new ChosenFiles();
  const chosen = await files.take(path);
  expect(chosen).toEqual({ token: expect.any(String), name: 'Ünder the hood.mp4', size: 12 });
  expect(JSON.stringify(chosen)).not.toContain(folder);
  expect(files.get(chosen?.token ?? '')).toMatchObject({ path, size: 12 });
});

test('a folder, what is not there and what leads nowhere are no files', async () => {
  const folder = await newFolder();
  await mkdir(join(folder, 'inner'));
  await symlink(join(folder, 'nowhere'), join(folder, 'link'));
  const files = new ChosenFiles();
  for (const name of ['inner', 'absent', 'link', 'absent/deeper', 'a\0b']) {
    expect(await files.take(join(folder, name))).toBeNull();
  }
  expect(await files.take('/dev/zero')).toBeNull();
});

test('a token of another start, or one that is made up, is refused as file-gone', () => {
  expect(() => new ChosenFiles().get(crypto.randomUUID())).toThrow('file-gone');
});

test('after 500 files the one that was chosen first is forgotten', async () => {
  const folder = await newFolder();
  const path = join(folder, 'a.pdf');
  await writeFile(path, 'x');
  const files = new ChosenFiles();
  const first = await files.take(path);
  const second = await files.take(path);
  for (let i = 0; i < 499; i += 1) await files.take(path);
  expect(() => files.get(first?.token ?? '')).toThrow('file-gone');
  expect(files.get(second?.token ?? '').path).toBe(path);
});
