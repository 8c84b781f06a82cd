import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { canonicalManifest } from '#shared/recordings/manifest.ts';
import { audiencesOfRow } from '#shared/sync/audiences.ts';
import { mountSmallDisk } from '#tests/support/smallDisk.ts';
import { draw, ffmpeg } from './draw.ts';
import { pdf } from './pdf.ts';
import { workshopOfWork } from './workshopOfWork.ts';

// Real work of ffmpeg, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });

describe('work on an uploaded recording', () => {
  test('M1, M8: makes it ready to be watched, with signed renditions and pictures, and shows it to nobody yet', async () => {
    const { worked, ofTalk, folder, store, workshopId, ids, renditions } = await workshopOfWork();
    const file = await draw(folder, 'a.mp4', { seconds: 20 });
    expect(await worked(file, ofTalk)).toMatchObject({
      state: 'done',
      step: null,
      reason: null,
      progress: 1,
    });
    const [recording] = await store.rows(workshopId, 'recording');
    const [contents] = await store.rows(workshopId, 'recordingContents');
    expect(recording?.data).toMatchObject({
      ...{ of: ofTalk.of, release: { kind: 'unknown' }, sample: false, withdrawn: false, mayBeKept: true },
    });
    expect(recording?.data.duration).toBeCloseTo(20, 0);
    expect(contents?.id).toBe(recording?.id);
    expect(contents?.data).toMatchObject({ talkId: ids.talk, released: false, language: 'en' });
    expect(contents?.data.renditions.map(({ kind, type }) => [kind, type])).toEqual([
      ['video', 'video/mp4'],
      ['audio', 'audio/mp4'],
    ]);
    if (!contents) throw new Error('no contents');
    expect(audiencesOfRow(contents, () => null)).toEqual(['moderators', `talk:${ids.talk}`]);
    for (const { id, size } of contents.data.renditions) {
      const found = await renditions.find(id);
      expect(found?.signed.manifest.size).toBe(size);
      expect(canonicalManifest(found?.signed.manifest as never)).toContain(String(size));
    }
    expect(recording?.data.size).toBe(contents.data.renditions[0]?.size);
    for (const hash of [contents.data.poster, contents.data.thumbnails?.hash]) {
      expect(await renditions.findBlob(hash ?? '')).toMatchObject({ type: 'image/jpeg' });
    }
    await expect.poll(() => readdir(join(folder, 'uploads')), { timeout: 15_000 }).toEqual([]);
    expect(await readdir(join(folder, 'work'))).toEqual([]);
  });

  test('keeps id, release, who withdrew it, captions, slides and the chapters before its end where it replaces one; the old bytes go', async () => {
    const { worked, ofTalk, folder, store, workshopId, media } = await workshopOfWork();
    await worked(await draw(folder, 'a.mp4', { seconds: 20 }), ofTalk);
    const [first] = await store.rows(workshopId, 'recording');
    const recordingId = first?.id ?? '';
    await writeFile(join(folder, 'a.srt'), '1\n00:00:01,000 --> 00:00:02,000\nHallo.\n');
    await writeFile(join(folder, 'a.pdf'), pdf(2));
    const captions = { what: 'captions', recordingId, language: 'de', fileName: 'a.srt' } as const;
    expect(await worked(join(folder, 'a.srt'), captions)).toMatchObject({ state: 'done' });
    const slides = { what: 'slides', recordingId, fileName: 'a.pdf' } as const;
    expect(await worked(join(folder, 'a.pdf'), slides)).toMatchObject({ state: 'done' });
    const before = (await store.row(workshopId, 'recordingContents', recordingId))?.data;
    if (!first || !before) throw new Error('no recording');
    expect(before).toMatchObject({ language: 'de', cues: [{ text: 'Hallo.' }], slides: { pages: 2 } });
    const release = { kind: 'date', date: '2020-06-20' } as const;
    const away = { withdrawn: true, withdrawnBy: randomUUID() };
    const chapters = [
      { start: 0, title: 'One' },
      { start: 12, title: 'Late' },
    ];
    await store.write(workshopId, async (tx) => {
      await tx.put('recording', recordingId, { ...first.data, release, ...away });
      await tx.put('recordingContents', recordingId, {
        ...before,
        released: true,
        withdrawn: true,
        chapters,
      });
    });
    const old = await media();
    await worked(await draw(folder, 'b.mp4', { seconds: 8, audio: null, size: '200x100' }), ofTalk);
    expect(await store.rows(workshopId, 'recording')).toHaveLength(1);
    const about = (await store.row(workshopId, 'recording', recordingId))?.data;
    expect(about).toMatchObject({ release, ...away });
    const after = (await store.row(workshopId, 'recordingContents', recordingId))?.data;
    expect(after).toMatchObject({
      ...{ released: true, withdrawn: true },
      ...{ chapters: [{ start: 0, title: 'One' }], captionTracks: before.captionTracks },
      ...{
        cues: before.cues,
        slides: before.slides,
        renditions: [{ kind: 'video', width: 200, height: 100 }],
      },
    });
    // Captions, slides, video, poster, thumbnails; the four files of the old video are gone.
    await expect.poll(async () => (await media()).length, { timeout: 15_000 }).toBe(5);
    expect((await media()).filter((name) => old.includes(name))).toHaveLength(2);
  });

  test('what belonged to a sample goes with it: no captions, slides or chapters of it are at the real talk', async () => {
    const { worked, ofTalk, folder, store, workshopId } = await workshopOfWork();
    await worked(await draw(folder, 'a.mp4', { seconds: 12 }), ofTalk);
    const [first] = await store.rows(workshopId, 'recording');
    const [before] = await store.rows(workshopId, 'recordingContents');
    if (!first || !before) throw new Error('no recording');
    const hash = 'a'.repeat(64);
    await store.write(workshopId, async (tx) => {
      await tx.put('recording', first.id, { ...first.data, sample: true, description: 'A sample.' });
      await tx.put('recordingContents', before.id, {
        ...before.data,
        released: true,
        chapters: [{ start: 0, title: 'Of the sample' }],
        cues: [{ start: 0, end: 2, text: 'This is a sample.' }],
        captionTracks: [{ language: 'en', hash }],
        slides: { hash, pages: 2 },
      });
    });
    await worked(await draw(folder, 'b.mp4', { seconds: 8 }), ofTalk);
    expect((await store.row(workshopId, 'recording', first.id))?.data).toMatchObject({
      sample: false,
      description: null,
    });
    expect((await store.row(workshopId, 'recordingContents', first.id))?.data).toMatchObject({
      ...{ released: true, chapters: [], cues: [], captionTracks: [], slides: null },
    });
  });

  test('refuses what it cannot use by name, keeps nothing of it, and goes on with the next', async () => {
    const { worked, ofTalk, folder, store, workshopId, media } = await workshopOfWork();
    const text = join(folder, 'text.mp4');
    await writeFile(text, 'Words and more words. '.repeat(100));
    const recordingId = '00000000-0000-4000-8000-000000000000';
    const captions = { what: 'captions', recordingId, language: 'en', fileName: 'a.vtt' } as const;
    const ends = [
      await worked(text, ofTalk),
      await worked(text, captions),
      await worked(text, { what: 'slides', recordingId, fileName: 'a.pdf' }),
      await worked(text, { what: 'photo', personId: recordingId, fileName: 'a.png' }),
    ];
    expect(ends.map(({ state, reason }) => [state, reason])).toEqual(
      Array(4).fill(['refused', 'wrong-file']),
    );
    await writeFile(text, 'WEBVTT\n\n00:01.000 --> 00:02.000\nHello.\n');
    expect(await worked(text, captions)).toMatchObject({ state: 'refused', reason: 'not-found' });
    await expect.poll(media, { timeout: 15_000 }).toEqual([]);
    await expect.poll(() => readdir(join(folder, 'uploads')), { timeout: 15_000 }).toEqual([]);
    expect(await store.rows(workshopId, 'recording')).toEqual([]);
    expect(await worked(await draw(folder, 'a.mp4'), ofTalk)).toMatchObject({ state: 'done' });
  });

  test('sets the photo of a person, and removes the one before', async () => {
    const { worked, folder, store, workshopId, ids, media } = await workshopOfWork();
    const target = { what: 'photo', personId: ids.person, fileName: 'a.png' } as const;
    const photos: (string | null | undefined)[] = [];
    for (const source of ['testsrc', 'testsrc2']) {
      const file = join(folder, `${source}.png`);
      await ffmpeg('-f', 'lavfi', '-i', `${source}=s=300x200:d=1`, '-frames:v', '1', file);
      expect(await worked(file, target)).toMatchObject({ state: 'done' });
      photos.push((await store.row(workshopId, 'person', ids.person))?.data.photo);
    }
    expect(new Set(photos).size).toBe(2);
    await expect
      .poll(async () => (await media()).map((name) => name.slice(-64)), { timeout: 15_000 })
      .toEqual([photos[1]]);
  });

  test('is one job for an upload that is handed over twice, also after it was dropped', async () => {
    const { first, upload, done, ofTalk, folder, store, workshopId, member, send } = await workshopOfWork();
    const file = await upload(await draw(folder, 'a.mp4', { seconds: 2 }), ofTalk);
    await Promise.all([first?.take(file), first?.take(file), first?.take(file)]);
    expect(await store.rows(workshopId, 'recordingJob')).toHaveLength(1);
    await done(file.uploadId);
    await expect.poll(() => existsSync(file.path), { timeout: 15_000 }).toBe(false);
    await send(await member('organizer'), 'recording.dropJob', { jobId: file.uploadId });
    await writeFile(file.path, 'again');
    await first?.take(file);
    expect(existsSync(file.path)).toBe(false);
    expect(await store.rows(workshopId, 'recordingJob')).toEqual([]);
  });

  test('M10: tells its progress, and ends where it is dropped, together with ffmpeg and the upload', async () => {
    const { first, upload, until, job, ofTalk, folder, member, send } = await workshopOfWork();
    const slow = ['-c:v', 'mpeg4'];
    const file = await upload(
      await draw(folder, 'a.avi', { seconds: 400, size: '640x360', video: slow }),
      ofTalk,
    );
    await first?.take(file);
    await until(file.uploadId, ['running']);
    await expect.poll(async () => (await job(file.uploadId))?.step, { timeout: 15_000 }).toBe('convert');
    await expect
      .poll(async () => (await job(file.uploadId))?.progress, { timeout: 15_000 })
      .toBeGreaterThan(0);
    await send(await member('organizer'), 'recording.dropJob', { jobId: file.uploadId });
    await expect.poll(() => existsSync(file.path), { timeout: 15_000 }).toBe(false);
    expect(await readdir(join(folder, 'work'))).toEqual([]);
    expect(await runningFfmpeg(folder)).toEqual([]);
  });

  test('goes on with the next job although one that was dropped takes its time to end', async () => {
    const { first, upload, until, done, ofTalk, folder, ids, renditions, member, send, job } =
      await workshopOfWork();
    const picture = join(folder, 'a.png');
    await ffmpeg('-f', 'lavfi', '-i', 'testsrc=s=300x200:d=1', '-frames:v', '1', picture);
    const slow = Promise.withResolvers<string>();
    onTestFinished(() => slow.reject(new Error('the test is over')));
    const importing = vi.spyOn(renditions, 'importBlob').mockReturnValueOnce(slow.promise);
    const photo = { what: 'photo', personId: ids.person, fileName: 'a.png' } as const;
    const [dropped, next] = [
      await upload(picture, photo),
      await upload(await draw(folder, 'a.mp4', { seconds: 2 }), ofTalk),
    ];
    await first?.take(dropped);
    await until(dropped.uploadId, ['running']);
    await expect.poll(() => importing.mock.calls.length).toBe(1);
    await first?.take(next);
    await send(await member('organizer'), 'recording.dropJob', { jobId: dropped.uploadId });
    expect(await done(next.uploadId)).toMatchObject({ state: 'done' });
    expect(existsSync(dropped.path)).toBe(true);
    slow.reject(new Error('it ends at last'));
    await expect.poll(() => existsSync(dropped.path)).toBe(false);
    expect(await job(dropped.uploadId)).toBeNull();
  });

  test('begins again what was running when the hub ended', async () => {
    const { work, upload, until, done, ofTalk, folder } = await workshopOfWork({ start: false });
    const before = await work();
    const file = await upload(await draw(folder, 'a.mp4'), ofTalk);
    await before.take(file);
    await until(file.uploadId, ['running']);
    await before.close();
    expect(await runningFfmpeg(folder)).toEqual([]);
    await until(file.uploadId, ['running']);
    const after = await work();
    onTestFinished(() => after.close());
    expect(await done(file.uploadId)).toMatchObject({ state: 'done' });
  });

  test('ends with the file that came last, although one before it for the same takes longer', async () => {
    const { first, upload, done, ofTalk, folder, store, workshopId } = await workshopOfWork({ atOnce: 2 });
    const slow = await draw(folder, 'a.avi', { seconds: 60, size: '640x360', video: ['-c:v', 'mpeg4'] });
    const [before, after] = [
      await upload(slow, ofTalk),
      await upload(await draw(folder, 'b.mp4', { seconds: 2 }), { ...ofTalk, fileName: 'b.mp4' }),
    ];
    for (const file of [before, after]) await first?.take(file);
    for (const { uploadId } of [before, after]) {
      expect(await done(uploadId)).toMatchObject({ state: 'done' });
    }
    expect((await store.rows(workshopId, 'recording'))[0]?.data.duration).toBeCloseTo(2, 0);
  });

  test('is done although what it leaves behind cannot be cleared away', async () => {
    const { worked, job, renditions, folder, ids, first, upload, done } = await workshopOfWork();
    const target = { what: 'photo', personId: ids.person, fileName: 'a.png' } as const;
    const file = join(folder, 'a.png');
    await ffmpeg('-f', 'lavfi', '-i', 'testsrc=s=300x200:d=1', '-frames:v', '1', file);
    vi.spyOn(renditions, 'settle').mockRejectedValueOnce(new Error('the store is away'));
    const sent = await upload(file, target);
    await first?.take(sent);
    expect(await done(sent.uploadId)).toMatchObject({ state: 'done' });
    expect(await worked(file, target)).toMatchObject({ state: 'done' });
    expect(await job(sent.uploadId)).toMatchObject({ state: 'done' });
  });

  test('fails as cannot-process without ffmpeg, and succeeds by retrying when it is there', async () => {
    const { first, upload, done, ofTalk, folder, member, send } = await workshopOfWork();
    const file = await upload(await draw(folder, 'a.mp4', { seconds: 2 }), ofTalk);
    const { PATH } = process.env;
    onTestFinished(() => {
      process.env.PATH = PATH;
    });
    process.env.PATH = folder;
    await first?.take(file);
    expect(await done(file.uploadId)).toMatchObject({ state: 'failed', reason: 'cannot-process' });
    process.env.PATH = PATH;
    const organizer = await member('organizer');
    const jobId = file.uploadId;
    expect(await send(organizer, 'recording.retryJob', { jobId })).toMatchObject({ outcome: 'applied' });
    await expect.poll(async () => (await done(jobId)).state, { timeout: 15_000 }).toBe('done');
    expect(await send(organizer, 'recording.retryJob', { jobId })).toMatchObject({ reason: 'wrong-state' });
  });

  test('fails as cannot-process where the disk is full, keeps the upload, and succeeds by retrying when there is room', async () => {
    const disk = mountSmallDisk(4);
    if (!disk) return expect(process.getuid?.(), 'only root can make a small disk').not.toBe(0);
    const { first, upload, done, ofTalk, folder, member, send } = await workshopOfWork({
      workFolder: join(disk.folder, 'work'),
    });
    onTestFinished(() => disk.unmount());
    const file = await upload(await draw(folder, 'a.mp4'), ofTalk);
    disk.fill();
    await first?.take(file);
    expect(await done(file.uploadId)).toMatchObject({ state: 'failed', reason: 'cannot-process' });
    expect(existsSync(file.path)).toBe(true);
    disk.clear();
    const jobId = file.uploadId;
    await send(await member('organizer'), 'recording.retryJob', { jobId });
    await expect.poll(async () => (await done(jobId)).state, { timeout: 15_000 }).toBe('done');
    const noise = ['-vf', 'noise=alls=90:allf=t', '-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '5'];
    const large = await upload(await draw(folder, 'b.mp4', { size: '640x360', video: noise }), ofTalk);
    await first?.take(large);
    expect(await done(large.uploadId)).toMatchObject({ state: 'failed', reason: 'cannot-process' });
  });
});

/** The commands of processes that work in a folder. */
async function runningFfmpeg(folder: string): Promise<readonly string[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const all = await Promise.all(ids.map((id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')));
  return all.filter((line) => line.includes('ffmpeg') && line.includes(folder));
}
