import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { withLock } from '../../scripts/setup/lock.mjs';
import { isAlive } from '../../scripts/setup/processLife.mjs';
import { machine } from './machine.js';

const setup = (name: string) =>
  JSON.stringify(fileURLToPath(new URL(`../../scripts/setup/${name}`, import.meta.url)));

function holderScript(file: string, work: string) {
  return `import { withLock } from ${setup('lock.mjs')};
    import { runCommand } from ${setup('runCommand.mjs')};
    await withLock(${JSON.stringify(file)}, { log: console }, async () => { ${work} });`;
}

test('of two runs at once the second waits for the first', async () => {
  const { context, lines, folder } = machine();
  const file = path.join(folder, 'a.lock');
  const order: string[] = [];
  const [held, free] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const first = withLock(file, context, async () => {
    held.resolve();
    await free.promise;
    order.push('first');
  });
  await held.promise;
  const second = withLock(file, context, async () => void order.push('second'));
  await expect.poll(() => lines).toHaveLength(1);
  free.resolve();
  await Promise.all([first, second]);
  expect(order).toEqual(['first', 'second']);
  expect(lines).toHaveLength(1);
  expect(readdirSync(folder)).toEqual([]);
});

test('the lock of a killed run is taken over', async () => {
  const { context, folder } = machine();
  const file = path.join(folder, 'a.lock');
  const script = holderScript(
    file,
    `process.kill(process.pid, 'SIGKILL'); await new Promise(() => setTimeout(() => 0, 60000));`,
  );
  spawnSync(process.execPath, ['--input-type=module', '-e', script]);
  expect(existsSync(file)).toBe(true);
  expect(await withLock(file, context, async () => 'mine')).toBe('mine');
});

test.runIf(process.platform === 'linux')(
  'what a killed run had started is ended before the lock passes on',
  async () => {
    const { context, folder } = machine();
    const file = path.join(folder, 'a.lock');
    const holder = spawn(process.execPath, [
      '--input-type=module',
      '-e',
      holderScript(file, `await runCommand('sleep', ['60']);`),
    ]);
    const children = (): { pid: number }[] =>
      existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).children : [];
    await expect.poll(children, { timeout: 30_000 }).toHaveLength(1);
    const [child = { pid: 0 }] = children();
    holder.kill('SIGKILL');
    await new Promise((resolve) => holder.once('close', resolve));
    expect(isAlive(child.pid)).toBe(true);
    await withLock(file, context, async () => {
      await expect.poll(() => isAlive(child.pid)).toBe(false);
    });
  },
);

test('a lock is released when the work fails', async () => {
  const { context, folder } = machine();
  const file = path.join(folder, 'a.lock');
  await expect(withLock(file, context, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  expect(existsSync(file)).toBe(false);
});
