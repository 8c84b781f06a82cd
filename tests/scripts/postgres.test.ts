import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { findPostgres, postgresStep } from '../../scripts/setup/postgres.mjs';
import { tryStep } from '../../scripts/setup/runSteps.mjs';
import { allSteps, hubSteps } from '../../scripts/setup/steps.mjs';
import { postgresPrograms } from '../support/postgres/sharedCluster.ts';
import { machine, tempFolder } from './machine.js';

function putInitdb(bin: string) {
  mkdirSync(bin, { recursive: true });
  writeFileSync(path.join(bin, 'initdb'), '');
  chmodSync(path.join(bin, 'initdb'), 0o755);
  return bin;
}

const bare = { platform: 'linux', isRoot: false, env: { PATH: '/nowhere' } };
const sentence = 'The tests of the hub on PostgreSQL need postgresql; install with: ';

test('PostgreSQL is found in its newest version where Debian keeps it, else in the PATH, and never an old one', async () => {
  const folder = tempFolder();
  const { context } = machine(bare);
  expect(await findPostgres(context, folder)).toBeNull();
  putInitdb(path.join(folder, '11', 'bin'));
  mkdirSync(path.join(folder, '18'));
  expect(await findPostgres(context, folder)).toBeNull();
  const nine = putInitdb(path.join(folder, '9.6', 'bin'));
  const fifteen = putInitdb(path.join(folder, '15', 'bin'));
  expect(await findPostgres(context, folder)).toBe(fifteen);
  const own = putInitdb(path.join(tempFolder(), 'bin'));
  const { context: elsewhere } = machine({ ...bare, env: { PATH: own } });
  expect(await findPostgres(elsewhere, path.dirname(nine))).toBe(own);
});

test.each([
  ['Debian without root', 'ID=debian\n', 'sudo apt-get install -y postgresql'],
  ['another system', 'ID=fedora\n', 'sudo dnf install -y postgresql-server'],
])(
  'on %s its tests fail with one sentence, which the set-up says too, and the set-up goes on',
  async (_, osRelease, command) => {
    const bin = tempFolder();
    writeFileSync(path.join(bin, 'dnf'), '');
    chmodSync(path.join(bin, 'dnf'), 0o755);
    const { context, lines } = machine({ ...bare, osRelease, env: { PATH: bin } });
    const none = tempFolder();
    const words = osRelease.includes('debian')
      ? sentence + command
      : sentence.replace('need postgresql;', 'need postgresql-server;') + command;
    await expect(postgresPrograms(context, none)).rejects.toThrow(new Error(words));
    const step = { ...postgresStep, find: async () => null };
    await tryStep(step, context);
    expect(lines.at(-1)).toBe(`✗ ${postgresStep.title}: ${words}`);
  },
);

test("a developer's own server makes the packages unnecessary", async () => {
  const { context } = machine({
    ...bare,
    env: { PATH: '', LECTERN_TEST_DATABASE_URL: 'postgres://ada@db/x' },
  });
  expect(await postgresStep.find(context)).toBe('the server that LECTERN_TEST_DATABASE_URL names');
});

test('neither npm start nor npm run hub asks for PostgreSQL', () => {
  for (const steps of [allSteps, hubSteps]) {
    expect(steps.map((step) => step.name)).not.toContain(postgresStep.name);
  }
});
