import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { measureSizes } from '../../scripts/gate/measureSizes.mjs';
import { runStages } from '../../scripts/gate/runStages.mjs';
import { countVitest } from '../../scripts/gate/vitestStage.mjs';
import { machine, tempFolder } from './machine.js';

const stage = (name: string, passed: number, failed: number, skipped = 0) => ({
  name,
  run: async () => ({ passed, failed, skipped }),
});

test('the gate goes on after a failed stage and ends with the sum', async () => {
  const { context, lines } = machine();
  const code = await runStages([stage('types', 0, 1), stage('unit', 12, 0, 1)], context);
  expect(code).toBe(1);
  expect(lines.at(-1)).toBe('12 passed, 1 failed, 1 skipped');
  expect(lines.some((line) => line.startsWith('unit: 12 passed, 0 failed, 1 skipped ('))).toBe(true);
});

test('the gate names at its end what failed', async () => {
  const { context, lines } = machine();
  const unit = {
    name: 'unit',
    run: async () => ({ passed: 2, failed: 1, skipped: 0, failures: ['a.test.ts: b'] }),
  };
  await runStages([unit, stage('e2e', 1, 0)], context);
  expect(lines.slice(-4, -2)).toEqual([
    expect.stringMatching(/^unit: 2 passed, 1 failed/),
    '  ✗ a.test.ts: b',
  ]);
});

test('the gate passes when nothing failed', async () => {
  const { context, lines } = machine();
  expect(await runStages([stage('types', 1, 0), stage('unit', 12, 0)], context)).toBe(0);
  expect(lines.at(-1)).toBe('13 passed, 0 failed');
});

test('a stage that ran nothing, and a stage that throws, count as failed', async () => {
  const { context, lines } = machine();
  const broken = { name: 'build', run: () => Promise.reject(new Error('no')) };
  expect(await runStages([stage('e2e', 0, 0), broken], context)).toBe(1);
  expect(lines.at(-1)).toBe('0 passed, 2 failed');
});

test('tests are counted from the report, a file that does not load as one failed', () => {
  const testResults = [
    { status: 'passed', assertionResults: [{ status: 'passed' }, { status: 'pending' }, { status: 'todo' }] },
    {
      status: 'failed',
      name: '/tests/a.test.ts',
      assertionResults: [
        { status: 'passed' },
        { status: 'failed', fullName: 'adds', failureMessages: ['expected 1 to be 2\n at a'] },
      ],
    },
    { status: 'failed', name: '/tests/b.test.ts', message: 'no such module\n at b', assertionResults: [] },
  ];
  expect(countVitest(JSON.stringify({ testResults }), 1)).toEqual({
    passed: 2,
    failed: 2,
    skipped: 2,
    failures: ['a.test.ts: adds: expected 1 to be 2', 'b.test.ts: no such module'],
  });
});

test('a run that failed outside of every test counts one failure', () => {
  const testResults = [{ status: 'passed', assertionResults: [{ status: 'passed' }] }];
  expect(countVitest(JSON.stringify({ testResults }), 1)).toEqual({
    passed: 1,
    failed: 1,
    skipped: 0,
    failures: ['an error outside of every test'],
  });
});

test('sizes over the budget are named', () => {
  const root = tempFolder();
  mkdirSync(path.join(root, 'server'));
  for (let at = 0; at < 10; at += 1) writeFileSync(path.join(root, 'server', `s${at}.ts`), 'a\n'.repeat(200));
  expect(measureSizes(root).problems).toEqual([]);
  writeFileSync(path.join(root, 'server', 'long.ts'), 'a\n'.repeat(401));
  expect(measureSizes(root).problems).toEqual([
    'server/long.ts has 401 lines; no file may have more than 400',
  ]);
  writeFileSync(path.join(root, 'server', 's0.ts'), 'a\n'.repeat(201));
  expect(measureSizes(root).problems[1]).toMatch(/^Only 81\.8 % of the files are within 200 lines/);
});
