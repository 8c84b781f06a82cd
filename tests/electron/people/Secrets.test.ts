import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { Secrets, type Vault } from '#electron/people/Secrets.ts';
import { lines, log, newFolder } from '../support/parts.ts';

const hub = 'f'.repeat(43);
const vaultOf = (key: string): Vault => ({
  encrypt: (text) => Buffer.from(key + text).toString('base64'),
  decrypt: (stored) => {
    const text = Buffer.from(stored, 'base64').toString('utf8');
    if (!text.startsWith(key)) throw new Error('sealed by another key');
    return text.slice(key.length);
  },
});
const vault = vaultOf('mine');

let folder: string;
beforeEach(async () => {
  folder = await newFolder();
});

test.each([
  ['no keyring', null],
  ['another keyring', vaultOf('new')],
])(
  'A2: a start with %s is refused as keyring-locked, writes nothing, and the next one has all again',
  async (_what, other) => {
    const before = await Secrets.open(folder, vault, log);
    const device = await before.device(hub);
    await before.setRefreshToken(hub, 'refresh-1');
    const file = join(folder, 'secrets.json');
    const sealed = await readFile(file, 'utf8');

    const locked = { reason: 'keyring-locked' };
    const shut = await Secrets.open(folder, other, log);
    await expect(shut.device(hub)).rejects.toMatchObject(locked);
    await expect(shut.setRefreshToken(hub, 'refresh-2')).rejects.toMatchObject(locked);
    expect(() => shut.refreshToken(hub)).toThrow(expect.objectContaining(locked));
    expect(await readdir(folder)).toEqual(['secrets.json']);
    expect(await readFile(file, 'utf8')).toBe(sealed);
    expect(lines.some((line) => line.startsWith('keyring-locked:'))).toBe(true);

    const after = await Secrets.open(folder, vault, log);
    expect(await after.device(hub)).toEqual(device);
    expect(after.refreshToken(hub)).toBe('refresh-1');
  },
);

test('A2: what a start without a keyring wrote is sealed by the first write of one with it', async () => {
  const plain = await Secrets.open(folder, null, log);
  const device = await plain.device(hub);
  const sealing = await Secrets.open(folder, vault, log);
  await sealing.setRefreshToken(hub, 'refresh-1');
  expect(await readFile(join(folder, 'secrets.json'), 'utf8')).toMatch(/^sealed:/);
  expect(await (await Secrets.open(folder, vault, log)).device(hub)).toEqual(device);
});
