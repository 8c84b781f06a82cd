import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { buildTargets } from '../../scripts/build/buildTargets.mjs';
import { machine } from './machine.js';

/** A checkout whose build tool appends a line to its output. */
function checkout(
  tool = `require('fs').mkdirSync('out', { recursive: true }); require('fs').appendFileSync('out/made', 'x');`,
) {
  const made = machine();
  const { root } = made.context;
  const folder = path.join(root, 'node_modules', 'maker');
  mkdirSync(folder, { recursive: true });
  mkdirSync(path.join(root, 'server'));
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ bin: 'maker.cjs' }));
  writeFileSync(path.join(folder, 'maker.cjs'), tool);
  writeFileSync(path.join(root, 'server', 'a.ts'), '1');
  return made;
}

const target = {
  name: 't',
  title: 'a target',
  sources: ['server'],
  outputs: ['out/made'],
  command: ['maker'] as const,
};
const built = (root: string) => readFileSync(path.join(root, 'out', 'made'), 'utf8').length;

test('a build is made once, again when a source changes, and again when its output is gone', async () => {
  const { context } = checkout();
  const build = () => buildTargets([{ ...target, command: ['maker'] }], context);
  await build();
  await build();
  expect(built(context.root)).toBe(1);
  writeFileSync(path.join(context.root, 'server', 'a.ts'), '2');
  await build();
  expect(built(context.root)).toBe(2);
  rmSync(path.join(context.root, 'out', 'made'));
  await build();
  expect(built(context.root)).toBe(1);
});

test('a build that fails leaves no stamp and shows why', async () => {
  const { context, lines } = checkout(`console.error('a.ts:1 is wrong'); process.exit(1);`);
  await expect(buildTargets([{ ...target, command: ['maker'] }], context)).rejects.toThrow(
    'Building a target failed',
  );
  expect(lines.join()).toContain('a.ts:1 is wrong');
  expect(existsSync(path.join(context.root, 'out', '.stamp-t'))).toBe(false);
});
