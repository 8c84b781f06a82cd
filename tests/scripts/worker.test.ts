import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { workerFolder } from '../../scripts/runtimes.mjs';
import type { Context } from '../../scripts/setup/context.mjs';
import { buildWorker, makePrebuiltWorker, workerStep } from '../../scripts/setup/worker.mjs';
import { machine, serve, tempFolder } from './machine.js';

const fedora = 'ID=fedora\n';
const debian = 'ID=debian\n';

function withMediasoup<T extends { context: Context }>(made: T): T {
  const folder = path.join(made.context.root, 'node_modules', 'mediasoup');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ version: '3.27.1' }));
  return made;
}

/** A real archive with a program that ends as mediasoup's worker does, or does not. */
function archive(status: number) {
  const folder = tempFolder();
  writeFileSync(path.join(folder, 'mediasoup-worker'), `#!/bin/sh\nexit ${status}\n`);
  chmodSync(path.join(folder, 'mediasoup-worker'), 0o755);
  spawnSync('tar', ['-czf', 'worker.tgz', 'mediasoup-worker'], { cwd: folder });
  return readFileSync(path.join(folder, 'worker.tgz'));
}

test('a prebuilt worker that starts is placed, and is found by the next run', async () => {
  const asked: string[] = [];
  const base = await serve((request, response) => {
    asked.push(request.url ?? '');
    response.end(archive(41));
  });
  const { context } = withMediasoup(machine({ env: { MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL: base } }));
  await makePrebuiltWorker(context);
  expect(asked[0]).toContain(`/3.27.1/mediasoup-worker-3.27.1-${process.platform}-${process.arch}`);
  expect(await workerStep.find(context)).toBe('3.27.1');
});

test('a prebuilt worker that does not start here is never placed', async () => {
  const base = await serve((_, response) => response.end(archive(127)));
  const { context } = withMediasoup(machine({ env: { MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL: base } }));
  await expect(makePrebuiltWorker(context)).rejects.toThrow('does not start on this machine');
  expect(existsSync(workerFolder(context))).toBe(false);
});

test('a build without a compiler names the packages and the command of the system', async () => {
  const bin = tempFolder();
  writeFileSync(path.join(bin, 'dnf'), '');
  chmodSync(path.join(bin, 'dnf'), 0o755);
  const { context } = withMediasoup(machine({ platform: 'linux', osRelease: fedora, env: { PATH: bin } }));
  await expect(buildWorker(context)).rejects.toMatchObject({
    code: 'packages',
    message: expect.stringMatching(
      /^No compiler: .*gcc-c\+\+.*; install with: sudo dnf install -y .*gcc-c\+\+/,
    ),
  });
});

test('a build on Debian by someone who is not root names the packages and the command', async () => {
  const run = () => Promise.resolve('');
  const { context } = withMediasoup(machine({ platform: 'linux', osRelease: debian, isRoot: false, run }));
  await expect(buildWorker(context)).rejects.toThrow(
    /^No compiler: .*; install with: sudo apt-get install -y libssl-dev .* g\+\+$/,
  );
});

test('a worker named by MEDIASOUP_WORKER_BIN is used, and refused when it does not start', async () => {
  const file = path.join(tempFolder(), 'worker');
  writeFileSync(file, '#!/bin/sh\nexit 41\n');
  chmodSync(file, 0o755);
  const { context } = withMediasoup(machine({ env: { MEDIASOUP_WORKER_BIN: file } }));
  expect(await workerStep.find(context)).toContain(file);
  writeFileSync(file, '#!/bin/sh\nexit 1\n');
  expect(await workerStep.find(context)).toBeNull();
  await expect(workerStep.make(context)).rejects.toThrow(
    `MEDIASOUP_WORKER_BIN is ${file}, which does not start`,
  );
});
