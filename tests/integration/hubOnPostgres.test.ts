import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { expect, inject, onTestFinished, test } from 'vitest';
import { parseInviteLink } from '#shared/people/inviteLink.ts';
import type { Row } from '#shared/sync/rows.ts';
import { ffmpeg } from '#tests/server/recordings/work/draw.ts';
import { temporaryFolder } from '#tests/server/testStore.ts';
import { serverUrl } from '#tests/support/postgres/sharedCluster.ts';
import { createTestDatabase } from '#tests/support/postgres/testDatabase.ts';
import { runHub, startHub } from '#tests/support/startHub.ts';
import { TusSender } from '#tests/support/TusSender.ts';
import { Speaker } from './hubFixture.ts';

async function demoOnPostgres() {
  const url = await createTestDatabase();
  const hub = await startHub({ env: { DATABASE_URL: url } });
  onTestFinished(async () => {
    await hub.stop();
  });
  return { url, hub };
}

test('a whole hub runs on PostgreSQL: seeded, joined, pulled, written to, and there again after a power cut', async () => {
  const { url, hub } = await demoOnPostgres();
  const who = await Speaker.join(hub.address, parseInviteLink(hub.invites.attendee)?.invite ?? '');
  const { workshops } = (await who.get('/v1/workshops')).body;
  expect(workshops).toHaveLength(5);
  const pulled = async () => {
    const pages = workshops.map(({ id }: { id: string }) =>
      who.get(`/v1/workshops/${id}/changes?limit=1000`),
    );
    return (await Promise.all(pages)).flatMap((page) => page.body.changes);
  };
  const before = await pulled();
  const kinds = new Set(before.map((change) => change.kind));
  for (const kind of ['workshop', 'session', 'talk', 'recordingContents', 'question'] as const) {
    expect(kinds).toContain(kind);
  }
  const talk = before.find((change) => change.kind === 'talk');
  const asked = {
    talkId: talk?.id,
    sessionId: null,
    text: 'Does it run on PostgreSQL?',
    anchor: null,
    anonymous: false,
  };
  const id = crypto.randomUUID();
  const args = { questionId: crypto.randomUUID(), ...asked };
  const reply = await who.send(talk?.workshopId ?? '', 'question.ask', args, id);
  expect(reply.body).toMatchObject({ outcome: 'applied' });
  const after = await pulled();
  expect(after.length).toBeGreaterThan(before.length);

  const client = new Client(url);
  await client.connect();
  const { rows } = await client.query('select count(*)::int as rows from row where data is not null');
  await client.end();
  expect(rows[0].rows).toBeGreaterThanOrEqual(after.length);
  await expect(access(join(hub.dataFolder, 'hub.db'))).rejects.toThrow('ENOENT');

  await hub.kill();
  await hub.restart();
  expect(await pulled()).toEqual(after);
  expect((await who.send(talk?.workshopId ?? '', 'question.ask', args, id)).body).toEqual(reply.body);
}, 180_000);

test('M9, M10: on PostgreSQL an upload is worked on, and bytes that no row names any more are gone', async () => {
  const { hub } = await demoOnPostgres();
  const organizer = await Speaker.join(hub.address, parseInviteLink(hub.invites.organizer)?.invite ?? '');
  const peopleOf = async (workshopId: string) => {
    const { body } = await organizer.get(`/v1/workshops/${workshopId}/changes?limit=1000`);
    return body.changes.filter((change): change is Row<'person'> => {
      return change.kind === 'person' && change.data !== null;
    });
  };
  const { workshops } = (await organizer.get('/v1/workshops')).body;
  const [first] = (await Promise.all(workshops.map(({ id }) => peopleOf(id)))).flat();
  const { workshopId, id: personId } = first as Row<'person'>;
  const tus = new TusSender(hub.address, workshopId, organizer.token);
  const folder = await temporaryFolder();
  const photos: string[] = [];
  for (const source of ['testsrc', 'testsrc2']) {
    const file = join(folder, `${source}.png`);
    await ffmpeg('-f', 'lavfi', '-i', `${source}=s=300x200:d=1`, '-frames:v', '1', file);
    const bytes = await readFile(file);
    const id = crypto.randomUUID();
    await tus.announce({ what: 'photo', personId, fileName: 'a.png' }, bytes.length, id);
    expect((await tus.patch(id, 0, bytes)).status).toBe(204);
    const photo = async () => {
      const person = (await peopleOf(workshopId)).find((one) => one.id === personId);
      return person?.data.photo ?? '';
    };
    await expect.poll(photo, { timeout: 30_000 }).not.toBe(photos.at(-1) ?? '');
    photos.push(await photo());
    const blob = await organizer.fetch(`/v1/workshops/${workshopId}/photos/${photos.at(-1)}`);
    expect([blob.status, (await blob.bytes()).length > 0]).toEqual([200, true]);
  }
  const [before = '', now = ''] = photos;
  const inStore = (hash: string) =>
    access(join(hub.dataFolder, 'media', hash.slice(0, 2), hash)).then(
      () => true,
      () => false,
    );
  await expect.poll(() => inStore(before), { timeout: 30_000 }).toBe(false);
  expect(await inStore(now)).toBe(true);
  const snapshot = await organizer.fetch(`/v1/workshops/${workshopId}/snapshot`);
  expect(await snapshot.text()).toContain(now);
}, 180_000);

test('a second hub on the same database ends with one sentence, and the first goes on', async () => {
  const { url, hub } = await demoOnPostgres();
  const second = await runHub({
    DATABASE_URL: url,
    LECTERN_DATA: await temporaryFolder(),
    LECTERN_PORT: '0',
  });
  expect(second.code).toBe(1);
  expect(second.stderr).toBe('Another hub is running on the database of DATABASE_URL: stop that one first\n');
  const who = await Speaker.join(hub.address, parseInviteLink(hub.invites.attendee)?.invite ?? '');
  expect((await who.get('/v1/workshops')).body.workshops).toHaveLength(5);
}, 180_000);

test('a second hub on the same data folder ends with one sentence, and leaves what the first has said', async () => {
  const hub = await startHub({ demo: false });
  onTestFinished(async () => {
    await hub.stop();
  });
  const ready = await readFile(join(hub.dataFolder, 'ready.json'), 'utf8');
  const second = await runHub({ LECTERN_DATA: hub.dataFolder, LECTERN_PORT: '0' });
  expect(second.code).toBe(1);
  expect(second.stderr).toMatch(/^Another hub is running on .*hub\.db: stop that one, .*\n$/);
  expect(await readFile(join(hub.dataFolder, 'ready.json'), 'utf8')).toBe(ready);
}, 60_000);

test('a hub whose PostgreSQL does not answer or let it in ends with one sentence, and no password in what it prints', async () => {
  const url = new URL(await serverUrl(inject('clusterFolder')));
  const data = await temporaryFolder();
  const said = async (database: string) => {
    const end = await runHub({ DATABASE_URL: database, LECTERN_DATA: data, LECTERN_PORT: '0' });
    expect(end.code).toBe(1);
    expect(end.stderr.trim().split('\n')).toHaveLength(1);
    expect(end.stdout + end.stderr).not.toContain('quite-secret');
    return end.stderr;
  };
  url.password = 'quite-secret';
  expect(await said(url.href)).toMatch(/does not let the user of DATABASE_URL in/);
  url.port = '1';
  expect(await said(url.href)).toMatch(/does not answer at 127\.0\.0\.1:1/);
  expect(await said(`${url.href}?sslmode=no-verify`)).toMatch(/DATABASE_URL: its sslmode is none of/);
}, 60_000);
