import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ffmpegStep } from '../../scripts/setup/ffmpeg.mjs';
import { runSteps } from '../../scripts/setup/runSteps.mjs';
import { CommandError } from '../../scripts/setup/setupError.mjs';
import { librariesStep } from '../../scripts/setup/systemLibraries.mjs';
import { machine, tempFolder } from './machine.js';

const debian = 'ID=debian\n';
const empty = () => tempFolder();

test('ffmpeg missing on Debian without root names the package and the command as the last words', async () => {
  const { context } = machine({
    platform: 'linux',
    osRelease: debian,
    isRoot: false,
    env: { PATH: empty() },
  });
  await expect(runSteps([ffmpegStep], context)).rejects.toThrow(
    /^Recordings need ffmpeg; install with: sudo apt-get install -y ffmpeg$/,
  );
});

test.each([
  ['pacman', 'sudo pacman -S --needed ffmpeg'],
  ['zypper', 'sudo zypper install -y ffmpeg'],
  ['brew', 'brew install ffmpeg'],
])('ffmpeg missing where %s installs packages names its command', async (program, command) => {
  const bin = tempFolder();
  writeFileSync(path.join(bin, program), '');
  chmodSync(path.join(bin, program), 0o755);
  const { context } = machine({ osRelease: 'ID=other\n', isRoot: true, env: { PATH: bin } });
  await expect(ffmpegStep.make(context)).rejects.toThrow(`install with: ${command}`);
});

test('Debian as root installs only what is missing, by the name that this Debian offers', async () => {
  const installed = [
    'libgtk-3-0t64',
    'libnss3',
    'libgbm1',
    'libxss1',
    'libatk-bridge2.0-0',
    'libnotify4',
    'libxtst6',
  ];
  const calls: string[][] = [];
  const run = async (command: string, args: string[], options: { onLine?: (line: string) => void } = {}) => {
    calls.push([command, ...args]);
    if (command === 'dpkg-query') for (const name of installed) options.onLine?.(`${name} installed`);
    if (command === 'apt-get' && args[0] === 'install') installed.push(...args.slice(3));
    return command === 'apt-cache' && args[1] === 'libasound2t64'
      ? '  Candidate: 1.2'
      : '  Candidate: (none)';
  };
  const env = { DISPLAY: ':0' };
  const { context } = machine({ platform: 'linux', osRelease: debian, isRoot: true, run, env });
  await runSteps([librariesStep], context);
  const install = calls.filter(([command, verb]) => command === 'apt-get' && verb === 'install');
  expect(install).toEqual([['apt-get', 'install', '-y', '--no-install-recommends', 'libasound2t64']]);

  calls.length = 0;
  await runSteps([librariesStep], context);
  expect(calls.map(([command]) => command)).toEqual(['dpkg-query']);
});

test('Debian whose mirrors cannot be reached asks for a network', async () => {
  const run = (command: string) =>
    command === 'apt-get'
      ? Promise.reject(new CommandError('apt-get', 100, 'E: Failed to fetch: Temporary failure resolving'))
      : Promise.resolve('');
  const { context } = machine({
    platform: 'linux',
    osRelease: debian,
    isRoot: true,
    run,
    env: { PATH: empty() },
  });
  await expect(ffmpegStep.make(context)).rejects.toMatchObject({ code: 'network' });
});
