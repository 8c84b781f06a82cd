import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { http, httpBytes, httpPath } from '#shared/contracts/http.ts';
import { parseInviteLink } from '#shared/people/inviteLink.ts';
import { CHUNK_SIZE } from '#shared/recordings/manifest.ts';
import type { UploadTarget } from '#shared/recordings/upload.ts';
import type { Row } from '#shared/sync/rows.ts';
import { S3Server } from '#tests/support/s3Server.ts';
import { type StartedHub, startHub } from '#tests/support/startHub.ts';
import { TusSender } from '#tests/support/TusSender.ts';
import { prepareHub, Speaker } from './hubFixture.ts';

const MIB = 1024 ** 2;

async function hubWithOrganizer() {
  const prepared = await prepareHub();
  const { dataFolder, workshopId, secrets, talkId } = prepared;
  onTestFinished(() => rm(dataFolder, { recursive: true, force: true }));
  const hub = await startHub({ demo: false, dataFolder });
  onTestFinished(async () => {
    await hub.stop();
  });
  const organizer = await Speaker.join(hub.address, secrets.organizer ?? '');
  const target: UploadTarget = { what: 'recording', of: { kind: 'talk', talkId }, fileName: 'a.mp4' };
  const tus = new TusSender(hub.address, workshopId, organizer.token);
  return { hub, organizer, workshopId, target, tus, dataFolder };
}

async function rowsOf(speaker: Speaker, workshopId: string): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let cursor = ''; ; ) {
    const query = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { body } = await speaker.get(`/v1/workshops/${workshopId}/changes?limit=1000${query}`);
    rows.push(...body.changes.filter((change): change is Row => change.data !== null));
    if (!body.more) return rows;
    cursor = body.cursor;
  }
}

/** Bytes of memory, by its name in `/proc`; `null` where the system does not say. */
async function memoryOf(hub: StartedHub, name: 'VmRSS' | 'VmHWM'): Promise<number | null> {
  const file = `/proc/${hub.pid}/status`;
  if (!existsSync(file)) return null;
  const found = new RegExp(`${name}:\\s+(\\d+) kB`).exec(await readFile(file, 'utf8'));
  return found ? Number(found[1]) * 1024 : null;
}

describe('an upload to a hub', () => {
  test('goes on after the hub was killed in the middle, with every byte, and becomes one job', async () => {
    const { hub, organizer, workshopId, target, tus, dataFolder } = await hubWithOrganizer();
    const bytes = randomBytes(24 * MIB);
    const id = randomUUID();
    const path = join(dataFolder, 'uploads', id);
    await tus.announce(target, bytes.length, id);
    async function* untilKilled() {
      yield bytes.subarray(0, 10 * MIB);
      await expect.poll(async () => (await stat(path)).size).toBeGreaterThan(2 * MIB);
      await hub.kill();
      yield bytes.subarray(10 * MIB);
    }
    await expect(tus.patch(id, 0, untilKilled())).rejects.toThrow();
    await hub.restart();
    const again = new TusSender(hub.address, workshopId, organizer.token);
    const came = Number((await again.head(id)).headers.get('upload-offset'));
    expect(came).toBeGreaterThan(2 * MIB);
    expect((await readFile(path)).equals(bytes.subarray(0, came))).toBe(true);
    expect((await again.patch(id, came, bytes.subarray(came))).status).toBe(204);
    expect((await again.head(id)).headers.get('upload-offset')).toBe(String(bytes.length));
    await hub.kill();
    await hub.restart();
    const jobs = (await rowsOf(organizer, workshopId)).filter(({ kind }) => kind === 'recordingJob');
    expect(jobs.map((job) => job.id)).toEqual([id]);
    expect((await new TusSender(hub.address, workshopId, organizer.token).head(id)).status).toBe(200);
  });

  test('of a large sparse file does not grow the hub’s memory with it', async () => {
    const { hub, target, tus } = await hubWithOrganizer();
    const size = Number(process.env.LECTERN_TEST_SPARSE_MIB ?? 384) * MIB;
    const before = await memoryOf(hub, 'VmRSS');
    const zeros = Buffer.alloc(MIB);
    async function* sparse() {
      for (let sent = 0; sent < size; sent += MIB) yield zeros;
    }
    const id = randomUUID();
    expect((await tus.announce(target, size, id)).status).toBe(201);
    expect((await tus.patch(id, 0, sparse())).status).toBe(204);
    const peak = await memoryOf(hub, 'VmHWM');
    if (process.env.LECTERN_TEST_SPARSE_MIB)
      console.log('before, peak (MiB)', (before ?? 0) / MIB, (peak ?? 0) / MIB);
    // Where the system does not say what a process takes, it is the upload's end alone that is held.
    if (before !== null && peak !== null) expect(peak - before).toBeLessThan(192 * MIB);
  });
});

describe('a hub on S3', () => {
  test('M1: keeps its recordings in the bucket and serves every chunk from there, as its manifest says', async () => {
    const s3 = await S3Server.start();
    onTestFinished(() => s3.close());
    const { endpoint, bucket, region, keys } = s3.setting;
    const env = {
      LECTERN_S3_ENDPOINT: endpoint,
      LECTERN_S3_BUCKET: bucket,
      LECTERN_S3_REGION: region,
      LECTERN_S3_KEY_ID: keys.id,
      LECTERN_S3_SECRET: keys.secret,
    };
    const hub = await startHub({ env });
    onTestFinished(async () => {
      await hub.stop();
    });
    expect((await s3.keys()).length).toBeGreaterThan(0);
    expect(existsSync(join(hub.dataFolder, 'media'))).toBe(false);
    const organizer = await Speaker.join(hub.address, parseInviteLink(hub.invites.organizer)?.invite ?? '');
    const { workshops } = (await organizer.get('/v1/workshops')).body;
    for (const { id: workshopId } of workshops) {
      for (const row of await rowsOf(organizer, workshopId)) {
        if (row.kind !== 'recordingContents') continue;
        const [shown] = row.data.renditions;
        const place = { workshopId, recordingId: row.id, renditionId: shown?.id ?? '' };
        const { manifest } = (await organizer.get(httpPath(http.manifest.path, place))).body;
        for (const [n, chunk] of manifest.chunks.entries()) {
          const end = Math.min((n + 1) * CHUNK_SIZE, manifest.size) - 1;
          const range = `bytes=${n * CHUNK_SIZE}-${end}`;
          const answer = await organizer.fetch(httpPath(httpBytes.rendition, place), { range });
          const bytes = Buffer.from(await answer.arrayBuffer());
          expect([answer.status, createHash('sha256').update(bytes).digest('hex')]).toEqual([206, chunk]);
        }
        return;
      }
    }
    throw new Error('the demonstration has no recording');
  });

  test('whose bucket cannot be reached says so at its start, without its keys', async () => {
    const env = {
      LECTERN_S3_ENDPOINT: 'http://127.0.0.1:9',
      LECTERN_S3_BUCKET: 'nowhere',
      LECTERN_S3_KEY_ID: 'an-id',
      LECTERN_S3_SECRET: 'never-to-be-repeated',
    };
    const said = await startHub({ demo: false, env }).then(
      () => 'it started',
      (error: unknown) => String(error),
    );
    expect(said).toMatch(/the bucket nowhere, cannot be used: its server cannot be reached/);
    expect(said).not.toContain('never-to-be-repeated');
  });
});
