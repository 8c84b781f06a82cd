import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { readConfig } from '#server/config.ts';
import { Hub } from '#server/Hub.ts';
import { createLog } from '#server/log.ts';
import { SqlStore } from '#server/store/SqlStore.ts';
import { openSqlite } from '#server/store/sqlite.ts';
import { Heads } from '#server/sync/Heads.ts';
import { formatInviteLink, parseInviteLink } from '#shared/people/inviteLink.ts';
import { sampleSchedule } from '#tests/support/sampleSchedule.ts';
import { runHub, startHub } from '#tests/support/startHub.ts';
import { startDevice } from '../renderer/sync/device.ts';

// Each test starts hubs, one after the other.
vi.setConfig({ testTimeout: 240_000 });

const small = { talks: 12, people: 9 };

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'lectern-import-'));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}

async function setUp(text = sampleSchedule(small)) {
  const data = await folder();
  const file = join(await folder(), 'schedule.json');
  await writeFile(file, text);
  const run = (...args: string[]) =>
    runHub({ LECTERN_DATA: data, LECTERN_PORT: '0', LECTERN_DEMO: '0', LECTERN_LOG: 'silent' }, [
      'import',
      ...args,
    ]);
  const titles = async (slug: string): Promise<readonly string[] | null> => {
    const store = await SqlStore.open(await openSqlite(join(data, 'hub.db')), new Heads());
    try {
      const workshop = (await store.workshops()).find((one) => one.slug === slug);
      return workshop ? (await store.rows(workshop.id, 'talk')).map((row) => row.data.title) : null;
    } finally {
      await store.close();
    }
  };
  return { data, file, run, titles };
}

test('a file becomes a new workshop of a hub that does not run', async () => {
  const { file, run, titles } = await setUp();
  const { code, stdout, stderr } = await run(file, '--new', 'sample', '--yes');
  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(stdout).toContain('Read as frab-json: ');
  expect(stdout).toContain('12 talks');
  expect(stdout).toContain('Imported into sample');
  expect(await titles('sample')).toHaveLength(12);
});

test('a workshop that was made by an import has a link by which its organizer joins', async () => {
  const { data, file, run } = await setUp();
  const { stdout } = await run(file, '--new', 'sample', '--yes');
  const invite = parseInviteLink(/lectern:\/\/join\S+/.exec(stdout)?.[0] ?? '');
  if (!invite) throw new Error(stdout);
  const hub = await Hub.start(readConfig({ LECTERN_DATA: data, LECTERN_PORT: '0' }), createLog('silent'));
  onTestFinished(() => hub.close());
  const device = await startDevice(formatInviteLink({ ...invite, address: hub.address }), { slug: 'sample' });
  onTestFinished(() => device.close());
  const known = await device.connection.database.cursors.get(device.workshopId);
  expect(known?.membership.role).toBe('organizer');
  const base = await device.connection.database.base.toArray();
  expect(base.filter(({ kind }) => kind === 'talk')).toHaveLength(12);
});

test('where nobody can be asked and nobody said --yes, it is shown and nothing changes', async () => {
  const { file, run, titles } = await setUp();
  const { code, stdout } = await run(file, '--new', 'sample');
  expect(code).toBe(0);
  expect(stdout).toContain('+ talk "Sample talk 3"');
  expect(stdout).toContain('Nothing was changed');
  expect(await titles('sample')).toBeNull();
});

test('the same file again differs in nothing; a changed one shows which fields', async () => {
  const { file, run, titles } = await setUp();
  await run(file, '--new', 'sample', '--yes');
  expect((await run(file, '--yes')).stdout).toContain('Nothing differs');
  await writeFile(file, sampleSchedule(small, { 3: 'Another title' }));
  const { stdout } = await run(file, '--yes');
  expect(stdout).toContain('~ talk "Another title" (title)');
  expect(await titles('sample')).toContain('Another title');
});

test('the address of a schedule is fetched by the command', async () => {
  const { run, titles } = await setUp();
  const server = createServer((_, answer) => answer.end(sampleSchedule(small)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const { code } = await run(`http://127.0.0.1:${port}/schedule.json`, '--new', 'fetched', '--yes');
  expect(code).toBe(0);
  expect(await titles('fetched')).toHaveLength(12);
});

test('S8: an import into a hub that runs reaches who is connected', async () => {
  const { file } = await setUp();
  const hub = await startHub();
  onTestFinished(async () => void (await hub.stop()));
  const device = await startDevice(hub.invites.organizer, { slug: 'mlhpcs-isc20' });
  onTestFinished(() => device.close());
  device.start();
  const { code, stdout, stderr } = await runHub(
    { LECTERN_DATA: hub.dataFolder, LECTERN_DEMO: '1', LECTERN_LOG: 'silent' },
    ['import', file, '--into', 'mlhpcs-isc20', '--yes'],
  );
  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(stdout).toContain('Imported into mlhpcs-isc20');
  const here = async () =>
    (await device.connection.database.base.toArray()).filter(({ kind }) => kind === 'talk');
  await expect.poll(async () => JSON.stringify(await here())).toContain('Sample talk 11');
});

test.each([
  ['a file that is not there', ['nowhere.json', '--new', 'x'], 'nowhere.json cannot be read (ENOENT)'],
  ['no source', [], 'Usage: '],
  ['an unknown option', ['a', '--force'], '--force'],
  ['a wrong short name', ['a', '--new', 'Not A Slug'], 'is no short name'],
])('%s is said in a sentence', async (_, args, said) => {
  const { run } = await setUp();
  const { code, stderr } = await run(...args);
  expect(code).toBe(1);
  expect(stderr).toContain(said);
  expect(stderr).not.toContain('    at ');
});

test('a workshop that the hub does not have, or has already, is said by name', async () => {
  const { file, run } = await setUp();
  await run(file, '--new', 'sample', '--yes');
  expect((await run(file, '--into', 'other')).stderr).toContain(
    'The hub has no workshop other, only: sample.',
  );
  expect((await run(file, '--new', 'sample')).stderr).toContain('has a workshop sample already');
  await run(file, '--new', 'second', '--yes');
  expect((await run(file)).stderr).toContain('Say which workshop');
});

test('a file of no known format is refused, and nothing is made', async () => {
  const { run, titles } = await setUp();
  const file = join(await folder(), 'picture.png');
  await writeFile(file, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 255, 254, 0, 0]));
  const { code, stderr } = await run(file, '--new', 'sample', '--yes');
  expect(code).toBe(1);
  expect(stderr).toContain('cannot be imported');
  expect(await titles('sample')).toBeNull();
});

test('a file of more than 200 MB is refused without being read', async () => {
  const { run } = await setUp();
  const file = join(await folder(), 'huge.json');
  const { truncate } = await import('node:fs/promises');
  await writeFile(file, '');
  await truncate(file, 200 * 1024 * 1024 + 1);
  const { code, stderr } = await run(file, '--new', 'sample', '--yes');
  expect(code).toBe(1);
  expect(stderr).toContain('larger than 200 MB');
});
