import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { offer, packIn } from '#electron/main/offeredPacks.ts';
import { ChosenFiles } from '#electron/uploads/ChosenFiles.ts';
import { newFolder } from '../support/people.ts';

test.each([
  [['lectern', '/sticks/a.lectern'], '/sticks/a.lectern'],
  [['lectern', '--profile=/x', 'B.LECTERN'], resolve('/home/someone', 'B.LECTERN')],
  [['lectern', '--file=/x/a.lectern'], null],
  [['lectern', 'lectern://join?x=a.lectern'], null],
  [['lectern', 'https://example.org/a.lectern'], null],
  [['/opt/app.lectern'], null],
  [['lectern', '/notes.txt'], null],
] as const)('the arguments %j name the pack %s', (argv, path) => {
  expect(packIn(argv, '/home/someone')).toBe(path);
});

test('a pack that the system opened reaches the window as a token; one that is not there is refused by name', async () => {
  const said: unknown[] = [];
  const notices = { say: (...words: unknown[]) => void said.push(words) };
  const path = join(await newFolder(), 'a.lectern');
  await writeFile(path, 'four');
  const files = new ChosenFiles();
  await offer(path, files, notices);
  await offer(`${path}.gone`, files, notices);
  expect(said).toEqual([
    ['packs.offered', { token: expect.any(String), name: 'a.lectern', size: 4 }],
    ['link.refused', { refused: 'file-gone' }],
  ]);
  expect(JSON.stringify(said)).not.toContain(path);
});
