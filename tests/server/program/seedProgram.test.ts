import { execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { HubKey } from '#server/people/HubKey.ts';
import { Invites } from '#server/people/Invites.ts';
import { demoInvites } from '#server/program/demoInvites.ts';
import { HubClock } from '#server/program/HubClock.ts';
import { type DemoAssets, needsSeed, seedProgram, seedWorkshops } from '#server/program/seedProgram.ts';
import { Renditions } from '#server/recordings/Renditions.ts';
import { FolderStore } from '#server/recordings/store/FolderStore.ts';
import { parseInviteLink } from '#shared/people/inviteLink.ts';
import { talk, workshop } from '../sampleRows.ts';
import { openTestStore } from '../testStore.ts';

async function described(path: string) {
  return {
    path,
    sha256: createHash('sha256')
      .update(await readFile(path))
      .digest('hex'),
  };
}

async function demo() {
  const { store, folder } = await openTestStore();
  const key = await HubKey.open(folder);
  const renditions = new Renditions(store, await FolderStore.open(folder), key);
  const video = join(folder, 'video.mp4');
  execFileSync('ffmpeg', [
    '-v',
    'error',
    '-f',
    'lavfi',
    '-i',
    'testsrc=s=64x64:d=1',
    '-pix_fmt',
    'yuv420p',
    video,
  ]);
  const captions = join(folder, 'captions.vtt');
  await writeFile(captions, 'WEBVTT\n\n00:00.000 --> 00:01.000\nThis is a sample.\n');
  const [workshopId, talkId] = [randomUUID(), randomUUID()];
  const assets: DemoAssets = {
    workshops: [
      {
        id: workshopId,
        slug: 'demo',
        rows: [
          { kind: 'workshop', id: workshopId, data: workshop({ slug: 'demo' }) },
          { kind: 'talk', id: talkId, data: talk() },
        ],
      },
    ],
    recordings: [
      {
        workshopId,
        talkId,
        release: { kind: 'date', date: '2020-06-20' },
        duration: 1,
        sample: true,
        description: 'A sample.',
        language: 'en',
        chapters: [],
        video: { ...(await described(video)), type: 'video/mp4', width: 64, height: 64 },
        captions: await described(captions),
        poster: null,
      },
    ],
    programStart: Date.parse('2020-06-23T10:00:00Z'),
    questions: [
      {
        workshopId,
        key: 'one',
        text: 'A sample question?',
        state: 'approved',
        talkId,
        sessionId: null,
        anchor: null,
        askedAt: '2020-06-22T10:00:00.000Z',
        votes: 3,
        answer: null,
      },
    ],
  };
  return { store, folder, key, renditions, assets, workshopId, talkId };
}

describe('a demonstration', () => {
  test('has its program, recordings with cues, sample questions with votes, and its clock; seeding again changes nothing', async () => {
    const { store, renditions, assets, workshopId } = await demo();
    expect(await needsSeed(store)).toBe(true);
    await seedProgram(store, renditions, assets);
    expect(await needsSeed(store)).toBe(false);
    const [contents] = await store.rows(workshopId, 'recordingContents');
    expect(contents?.data).toMatchObject({
      released: false,
      cues: [{ start: 0, end: 1, text: 'This is a sample.' }],
    });
    expect((await store.rows(workshopId, 'question'))[0]?.data.sample).toBe(true);
    expect((await store.rows(workshopId, 'tally'))[0]?.data.votes).toBe(3);
    const clock = await HubClock.open(store);
    expect(clock.rehearsal).toBe(true);
    const head = (await store.workshop(workshopId))?.head;
    await seedProgram(store, renditions, assets);
    expect((await store.workshop(workshopId))?.head).toBe(head);
  });

  test('has the small rendition, thumbnails, slide changes and slides of a recording; what organizers decided stays', async () => {
    const { store, folder, renditions, assets, workshopId } = await demo();
    const [plain] = assets.recordings;
    if (!plain) throw new Error('no recording');
    const [audio, sheet, slides] = ['audio.m4a', 'sheet.jpg', 'slides.pdf'].map((name) => join(folder, name));
    const source = ['-v', 'error', '-f', 'lavfi', '-i'];
    execFileSync('ffmpeg', [...source, 'sine=d=1', '-c:a', 'aac', audio ?? '']);
    execFileSync('ffmpeg', [...source, 'testsrc=s=64x64:d=1', '-frames:v', '1', sheet ?? '']);
    await writeFile(slides ?? '', 'a sample of slides');
    const grid = { columns: 1, rows: 1, width: 64, height: 64, interval: 5 };
    const recording = {
      ...plain,
      audio: { ...(await described(audio ?? '')), type: 'audio/mp4' },
      thumbnails: { ...(await described(sheet ?? '')), ...grid },
      slides: { ...(await described(slides ?? '')), pages: 2 },
      slideChanges: [0.5],
    };
    const seed = (description: string) =>
      seedWorkshops(store, renditions, { ...assets, recordings: [{ ...recording, description }] });
    await seed('One.');
    const [contents] = await store.rows(workshopId, 'recordingContents');
    expect(contents?.data).toMatchObject({
      renditions: [{ kind: 'video' }, { kind: 'audio', type: 'audio/mp4', width: 0, height: 0 }],
      thumbnails: { hash: recording.thumbnails.sha256, ...grid },
      slides: { hash: recording.slides.sha256, pages: 2 },
      slideChanges: [0.5],
    });
    expect(await renditions.findBlob(recording.slides.sha256)).toMatchObject({ type: 'application/pdf' });
    const [row] = await store.rows(workshopId, 'recording');
    if (!row || !contents) throw new Error('no rows');
    const decided = { withdrawn: true, withdrawnBy: randomUUID(), mayBeKept: false };
    await store.write(workshopId, async (tx) => {
      await tx.put('recording', row.id, { ...row.data, ...decided });
      await tx.put('recordingContents', row.id, { ...contents.data, released: true, withdrawn: true });
    });
    const head = (await store.workshop(workshopId))?.head;
    await seed('One.');
    expect((await store.workshop(workshopId))?.head).toBe(head);
    await seed('Two.');
    const after = (await store.rows(workshopId, 'recording'))[0]?.data;
    expect(after).toMatchObject({ description: 'Two.', ...decided });
    expect((await store.rows(workshopId, 'recordingContents'))[0]?.data.released).toBe(true);
  });

  test('is refused where a file is not the one that is described', async () => {
    const { store, renditions, assets } = await demo();
    const [recording] = assets.recordings;
    if (!recording) throw new Error('no recording');
    const swapped = { ...recording, video: { ...recording.video, sha256: '0'.repeat(64) } };
    await expect(seedProgram(store, renditions, { ...assets, recordings: [swapped] })).rejects.toMatchObject({
      reason: 'damaged',
    });
  });

  test('A1: keeps its invite links over restarts', async () => {
    const { store, folder, key, renditions, assets } = await demo();
    await seedProgram(store, renditions, assets);
    const deps = { store, invites: new Invites(store), key, dataFolder: folder, people: null, pin: null };
    const first = await demoInvites({ ...deps, address: 'http://127.0.0.1:1' });
    const second = await demoInvites({ ...deps, address: 'http://127.0.0.1:2' });
    expect(parseInviteLink(second.speaker)).toEqual({
      ...parseInviteLink(first.speaker),
      address: 'http://127.0.0.1:2',
    });
  });
});
