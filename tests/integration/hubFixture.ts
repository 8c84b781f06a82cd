import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { HubKey } from '#server/people/HubKey.ts';
import { Invites } from '#server/people/Invites.ts';
import { newSecret } from '#server/people/secrets.ts';
import { Renditions } from '#server/recordings/Renditions.ts';
import { FolderStore } from '#server/recordings/store/FolderStore.ts';
import { newId } from '#server/store/newId.ts';
import { SqlStore } from '#server/store/SqlStore.ts';
import { openSqlite } from '#server/store/sqlite.ts';
import { Heads } from '#server/sync/Heads.ts';
import type { HttpReply } from '#shared/contracts/http.ts';
import { PROTOCOL, PROTOCOL_HEADER } from '#shared/contracts/protocol.ts';
import type { Refusal } from '#shared/contracts/refusals.ts';
import type { Role } from '#shared/people/account.ts';
import { contents, recording, session, talk, workshop } from '#tests/server/sampleRows.ts';

const run = promisify(execFile);
const roles = ['attendee', 'speaker', 'moderator', 'organizer'] as const satisfies readonly Role[];

/** Draws a real video of about 3 MB, so that it has several chunks. */
async function drawVideo(folder: string): Promise<string> {
  const file = join(folder, 'sample.mp4');
  const noise = 'nullsrc=s=320x180:d=6:r=15,geq=random(1)*255:128:128';
  await run('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', noise, '-b:v', '4M', '-pix_fmt', 'yuv420p', file]);
  return file;
}

/** A hub's folder with one workshop: an open recording, a closed one, and an invite per role. */
export async function prepareHub({ uses = 1000 } = {}) {
  const dataFolder = await mkdtemp(join(tmpdir(), 'lectern-hub-'));
  await mkdir(join(dataFolder, 'source'));
  const store = await SqlStore.open(await openSqlite(join(dataFolder, 'hub.db')), new Heads());
  const key = await HubKey.open(dataFolder);
  const renditions = new Renditions(store, await FolderStore.open(dataFolder), key);
  const video = await drawVideo(join(dataFolder, 'source'));
  const { signed } = await renditions.importVideo(video, 'video/mp4');
  const { id, manifest } = signed;
  const [workshopId, sessionId, talkId, open, closed] = [newId(), newId(), newId(), newId(), newId()];
  await store.createWorkshop(workshopId, 'sample');
  const shown = {
    renditions: [
      { id, kind: 'video' as const, type: 'video/mp4', size: manifest.size, width: 320, height: 180 },
    ],
  };
  await store.write(workshopId, async (tx) => {
    await tx.put('workshop', workshopId, workshop());
    await tx.put('session', sessionId, session());
    await tx.put('talk', talkId, talk({ sessionId }));
    await tx.put('recording', open, recording(talkId));
    await tx.put('recordingContents', open, contents(open, talkId, { ...shown, released: true }));
    await tx.put('recording', closed, recording(talkId, { release: { kind: 'unknown' } }));
    await tx.put('recordingContents', closed, contents(closed, talkId, shown));
  });
  const invites = new Invites(store);
  const grants = [{ workshopId, personId: null }];
  const expires = Date.now() + 3_600_000;
  const secrets: Record<string, string> = {};
  for (const role of roles) secrets[role] = await invites.create({ role, uses, expires, name: null, grants });
  secrets.expired = await invites.create({ role: 'attendee', uses, expires: 1, name: null, grants });
  secrets.once = await invites.create({ role: 'attendee', uses: 1, expires, name: null, grants });
  await store.close();
  return {
    dataFolder,
    video,
    key,
    workshopId,
    sessionId,
    talkId,
    open,
    closed,
    renditionId: id,
    manifest,
    secrets,
  };
}

export type Prepared = Awaited<ReturnType<typeof prepareHub>>;

export function newDevice() {
  return { id: randomUUID(), secret: newSecret(), label: 'test' };
}

/** All that replies carry, in one type: a test looks at what its own request is answered with. */
type AnyReply = HttpReply<'hub'> &
  HttpReply<'join'> &
  HttpReply<'workshops'> &
  HttpReply<'changes'> &
  HttpReply<'invite'> &
  HttpReply<'manifest'> &
  Extract<HttpReply<'command'>, { outcome: 'applied' }> &
  Refusal;

export type Reply = { readonly status: number; readonly headers: Headers; readonly body: AnyReply };

/** One who speaks to a hub over real HTTP. */
export class Speaker {
  readonly address: string;
  token = '';

  constructor(address: string) {
    this.address = address;
  }

  fetch(path: string, headers: Record<string, string> = {}, init: RequestInit = {}): Promise<Response> {
    return fetch(new URL(path, this.address), {
      ...init,
      headers: {
        [PROTOCOL_HEADER]: String(PROTOCOL),
        ...(this.token === '' ? {} : { authorization: `Bearer ${this.token}` }),
        ...headers,
      },
    });
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Reply> {
    const answer = await this.fetch(path, headers);
    return { status: answer.status, headers: answer.headers, body: await answer.json() };
  }

  async post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Reply> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await this.fetch(path, headers, { method: 'POST', body: text });
    return { status: answer.status, headers: answer.headers, body: await answer.json() };
  }

  static async join(
    address: string,
    invite: string,
    device = newDevice(),
    name = 'Ada',
  ): Promise<Speaker & { accountId: string; refreshToken: string }> {
    const speaker = new Speaker(address);
    const reply = await speaker.post('/v1/join', { invite, device, name });
    if (reply.status !== 200) throw new Error(`not joined: ${JSON.stringify(reply.body)}`);
    speaker.token = reply.body.accessToken;
    return Object.assign(speaker, {
      accountId: reply.body.account.id as string,
      refreshToken: reply.body.refreshToken as string,
    });
  }

  send(workshopId: string, name: string, args: unknown, id = randomUUID()): Promise<Reply> {
    return this.post('/v1/commands', { id, workshopId, name, args });
  }
}
