import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { parseInviteLink } from '#shared/people/inviteLink.ts';
import { runHub, startHub } from '#tests/support/startHub.ts';
import { newDevice, Speaker } from './hubFixture.ts';

// Each test starts hubs, one after the other.
vi.setConfig({ testTimeout: 240_000 });

async function folder(prefix: string): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), prefix));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

async function hubOf(workshops: string) {
  const dataFolder = await folder('lectern-hub-');
  const hub = await startHub({ demo: false, dataFolder, env: { LECTERN_WORKSHOPS: workshops } });
  onTestFinished(async () => {
    await hub.stop();
  });
  const invites = async () => {
    const ready = JSON.parse(await readFile(join(dataFolder, 'ready.json'), 'utf8'));
    return ready.invites as Record<string, string>;
  };
  return { hub, dataFolder, invites };
}

const secretOf = (link: string | undefined) => parseInviteLink(link ?? '')?.invite ?? '';

test('a folder of workshops runs on real time, with one link for one organizer, and what changes in it is taken in', async () => {
  const workshops = await folder('lectern-workshops-');
  await cp('assets/workshops', join(workshops, 'workshops'), { recursive: true });
  const { hub, dataFolder, invites } = await hubOf(workshops);
  const links = await invites();
  expect(Object.keys(links)).toEqual(['organizer']);
  const who = await Speaker.join(hub.address, secretOf(links.organizer));
  const before = (await who.get('/v1/workshops')).body.workshops;
  expect(before.map((one: { membership: { role: string } }) => one.membership.role)).toEqual(
    Array.from({ length: 5 }, () => 'organizer'),
  );
  const again = { invite: secretOf(links.organizer), device: newDevice(), name: null };
  expect((await new Speaker(hub.address).post('/v1/join', again)).body.refused).toBe('invite-used-up');
  expect((await who.get('/v1/hub')).body.rehearsal).toBe(false);

  await hub.terminate();
  await hub.restart();
  expect(await invites()).toEqual(links);
  expect((await who.get('/v1/workshops')).body.workshops).toEqual(before);

  const file = join(workshops, 'workshops/dlsuper-isc19/workshop.md');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace('title: Deep Learning on Supercomputers', 'title: Another title'));
  await hub.terminate();
  await hub.restart();
  const after: typeof before = (await who.get('/v1/workshops')).body.workshops;
  const moved = after.filter((one, i) => one.head !== before[i]?.head);
  expect(moved.map((one) => one.slug)).toEqual(['dlsuper-isc19']);
  const { changes } = (await who.get(`/v1/workshops/${moved[0]?.id}/changes?limit=1000`)).body;
  const [row] = changes.filter((change) => change.kind === 'workshop');
  expect(row).toMatchObject({ data: { title: 'Another title' } });

  await hub.terminate();
  const asDemo = await runHub({ LECTERN_DATA: dataFolder, LECTERN_PORT: '0', LECTERN_DEMO: '1' });
  expect([asDemo.code, asDemo.stderr]).toEqual([
    1,
    `${dataFolder} is the folder of workshops on real time. Set LECTERN_DATA to another one.\n`,
  ]);
});

test('of a rehearsal on real time there are the people, but neither sample questions nor early releases', async () => {
  const { hub, invites } = await hubOf('assets');
  expect(Object.keys(await invites()).sort()).toEqual([
    'attendee',
    'attendee2',
    'moderator',
    'organizer',
    'speaker',
  ]);
  const who = await Speaker.join(hub.address, secretOf((await invites()).moderator));
  expect((await who.get('/v1/hub')).body.rehearsal).toBe(false);
  const { workshops } = (await who.get('/v1/workshops')).body;
  const pages = await Promise.all(
    workshops.map(
      async ({ id }: { id: string }) =>
        (await who.get(`/v1/workshops/${id}/changes?limit=1000`)).body.changes,
    ),
  );
  const kinds = new Set(pages.flat().map((change: { kind: string }) => change.kind));
  expect(kinds).toContain('recordingContents');
  expect(kinds).not.toContain('question');
});

test('a folder without workshops, and one beside a demonstration, are refused in one sentence', async () => {
  const empty = await folder('lectern-empty-');
  await writeFile(join(empty, 'readme'), '');
  const env = { LECTERN_DATA: join(empty, 'data'), LECTERN_PORT: '0', LECTERN_WORKSHOPS: empty };
  expect(await runHub({ ...env, LECTERN_DEMO: '0' })).toMatchObject({
    code: 1,
    stderr: `${empty} has no folder in workshops/.\n`,
  });
  expect((await runHub({ ...env, LECTERN_DEMO: '1' })).stderr).toContain('exclude each other');
});
