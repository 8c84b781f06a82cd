import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { packagesStep } from '../../scripts/setup/packages.mjs';
import { runSteps } from '../../scripts/setup/runSteps.mjs';
import { machine, tempFolder } from './machine.js';

const lock = JSON.stringify({ packages: { '': {}, 'node_modules/a': { version: '1.0.0' } } });

/** A checkout beside a program called npm that does what the script says. */
function checkoutWithNpm(npm: string) {
  const bin = tempFolder();
  writeFileSync(path.join(bin, 'npm'), `#!/bin/sh\necho "$@" >> ${bin}/calls\n${npm}\n`);
  chmodSync(path.join(bin, 'npm'), 0o755);
  const made = machine({ env: { PATH: `${bin}:${process.env.PATH}` } });
  mkdirSync(made.context.root, { recursive: true });
  writeFileSync(path.join(made.context.root, 'package-lock.json'), lock);
  const calls = () =>
    existsSync(`${bin}/calls`) ? readFileSync(`${bin}/calls`, 'utf8').trim().split('\n') : [];
  return { ...made, calls };
}

const install = `mkdir -p node_modules && cp package-lock.json node_modules/.package-lock.json`;

test('packages are installed without their scripts, and a second run does nothing', async () => {
  const { context, calls } = checkoutWithNpm(install);
  await runSteps([packagesStep], context);
  await runSteps([packagesStep], context);
  expect(calls()).toHaveLength(1);
  expect(calls()[0]).toMatch(/^ci --ignore-scripts/);
});

test('packages are installed again when the lock file asks for another version', async () => {
  const { context, calls } = checkoutWithNpm(install);
  await runSteps([packagesStep], context);
  writeFileSync(path.join(context.root, 'package-lock.json'), lock.replace('1.0.0', '1.0.1'));
  await runSteps([packagesStep], context);
  expect(calls()).toHaveLength(2);
});

test('packages that an interrupted install left are installed again', async () => {
  const { context, calls } = checkoutWithNpm(`mkdir -p node_modules/a && ${'kill -9 $$'}`);
  await expect(runSteps([packagesStep], context)).rejects.toThrow();
  expect(await packagesStep.find(context)).toBeNull();
  expect(calls()).toHaveLength(1);
});

test.each([
  ['a failing network', 'npm error code EAI_AGAIN', 'network', /^No network/],
  ['a full disk', 'npm error code ENOSPC', 'disk', /^The disk is full/],
  ['a wrong checksum', 'npm error code EINTEGRITY', 'checksum', /^Wrong checksum/],
])('packages that fail for %s say so in one sentence', async (_, words, code, sentence) => {
  const { context, lines } = checkoutWithNpm(`echo "${words}" >&2; exit 1`);
  await expect(runSteps([packagesStep], context)).rejects.toMatchObject({
    code,
    message: expect.stringMatching(sentence),
  });
  expect(lines.join('\n')).toContain(words);
});

const withOptional = JSON.stringify({
  packages: {
    '': {},
    'node_modules/a': { version: '1.0.0', optionalDependencies: { '@a/other-system': '1.0.0' } },
  },
});
/** An npm whose `ci` refuses the lock with a complaint, and whose `install` works. */
const refusing = (complaint: string) =>
  `if [ "$1" = ci ]; then echo "npm error ${complaint}" >&2; exit 1; fi; ${install}`;

test('a lock that lacks only optional packages of other systems is installed without changing it', async () => {
  const { context, calls } = checkoutWithNpm(refusing('Missing: @a/other-system@ from lock file'));
  writeFileSync(path.join(context.root, 'package-lock.json'), withOptional);
  await runSteps([packagesStep], context);
  expect(calls()[1]).toMatch(/^install --no-save --ignore-scripts/);
  expect(readFileSync(path.join(context.root, 'package-lock.json'), 'utf8')).toBe(withOptional);
});

test.each(['Missing: b@2.0.0 from lock file', "Invalid: lock file's a@1.0.0 does not satisfy a@2.0.0"])(
  'a lock that is really out of step stays refused: %s',
  async (complaint) => {
    const { context, calls } = checkoutWithNpm(refusing(complaint));
    writeFileSync(path.join(context.root, 'package-lock.json'), withOptional);
    await expect(runSteps([packagesStep], context)).rejects.toThrow('installing the npm packages');
    expect(calls()).toHaveLength(1);
  },
);
