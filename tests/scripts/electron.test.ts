import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { checkPinned, standInPackage } from '../../scripts/electron/standIn.mjs';
import { electronFolder, findElectron, standInVersion } from '../../scripts/runtimes.mjs';
import type { Context } from '../../scripts/setup/context.mjs';
import { electronStep } from '../../scripts/setup/electron.mjs';
import { CommandError } from '../../scripts/setup/setupError.mjs';
import { deadAddress, machine, serve, tempFolder } from './machine.js';

function withElectronPackage<T extends { context: Context }>(made: T, sha256 = '0'.repeat(64)): T {
  const folder = path.join(made.context.root, 'node_modules', 'electron');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ version: '45.4.1' }));
  const names = ['darwin-arm64', 'linux-x64'].map((target) => [`electron-v45.4.1-${target}.zip`, sha256]);
  writeFileSync(path.join(folder, 'checksums.json'), JSON.stringify(Object.fromEntries(names)));
  return made;
}

const mac = { platform: 'darwin', arch: 'arm64' };

test('an Electron with a wrong checksum is refused and never placed', async () => {
  const mirror = await serve((_, response) => response.end('not Electron'));
  const { context } = withElectronPackage(machine({ ...mac, env: { ELECTRON_MIRROR: `${mirror}/` } }));
  await expect(electronStep.make(context)).rejects.toMatchObject({ code: 'checksum' });
  expect(existsSync(electronFolder(context, '45.4.1'))).toBe(false);
  expect(await electronStep.find(context)).toBeNull();
});

test('an Electron that cannot be reached, with no stand-in for the system, asks for a network', async () => {
  const { context } = withElectronPackage(
    machine({ ...mac, env: { ELECTRON_MIRROR: `${await deadAddress()}/` } }),
  );
  await expect(electronStep.make(context)).rejects.toMatchObject({ code: 'network' });
});

test('an Electron whose stand-in cannot be reached either names both reasons', async () => {
  const run = () => Promise.reject(new CommandError('npm', 1, 'npm error code ENOTFOUND'));
  const env = { ELECTRON_MIRROR: `${await deadAddress()}/` };
  const { context } = withElectronPackage(machine({ platform: 'linux', arch: 'x64', run, env }));
  await expect(electronStep.make(context)).rejects.toMatchObject({
    code: 'network',
    message: expect.stringMatching(/^No Electron: No network.*and the stand-in: No network/),
  });
  expect(existsSync(electronFolder(context, standInVersion))).toBe(false);
});

test('a stand-in that is not the pinned file is refused', async () => {
  const file = path.join(tempFolder(), 'a.tgz');
  writeFileSync(file, 'something else');
  await expect(checkPinned(file, standInPackage)).rejects.toMatchObject({ code: 'checksum' });
});

test('the pinned Electron is preferred to the stand-in, and an override to both', () => {
  const { context } = withElectronPackage(machine({ platform: 'linux', arch: 'x64' }));
  const place = (folder: string) => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'electron'), '');
    return folder;
  };
  expect(findElectron(context)).toBeNull();
  place(electronFolder(context, standInVersion));
  expect(findElectron(context)).toMatchObject({ version: standInVersion, source: 'stand-in' });
  place(electronFolder(context, '45.4.1'));
  expect(findElectron(context)).toMatchObject({ version: '45.4.1', source: 'official' });
  const dist = place(tempFolder());
  const env = { ...context.env, ELECTRON_OVERRIDE_DIST_PATH: dist };
  expect(findElectron({ ...context, env })).toMatchObject({ dist, source: 'override' });
});

test('an override without an Electron in it is an error that names it', () => {
  const dist = tempFolder();
  const { context } = withElectronPackage(machine({ env: { ELECTRON_OVERRIDE_DIST_PATH: dist } }));
  expect(() => findElectron(context)).toThrow(`ELECTRON_OVERRIDE_DIST_PATH is ${dist}, and there is no`);
});
