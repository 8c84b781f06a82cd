import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { joinHub } from '#electron/people/joinHub.ts';
import type { UploadTarget } from '#shared/recordings/upload.ts';
import { newFolder, openPeople } from '#tests/electron/support/people.ts';
import { openUploader, randomFile } from '#tests/electron/support/uploads.ts';
import { Organizer, rowTitled } from '#tests/support/organizer.ts';
import { rehearsed } from '#tests/support/people.ts';
import { type StartedHub, startHub } from '#tests/support/startHub.ts';

// Each test starts hubs, one after the other.
vi.setConfig({ testTimeout: 240_000 });

const MB = 1024 * 1024;

async function demo(): Promise<StartedHub> {
  const hub = await startHub();
  onTestFinished(async () => {
    await hub.stop();
  });
  return hub;
}

async function member(invite: string, organizer: Organizer, over: { retry?: number } = {}) {
  const rows = await organizer.rows('mlhpcs-isc20');
  const talk = rowTitled(rows, 'talk', rehearsed.talk);
  const target: UploadTarget = {
    what: 'recording',
    of: { kind: 'talk', talkId: talk.id },
    fileName: 'noise.mp4',
  };
  const folder = await newFolder();
  const people = await openPeople(folder);
  const { hub } = await joinHub(people, invite, null);
  const uploads = await openUploader(people, folder, over);
  onTestFinished(() => uploads.uploader.close());
  const start = async (path: string) => {
    const token = (await uploads.files.take(path))?.token ?? '';
    const { fingerprint } = hub;
    return uploads.uploader.start({ hub: fingerprint, workshopId: talk.workshopId, token, target });
  };
  return { folder, people, start, ...uploads };
}

const jobOf = async (organizer: Organizer, id: string) =>
  (await organizer.rows('mlhpcs-isc20')).find((row) => row.kind === 'recordingJob' && row.id === id);

test('M4: an upload goes on by itself after the hub was killed in the middle, and becomes one job', async () => {
  const hub = await demo();
  const organizer = await Organizer.join(hub.invites.organizer);
  const { folder, start, until, state } = await member(hub.invites.organizer, organizer, { retry: 200 });
  const path = await randomFile(folder, 'noise.mp4', 96 * MB);
  const upload = await start(path);
  await until((one) => (one.upload?.sent ?? 0) > 20 * MB);
  await hub.kill();
  await state('waiting', 2);
  await hub.restart();
  await state('done');
  await expect.poll(() => jobOf(organizer, upload.uploadId), { timeout: 60_000 }).toBeDefined();
});

test('M4: an upload goes on after the app was killed in the middle', async () => {
  const hub = await demo();
  const organizer = await Organizer.join(hub.invites.organizer);
  const { folder, people, start, until, uploader } = await member(hub.invites.organizer, organizer);
  const path = await randomFile(folder, 'noise.mp4', 160 * MB);
  const upload = await start(path);
  await until((one) => (one.upload?.sent ?? 0) > 20 * MB);
  await uploader.close();
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, '../electron/support/uploadInChild.ts'), folder, 'midway'],
    { stdio: 'inherit' },
  );
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
  const again = await openUploader(people, folder, { retry: 200 });
  onTestFinished(() => again.uploader.close());
  await again.state('done');
  await expect.poll(() => jobOf(organizer, upload.uploadId), { timeout: 60_000 }).toBeDefined();
});

test('A3: who may not upload is refused by the hub as not-allowed, before a byte is taken', async () => {
  const hub = await demo();
  const organizer = await Organizer.join(hub.invites.organizer);
  const { folder, start, state } = await member(hub.invites.attendee, organizer);
  const upload = await start(await randomFile(folder, 'noise.mp4', MB));
  expect((await state('failed')).upload).toMatchObject({ reason: 'not-allowed', sent: 0 });
  expect(await jobOf(organizer, upload.uploadId)).toBeUndefined();
});

test('A6: an upload to a hub with its own certificate goes by its pin', async () => {
  const hub = await startHub({ env: { LECTERN_TLS: 'own' } });
  onTestFinished(async () => {
    await hub.stop();
  });
  const { folder, people, uploader, files, state } = await (async () => {
    const own = await newFolder();
    const parts = await openPeople(own);
    const { hub: joined } = await joinHub(parts, hub.invites.organizer, null);
    const uploads = await openUploader(parts, own);
    onTestFinished(() => uploads.uploader.close());
    return { folder: own, people: parts, joined, ...uploads };
  })();
  const [joined] = people.registry.list();
  const token = (await files.take(await randomFile(folder, 'noise.mp4', 20 * MB)))?.token ?? '';
  const target: UploadTarget = {
    what: 'recording',
    of: { kind: 'session', sessionId: crypto.randomUUID() },
    fileName: 'noise.mp4',
  };
  const workshopId = joined?.memberships[0]?.workshopId ?? '';
  await uploader.start({ hub: joined?.fingerprint ?? '', workshopId, token, target });
  // The hub knows no such session: it was asked, over https, and said so.
  expect((await state('failed')).upload?.reason).toBe('not-found');
});
