import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { placeWhole } from '../../scripts/setup/placeWhole.mjs';
import { machine } from './machine.js';

const module = fileURLToPath(new URL('../../scripts/setup/placeWhole.mjs', import.meta.url));

test('an artefact appears whole under its name, and nothing else is left', async () => {
  const { context } = machine();
  const target = path.join(context.cache, 'thing');
  await placeWhole(context, target, async (part) => {
    writeFileSync(path.join(part, 'a'), 'whole');
    expect(existsSync(target)).toBe(false);
  });
  expect(readdirSync(context.cache)).toEqual(['thing']);
  expect(readFileSync(path.join(target, 'a'), 'utf8')).toBe('whole');
});

test('an artefact whose making fails leaves nothing', async () => {
  const { context } = machine();
  const target = path.join(context.cache, 'thing');
  const fill = async (part: string) => {
    writeFileSync(path.join(part, 'a'), 'half');
    throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
  };
  await expect(placeWhole(context, target, fill)).rejects.toThrow('no space left');
  expect(readdirSync(context.cache)).toEqual([]);
});

test('a run killed in the middle leaves no artefact, and the next run clears what it left', async () => {
  const { context } = machine();
  const target = path.join(context.cache, 'thing');
  const script = `import { placeWhole } from ${JSON.stringify(module)};
    import fs from 'node:fs/promises';
    await placeWhole({ disk: fs, platform: process.platform }, ${JSON.stringify(target)}, async (part) => {
      await fs.writeFile(part + '/a', 'half');
      await fs.writeFile(part + '.zip', 'half');
      process.kill(process.pid, 'SIGKILL');
      await new Promise(() => setTimeout(() => undefined, 60000));
    });`;
  spawnSync(process.execPath, ['--input-type=module', '-e', script]);
  expect(existsSync(target)).toBe(false);
  expect(readdirSync(context.cache)).toHaveLength(2);

  await placeWhole(context, target, async (part) => writeFileSync(path.join(part, 'a'), 'whole'));
  expect(readdirSync(context.cache)).toEqual(['thing']);
  expect(readFileSync(path.join(target, 'a'), 'utf8')).toBe('whole');
});

test('what another living run is making is left alone', async () => {
  const { context } = machine();
  const other = `.part-${process.pid}--00000000`;
  mkdirSync(path.join(context.cache, other), { recursive: true });
  await placeWhole(context, path.join(context.cache, 'thing'), async () => undefined);
  expect(readdirSync(context.cache).sort()).toEqual([other, 'thing']);
});
