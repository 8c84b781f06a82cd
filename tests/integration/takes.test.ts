import { randomUUID } from 'node:crypto';
import { readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { TakeStage } from '#server/live/takes/StageTakes.ts';
import { emptyBook, type StageBook } from '#shared/live/stageBook.ts';
import {
  colorAt,
  flowed,
  later,
  lengthOf,
  loudness,
  send,
  sent,
  stopSending,
  studio,
} from '#tests/server/live/takes/studio.ts';
import { ffmpeg, probed } from '#tests/server/recordings/work/draw.ts';
import { question } from '#tests/server/sampleRows.ts';

const ada = { accountId: randomUUID(), name: 'Ada Sample' };
const bob = { accountId: randomUUID(), name: 'Bob Sample' };

type Studio = Awaited<ReturnType<typeof studio>>;

/** The session's recording, once its job has ended. */
async function made({ store, workshopId, ids, until, rows, folder }: Studio) {
  stopSending();
  await expect
    .poll(async () => (await rows.ended(ids.session)).at(-1)?.workId ?? null, { timeout: 60_000 })
    .not.toBeNull();
  const workId = (await rows.ended(ids.session)).at(-1)?.workId ?? '';
  await expect.poll(() => store.row(workshopId, 'recordingJob', workId)).not.toBeNull();
  const job = await until(workId, ['done', 'refused', 'failed']);
  const recording =
    (await store.rows(workshopId, 'recording')).find(({ data }) => data.of.kind === 'session') ?? null;
  const contents = recording ? await store.row(workshopId, 'recordingContents', recording.id) : null;
  const video = contents?.data.renditions.find(({ kind }) => kind === 'video');
  const found = video
    ? await store.read.selectFrom('rendition').select('blob').where('id', '=', video.id).executeTakeFirst()
    : null;
  const names = await readdir(join(folder, 'media'), { recursive: true });
  const name = names.find((one) => found && one.endsWith(found.blob));
  return { job, recording, contents, file: name ? join(folder, 'media', name) : '' };
}

/** Runs an act; says between which times it came to pass, in ms. */
async function timed(act: () => Promise<unknown>) {
  const after = Date.now();
  await act();
  return { after, before: Date.now() };
}

/** By how many ms a time lies outside of two others; 0 between them. */
const outside = (time: number, { after, before }: { readonly after: number; readonly before: number }) =>
  Math.max(0, after - time, time - before);

/** Resolves when so many segments have had their first packet. */
async function segments({ rows, ids }: Studio, count: number) {
  const all = async () => {
    const take = (await rows.open(ids.session)) ?? (await rows.ended(ids.session)).at(-1);
    return take ? rows.segments(take.id) : [];
  };
  await expect.poll(async () => (await all()).length, { timeout: 60_000 }).toBeGreaterThanOrEqual(count);
  return all();
}

describe('L8: a stage that is recorded', { timeout: 240_000 }, () => {
  test('becomes the recording of its session: two people mixed, at their times, with a chapter and an answer', async () => {
    const at = await studio();
    const { takes, stage, store, workshopId, ids } = at;
    const router = await at.router();
    const asked = randomUUID();
    await store.write(workshopId, (tx) =>
      tx.put(
        'question',
        asked,
        question({ sessionId: ids.session, text: 'Why does it scale?', state: 'approved' }),
      ),
    );
    const voice = await send(router, ada, 'microphone', sent.tone(500));
    const camera = await send(router, ada, 'camera', sent.picture('red'));
    const since = Date.now();
    const on: TakeStage = stage({ since, producers: [voice, camera] });
    takes.follow(on);
    takes.heard(ids.session, ada.accountId);
    await segments(at, 2);
    await later(3000);
    const other = await send(router, bob, 'microphone', sent.tone(2000));
    const joined = Date.now();
    takes.follow({ ...on, producers: [voice, camera, other] });
    await later(1000);
    const putState = (state: 'live' | 'answered') =>
      store.write(workshopId, async (tx) => {
        const row = await tx.row('question', asked);
        if (row) await tx.put('question', asked, { ...row.data, state });
        if (state === 'answered') {
          const answeredAt = new Date().toISOString();
          await tx.put('answer', asked, { questionId: asked, text: 'Because.', span: null, answeredAt });
        }
      });
    const put = await timed(() => putState('live'));
    await later(2000);
    const answered = await timed(() => putState('answered'));
    await Promise.all([flowed(voice, 1000), flowed(other, 1000)]);
    takes.follow({ ...on, since: null, producers: [voice, camera, other] });
    await takes.idle();
    const take = (await at.rows.ended(ids.session))[0];
    const spans = (await at.rows.segments(take?.id ?? '')).flatMap((one) => one.spans);
    const began = Math.min(...spans.map(({ from }) => from));
    const over = Math.max(...spans.map(({ to }) => to ?? 0));
    const { job, recording, contents, file } = await made(at);
    expect(job).toMatchObject({ state: 'done', target: { what: 'recording', of: { kind: 'session' } } });
    expect(began - since).toBeLessThan(15_000);

    const length = await lengthOf(file);
    expect(Math.abs(length - (over - began) / 1000)).toBeLessThan(0.5);
    expect([await probed(file, 'v', 'codec_name'), await probed(file, 'a', 'codec_name')]).toEqual([
      'h264',
      'aac',
    ]);
    expect([await probed(file, 'v', 'width'), await probed(file, 'v', 'height')]).toEqual(['1280', '720']);

    // Bob is heard from when he came on, beside Ada, and not before.
    const came = (joined - began) / 1000;
    expect(await loudness(file, 500, 1, 1)).toBeGreaterThan(-35);
    expect(await loudness(file, 2000, 1, came - 1.2)).toBeLessThan(-55);
    expect(await loudness(file, 2000, length - 1.5, 1)).toBeGreaterThan(-35);
    expect(await loudness(file, 500, length - 1.5, 1)).toBeGreaterThan(-35);
    const [red = 0, green = 255] = await colorAt(file, 2, 640, 300);
    expect(red - green).toBeGreaterThan(100);

    const chapters = contents?.data.chapters ?? [];
    expect(chapters.map(({ title }) => title)).toEqual(['Sample session', 'Why does it scale?']);
    expect(outside(began + (chapters[1]?.start ?? 0) * 1000, put)).toBeLessThan(500);
    const answer = await store.row(workshopId, 'answer', asked);
    expect(answer?.data.text).toBe('Because.');
    expect(answer?.data.span?.recordingId).toBe(recording?.id);
    expect(outside(began + (answer?.data.span?.end ?? 0) * 1000, answered)).toBeLessThan(500);
    // Nobody may watch it before an organizer releases it.
    expect(recording?.data.release).toEqual({ kind: 'unknown' });
    expect(contents?.data.released).toBe(false);
    await expect.poll(() => at.made).toEqual(['composing', 'done']);
  });

  test('keeps what it had when ffmpeg is killed with -9, and goes on in a new segment', async () => {
    const at = await studio();
    const { takes, stage, ids, folder } = at;
    const router = await at.router();
    const voice = await send(router, ada, 'microphone', sent.tone(500));
    takes.follow(stage({ since: Date.now(), producers: [voice] }));
    await segments(at, 1);
    await later(3000);
    for (const pid of takes.pids()) process.kill(pid, 'SIGKILL');
    const [first, second] = await segments(at, 2);
    expect(await probed(join(folder, 'takes', first?.path ?? ''), 'a', 'codec_name')).toBe('opus');
    await later(2500);
    takes.follow(stage({ since: null, producers: [voice] }));
    await takes.idle();
    const gap = (second?.spans[0]?.from ?? 0) - (first?.spans[0]?.from ?? 0);
    const { job, file } = await made(at);
    expect(job.state).toBe('done');
    expect(await loudness(file, 500, 0.2, 1.5)).toBeGreaterThan(-30);
    expect(await loudness(file, 500, gap / 1000 + 0.5, 1)).toBeGreaterThan(-30);
    expect(await at.rows.open(ids.session)).toBeNull();
  });

  test('goes on with new segments after its worker died, with people who are back on another router', async () => {
    const at = await studio();
    const { takes, stage } = at;
    const first = await send(await at.router(), ada, 'microphone', sent.tone(500));
    const since = Date.now();
    takes.follow(stage({ since, producers: [first] }));
    await segments(at, 1);
    await later(2000);
    const [pid = 0] = await at.workers.pids();
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => first.producer.closed).toBe(true);
    takes.follow(stage({ since, producers: [] }));
    const back = await send(await at.router(), ada, 'microphone', sent.tone(500));
    takes.follow(stage({ since, producers: [back] }));
    await segments(at, 2);
    await flowed(back, 2000);
    takes.follow(stage({ since: null }));
    const { job, file } = await made(at);
    expect(job.state).toBe('done');
    const length = await lengthOf(file);
    expect(await loudness(file, 500, length - 1.5, 1)).toBeGreaterThan(-30);
  });

  test('goes on with the next hub where the book says so, and is whole with what both of them had', async () => {
    const at = await studio();
    const { takes, stage, ids } = at;
    const router = await at.router();
    const voice = await send(router, ada, 'microphone', sent.tone(500));
    const since = Date.now();
    takes.follow(stage({ since, producers: [voice] }));
    await segments(at, 1);
    await later(2000);
    await takes.close();
    const next = await at.openTakes();
    next.follow(stage({ since, producers: [voice] }));
    await segments(at, 2);
    await later(2000);
    next.follow(stage({ since: null }));
    await next.idle();
    expect(await at.rows.ended(ids.session)).toHaveLength(1);
    const { job, file } = await made(at);
    expect(job.state).toBe('done');
    expect(await lengthOf(file)).toBeGreaterThan(3.5);
  });

  test('is put together by the next hub where it was stopped right before the hub ended, and not where it goes on', async () => {
    const at = await studio();
    const { takes, stage, store, workshopId, ids } = at;
    const voice = await send(await at.router(), ada, 'microphone', sent.tone(500));
    const since = Date.now();
    takes.follow(stage({ since, producers: [voice] }));
    await segments(at, 1);
    await later(1500);
    await takes.close();
    const write = (seq: number, recording: Partial<StageBook['recording']>) => {
      const book = { ...emptyBook, recording: { ...emptyBook.recording, ...recording } };
      return store.writeStage(workshopId, ids.session, seq, 'live', book);
    };
    await write(1, { since });
    await (await at.openTakes()).close();
    expect(await at.rows.open(ids.session)).not.toBeNull();
    await write(2, { since: null });
    await at.openTakes();
    expect(await at.rows.open(ids.session)).toBeNull();
    const { job, file } = await made(at);
    expect(job.state).toBe('done');
    expect(await lengthOf(file)).toBeGreaterThan(1);
  });

  test('has nothing of who has not agreed, nor of the time in which a microphone was off', async () => {
    const at = await studio();
    const { takes, stage } = at;
    const router = await at.router();
    const voice = await send(router, ada, 'microphone', sent.tone(500));
    const silent = { ...(await send(router, bob, 'microphone', sent.tone(2000))), mayBeRecorded: false };
    takes.follow(stage({ since: Date.now(), producers: [voice, silent] }));
    await segments(at, 1);
    await later(2000);
    const pausing = await timed(() => voice.producer.pause());
    await later(2000);
    const resuming = await timed(() => voice.producer.resume());
    await flowed(voice, 2000);
    takes.follow(stage({ since: null }));
    await takes.idle();
    const [only, ...none] = await segments(at, 1);
    expect(none).toEqual([]);
    expect(only?.accountId).toBe(ada.accountId);
    expect(only?.spans).toHaveLength(2);
    const [one, two] = only?.spans ?? [];
    const gap = (two?.from ?? 0) - (one?.to ?? 0);
    const off = { after: resuming.after - pausing.before, before: resuming.before - pausing.after };
    expect(outside(gap, off)).toBeLessThan(400);
    const { file } = await made(at);
    expect(await loudness(file, 2000, 0, 6)).toBeLessThan(-55);
    const paused = ((one?.to ?? 0) - (one?.from ?? 0)) / 1000;
    expect(await loudness(file, 500, paused + 0.3, gap / 1000 - 0.6)).toBeLessThan(-50);
    expect(await loudness(file, 500, paused + gap / 1000 + 0.4, 1)).toBeGreaterThan(-30);
  });

  test('shows a talk that was played together from the media store, at its place', async () => {
    const at = await studio();
    const { takes, stage, worked, ofTalk, folder, store, workshopId } = at;
    const source = join(folder, 'talk.mp4');
    const halves = [
      '-f',
      'lavfi',
      '-i',
      'color=blue:s=640x360:r=25:d=10',
      '-f',
      'lavfi',
      '-i',
      'color=lime:s=640x360:r=25:d=10',
    ];
    await ffmpeg(
      ...[...halves, '-f', 'lavfi', '-i', 'sine=f=1200:d=20', '-filter_complex', '[0][1]concat=n=2:v=1[v]'],
      ...['-map', '[v]', '-map', '2:a', '-c:v', 'libx264', '-c:a', 'aac', '-pix_fmt', 'yuv420p', source],
    );
    expect((await worked(source, ofTalk)).state).toBe('done');
    const recordingId = (await store.rows(workshopId, 'recording'))[0]?.id ?? '';
    const router = await at.router();
    const voice = await send(router, ada, 'microphone', sent.tone(500));
    const since = Date.now();
    takes.follow(stage({ since, producers: [voice] }));
    await segments(at, 1);
    await later(1500);
    const playing = { recordingId, run: 1, position: 8, at: Date.now(), paused: false, by: ada.accountId };
    takes.follow(stage({ since, producers: [voice], playing }));
    await later(4000);
    takes.follow(stage({ since, producers: [voice], playing: null }));
    await later(1000);
    takes.follow(stage({ since: null }));
    await takes.idle();
    const began = (await segments(at, 1))[0]?.spans[0]?.from ?? 0;
    const { job, file, contents } = await made(at);
    expect(job.state).toBe('done');
    const start = (playing.at - began) / 1000;
    const [, , blue = 0] = await colorAt(file, start + 1, 400, 360);
    expect(blue).toBeGreaterThan(150);
    const [, lime = 0] = await colorAt(file, start + 3, 400, 360);
    expect(lime).toBeGreaterThan(150);
    expect(await loudness(file, 1200, start + 0.5, 3)).toBeGreaterThan(-35);
    expect(contents?.data.chapters.map(({ title }) => title)).toEqual(['Sample session', 'Sample talk']);
  });

  test('of which one file is damaged and one is empty is made of the others', async () => {
    const at = await studio();
    const { takes, stage, folder } = at;
    const router = await at.router();
    const voice = await send(router, ada, 'microphone', sent.tone(500));
    const camera = await send(router, bob, 'camera', sent.picture('red'));
    const screen = await send(router, bob, 'screen', sent.picture('green'));
    takes.follow(stage({ since: Date.now(), producers: [voice, camera, screen] }));
    const all = await segments(at, 3);
    await later(1500);
    const pathOf = (source: string) =>
      join(folder, 'takes', all.find((one) => one.source === source)?.path ?? '');
    const areWritten = () =>
      Promise.all(['microphone', 'screen'].map(async (source) => (await stat(pathOf(source))).size > 2_000));
    await expect.poll(areWritten).toEqual([true, true]);
    await takes.close();
    await truncate(pathOf('camera'), 0);
    const bytes = await readFile(pathOf('screen'));
    await writeFile(pathOf('screen'), bytes.fill(7, 0, 1_000));
    const next = await at.openTakes();
    next.follow(stage({ since: null }));
    const { job, file } = await made(at);
    expect(job.state).toBe('done');
    expect(await loudness(file, 500, 0.2, 1)).toBeGreaterThan(-30);
  });

  test('in which nobody sent anything is refused by name, and a producer that is gone at once leaves no file', async () => {
    const at = await studio();
    const { takes, stage, folder } = at;
    const router = await at.router();
    const voice = await send(router, ada, 'microphone', sent.tone(500));
    const since = Date.now();
    voice.stop();
    await voice.producer.pause();
    takes.follow(stage({ since, producers: [voice] }));
    await takes.idle();
    voice.producer.close();
    takes.follow(stage({ since, producers: [] }));
    await takes.idle();
    takes.follow(stage({ since: null }));
    const { job, recording } = await made(at);
    expect(job).toMatchObject({ state: 'refused', reason: 'wrong-file' });
    expect(recording).toBeNull();
    await expect.poll(() => at.made).toEqual(['composing', 'failed']);
    const left = await readdir(join(folder, 'takes'), { recursive: true });
    expect(left.filter((name) => /mkv|sdp/.test(name))).toEqual([]);
  });

  test('is refused at a hub without ffmpeg', async () => {
    const at = await studio();
    const path = process.env.PATH;
    onTestFinished(() => {
      process.env.PATH = path;
    });
    process.env.PATH = '/nowhere';
    await expect(at.takes.assertReady()).rejects.toMatchObject({ reason: 'cannot-process' });
    process.env.PATH = path;
    await expect(at.takes.assertReady()).resolves.toBeUndefined();
  });
});
