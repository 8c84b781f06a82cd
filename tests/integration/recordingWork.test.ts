import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type RecordingJob, recordingJob, type UploadTarget } from '#shared/recordings/upload.ts';
import type { Row } from '#shared/sync/rows.ts';
import { draw } from '#tests/server/recordings/work/draw.ts';
import { startHub } from '#tests/support/startHub.ts';
import { TusSender } from '#tests/support/TusSender.ts';
import { prepareHub, Speaker } from './hubFixture.ts';

/** The job as the hub has stored it: its steps are too short to be asked for as often as they need. */
async function jobIn(dataFolder: string, id: string): Promise<RecordingJob | null> {
  const db = new DatabaseSync(join(dataFolder, 'hub.db'), { readOnly: true });
  try {
    const found = db.prepare("SELECT data FROM row WHERE kind = 'recordingJob' AND id = ?").get(id);
    return found ? recordingJob.parse(JSON.parse(String(found.data))) : null;
  } finally {
    db.close();
  }
}

/** The path with tools that begin late, so that no step of theirs is over before it is seen. */
async function latePath(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-tools-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = process.env.PATH ?? '';
  for (const tool of ['ffmpeg', 'ffprobe']) {
    await writeFile(join(folder, tool), `#!/bin/sh\nsleep 0.5\nPATH='${path}'\nexec ${tool} "$@"\n`, {
      mode: 0o755,
    });
  }
  return `${folder}:${path}`;
}

/** Noise, so that each step has something to do. */
const noisy = ['-vf', 'noise=alls=60:allf=t', '-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '12'];

async function hubAtWork(env: Readonly<Record<string, string>> = {}) {
  const prepared = await prepareHub();
  const { dataFolder, workshopId, secrets, sessionId } = prepared;
  onTestFinished(() => rm(dataFolder, { recursive: true, force: true }));
  const hub = await startHub({ demo: false, dataFolder, env });
  onTestFinished(async () => {
    await hub.stop();
  });
  const organizer = await Speaker.join(hub.address, secrets.organizer ?? '');
  const tus = new TusSender(hub.address, workshopId, organizer.token);
  const rows = async (): Promise<readonly Row[]> => {
    const { body } = await organizer.get(`/v1/workshops/${workshopId}/changes?limit=1000`);
    return body.changes.filter((change): change is Row => change.data !== null);
  };
  const job = (id: string) => jobIn(dataFolder, id);
  const target: UploadTarget = {
    what: 'recording',
    of: { kind: 'session', sessionId },
    fileName: 'a.mkv',
  };
  const send = async (file: string): Promise<string> => {
    const bytes = await readFile(file);
    const id = randomUUID();
    await tus.announce(target, bytes.length, id);
    await tus.patch(id, 0, bytes);
    return id;
  };
  const ended = async (id: string) => {
    const states = ['done', 'refused', 'failed'];
    await expect
      .poll(async () => states.includes((await job(id))?.state ?? ''), { timeout: 50_000, interval: 50 })
      .toBe(true);
    return job(id);
  };
  return { ...prepared, hub, organizer, rows, job, send, ended };
}

/** The processes of ffmpeg that work in a folder. */
async function ffmpegIn(folder: string): Promise<number> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const all = await Promise.all(ids.map((id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')));
  return all.filter((line) => /ffmpeg|ffprobe/.test(line) && line.includes(folder)).length;
}

describe('the work of a hub on a recording', () => {
  test('begins again after kill -9 in each of its steps, leaves nothing running, and ends well', async () => {
    const { hub, dataFolder, send, job, ended, rows } = await hubAtWork({ PATH: await latePath() });
    const video = await draw(join(dataFolder, 'source'), 'a.mkv', {
      ...{ seconds: 15, size: '640x360', video: noisy, audio: ['-c:a', 'pcm_s16le'] },
    });
    expect((await stat(video)).size).toBeGreaterThan(5_000_000);
    let id = await send(video);
    // Where it ends before the last step was seen, that is waited for in the next job.
    const running = async () => {
      const { state, step } = (await job(id)) ?? {};
      if (state === 'done') id = await send(video);
      return state === 'running' ? step : state;
    };
    for (const step of ['check', 'convert', 'audio', 'pictures', 'keep']) {
      await expect.poll(running, { timeout: 180_000, interval: 3 }).toBe(step);
      await hub.kill();
      await expect.poll(() => ffmpegIn(dataFolder)).toBe(0);
      await hub.restart();
    }
    expect(await ended(id)).toMatchObject({ state: 'done', reason: null });
    const contents = (await rows()).filter(
      (row) => row.kind === 'recordingContents' && row.data.talkId === null,
    );
    expect(contents).toHaveLength(1);
    expect(await readdir(join(dataFolder, 'work'))).toEqual([]);
    await expect
      .poll(async () => (await readdir(join(dataFolder, 'uploads'))).includes(id), { timeout: 15_000 })
      .toBe(false);
    expect(await readdir(join(dataFolder, 'media', 'incoming'))).toHaveLength(0);
  }, 600_000);

  test('fails as cannot-process where it has no ffmpeg, and the hub works on', async () => {
    const { dataFolder, send, ended, organizer } = await hubAtWork({ PATH: '/nonexistent' });
    const id = await send(await draw(join(dataFolder, 'source'), 'a.mkv'));
    expect(await ended(id)).toMatchObject({ state: 'failed', reason: 'cannot-process' });
    expect((await organizer.get('/v1/hub')).status).toBe(200);
  });

  test('M10: refuses a cut and a wrong file by name', async () => {
    const { dataFolder, send, ended } = await hubAtWork();
    const folder = join(dataFolder, 'source');
    const text = join(folder, 'text.mkv');
    await writeFile(text, 'Words and more words.');
    expect(await ended(await send(text))).toMatchObject({ state: 'refused', reason: 'wrong-file' });
    const cut = await draw(folder, 'cut.mp4', { seconds: 20 });
    await truncate(cut, 20_000);
    expect(await ended(await send(cut))).toMatchObject({ state: 'refused', reason: 'cut-short' });
  });
});
