import { createHash, createPublicKey, randomUUID, verify } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { httpPath } from '#shared/contracts/http.ts';
import { canonicalManifest, signedManifest } from '#shared/recordings/manifest.ts';
import { runHub, type StartedHub, startHub } from '#tests/support/startHub.ts';
import { newDevice, type Prepared, prepareHub, Speaker } from './hubFixture.ts';

let prepared: Prepared;
let hub: StartedHub;

beforeAll(async () => {
  prepared = await prepareHub();
  hub = await startHub({ demo: false, dataFolder: prepared.dataFolder });
});

afterAll(async () => {
  await hub.stop();
  await rm(prepared.dataFolder, { recursive: true });
});

const as = (role: string) => Speaker.join(hub.address, prepared.secrets[role] ?? '');
const changes = () => `/v1/workshops/${prepared.workshopId}/changes`;
const bytesOf = (recordingId: string) =>
  `/v1/workshops/${prepared.workshopId}/recordings/${recordingId}/renditions/${prepared.renditionId}/bytes`;

function asking(questionId: string = randomUUID()) {
  const { talkId } = prepared;
  return { questionId, text: 'Why?', talkId, sessionId: null, anchor: null, anonymous: false };
}

describe('a hub over HTTP', () => {
  test('says who it is, also to an app of another protocol', async () => {
    const reply = await new Speaker(hub.address).get('/v1/hub', { 'lectern-protocol': '99' });
    expect(reply.body).toMatchObject({ lectern: 'hub', protocol: 1, fingerprint: prepared.key.fingerprint });
    const old = await new Speaker(hub.address).get('/v1/workshops', { 'lectern-protocol': '99' });
    expect([old.status, old.body.refused]).toEqual([426, 'protocol-mismatch']);
  });

  test('A1: a link restores its account on a known device, and refusals name what is wrong with it', async () => {
    const device = newDevice();
    const { once = '', expired = '' } = prepared.secrets;
    const first = await Speaker.join(hub.address, once, device);
    const second = await Speaker.join(hub.address, once, device);
    expect(second.accountId).toBe(first.accountId);
    const join = async (invite: string) =>
      (await new Speaker(hub.address).post('/v1/join', { invite, device: newDevice(), name: null })).body
        .refused;
    expect(await join(once)).toBe('invite-used-up');
    expect(await join(expired)).toBe('invite-expired');
    expect(await join('x'.repeat(43))).toBe('invite-unknown');
  });

  test('S2: an attendee pulls what is for attendees, a moderator more', async () => {
    const [attendee, moderator] = [await as('attendee'), await as('moderator')];
    const kinds = async (who: Speaker) => {
      const { body } = await who.get(changes());
      expect(body.snapshot).toBe(true);
      return body.changes.filter((c: { kind: string }) => c.kind === 'recordingContents').length;
    };
    expect([await kinds(attendee), await kinds(moderator)]).toEqual([1, 2]);
    const bad = await attendee.get(`${changes()}?limit=0`);
    expect(bad.body.refused).toBe('malformed');
    const elsewhere = await attendee.get(httpPath('/v1/workshops/:id/changes', { id: randomUUID() }));
    expect(elsewhere.body.refused).toBe('not-a-member');
  });

  test('A3: an attendee cannot approve, nor read the pending question of another, nor invite', async () => {
    const [author, other] = [await as('attendee'), await as('attendee')];
    const question = asking();
    const applied = await author.send(prepared.workshopId, 'question.ask', question);
    expect(applied.body.outcome).toBe('applied');
    const { questionId } = question;
    const approve = await other.send(prepared.workshopId, 'question.approve', { questionId });
    expect(approve.body).toEqual({ outcome: 'refused', reason: 'not-allowed' });
    const seen = async (who: Speaker) => JSON.stringify((await who.get(changes())).body).includes(questionId);
    expect([await seen(author), await seen(other), await seen(await as('moderator'))]).toEqual([
      true,
      false,
      true,
    ]);
    const vote = await other.send(prepared.workshopId, 'question.vote', { questionId });
    expect(vote.body).toMatchObject({ reason: 'not-found' });
    const invite = {
      workshopIds: [prepared.workshopId],
      role: 'organizer',
      uses: 1,
      expires: '2100-01-01T00:00:00Z',
    };
    expect((await other.post('/v1/invites', invite)).body.refused).toBe('not-allowed');
    const { body } = await (await as('organizer')).post('/v1/invites', invite);
    const secret = new URL(body.link).searchParams.get('invite') ?? '';
    expect((await Speaker.join(hub.address, secret)).accountId).toBeDefined();
  });

  test('S6: a command that is sent twice is applied once and answered the same', async () => {
    const who = await as('attendee');
    const [id, question] = [randomUUID(), asking()];
    const first = await who.send(prepared.workshopId, 'question.ask', question, id);
    const second = await who.send(prepared.workshopId, 'question.ask', question, id);
    expect(first.body.outcome).toBe('applied');
    expect(second.body).toEqual(first.body);
  });

  test('D7: a page of another origin is refused, ours is let in with a preflight that lasts', async () => {
    const wrong = await new Speaker(hub.address).get('/v1/hub', { origin: 'https://elsewhere.example' });
    expect([wrong.status, wrong.body.refused]).toEqual([403, 'wrong-origin']);
    expect(wrong.headers.get('access-control-allow-origin')).toBeNull();
    const preflight = await fetch(new URL('/v1/commands', hub.address), {
      method: 'OPTIONS',
      headers: { origin: 'app://lectern', 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('app://lectern');
    expect(Number(preflight.headers.get('access-control-max-age'))).toBeGreaterThan(600);
    const refused = await new Speaker(hub.address).get('/v1/workshops', { origin: 'app://lectern' });
    expect(refused.body.refused).toBe('token-missing');
    expect(refused.headers.get('access-control-allow-origin')).toBe('app://lectern');
  });

  test('names what it cannot read: no JSON, the wrong shape, too much, no such address, no or a forged token', async () => {
    const nobody = new Speaker(hub.address);
    const who = await as('attendee');
    const forged = Object.assign(new Speaker(hub.address), { token: `${who.token.slice(0, -6)}AAAAAA` });
    const answers = [
      await nobody.post('/v1/refresh', '{"refreshToken":'),
      await nobody.post('/v1/refresh', { refreshToken: 7 }),
      await who.send(prepared.workshopId, 'question.invent', {}),
      await nobody.post('/v1/refresh', { refreshToken: 'x'.repeat(70_000) }),
      await nobody.get('/v1/nothing'),
      await nobody.get('/v1/workshops'),
      await forged.get('/v1/workshops'),
    ];
    expect(answers.map((answer) => [answer.status, answer.body.refused])).toEqual([
      [400, 'malformed'],
      [400, 'malformed'],
      [400, 'malformed'],
      [413, 'too-large'],
      [404, 'not-found'],
      [401, 'token-missing'],
      [401, 'token-forged'],
    ]);
  });

  test('M1, M3: serves a signed manifest and ranges of the very bytes, to the asked end', async () => {
    const who = await as('attendee');
    const url = bytesOf(prepared.open);
    const signed = signedManifest.parse((await who.get(url.replace(/bytes$/, 'manifest'))).body);
    const canonical = Buffer.from(canonicalManifest(signed.manifest));
    expect(createHash('sha256').update(canonical).digest('hex')).toBe(signed.id);
    const { body } = await who.get('/v1/hub');
    const key = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: body.publicKey } });
    expect(verify(null, canonical, key, Buffer.from(signed.signature, 'base64url'))).toBe(true);
    const original = await readFile(prepared.video);
    const size = original.length;
    expect(signed.manifest.chunks.length).toBeGreaterThan(1);
    const range = async (header: string) => {
      const answer = await who.fetch(url, { range: header });
      return [
        answer.status,
        answer.headers.get('content-range'),
        Buffer.from(await answer.arrayBuffer()),
      ] as const;
    };
    const whole = await who.fetch(url);
    expect(whole.status).toBe(200);
    expect(Buffer.from(await whole.arrayBuffer()).equals(original)).toBe(true);
    for (const [from, to] of [
      [0, 0],
      [5, 1_500_000],
      [1_048_576, size - 1],
    ] as const) {
      const [status, said, bytes] = await range(`bytes=${from}-${to}`);
      expect([status, said]).toEqual([206, `bytes ${from}-${to}/${size}`]);
      expect(bytes.equals(original.subarray(from, to + 1))).toBe(true);
    }
    expect((await range('bytes=-10'))[1]).toBe(`bytes ${size - 10}-${size - 1}/${size}`);
    expect((await range(`bytes=${size}-`)).slice(0, 2)).toEqual([416, `bytes */${size}`]);
    const head = await who.fetch(url, {}, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length')]).toEqual([200, String(size)]);
    expect(head.headers.get('etag')).toBe(`"${signed.id}"`);
    expect(head.headers.get('accept-ranges')).toBe('bytes');
    expect(head.headers.get('cache-control')).toContain('private');
  });

  test('M8: nothing of an unreleased recording reaches an attendee, whichever part is asked for', async () => {
    const [attendee, moderator] = [await as('attendee'), await as('moderator')];
    const url = bytesOf(prepared.closed);
    const parts = [
      url,
      url.replace(/bytes$/, 'manifest'),
      url.replace(/renditions.*/, `blobs/${'a'.repeat(64)}`),
    ];
    for (const part of parts) {
      const answer = await attendee.get(part, { range: 'bytes=0-10' });
      expect([answer.status, answer.body.refused], part).toEqual([403, 'not-released']);
    }
    expect((await moderator.fetch(url, { range: 'bytes=0-10' })).status).toBe(206);
    const unknown = await attendee.get(bytesOf(randomUUID()));
    expect(unknown.body.refused).toBe('not-found');
    const nobody = await new Speaker(hub.address).get(bytesOf(prepared.open));
    expect(nobody.body.refused).toBe('token-missing');
  });

  test('A5: too much at once is refused by name', async () => {
    const who = await as('attendee');
    let [allowed, refused] = [0, ''];
    // A few at a time use their connections again: what is asked has to come faster than the limit refills.
    const ask = async () => {
      while (refused === '' && allowed < 3000) {
        const { body } = await who.get('/v1/workshops');
        if (body.refused) refused = body.refused;
        else allowed += 1;
      }
    };
    await Promise.all(Array.from({ length: 32 }, ask));
    expect(refused).toBe('too-many');
    expect(allowed).toBeGreaterThan(32);
  });

  test('a second hub on the same port says so in one sentence', async () => {
    const exit = await runHub({
      LECTERN_PORT: new URL(hub.address).port,
      LECTERN_DATA: `${prepared.dataFolder}/second`,
    });
    expect(exit.code).toBe(1);
    expect(exit.stderr.trim().split('\n')).toHaveLength(1);
    expect(exit.stderr).toMatch(/port \d+ on 127\.0\.0\.1 is in use/);
  });

  test('wrong settings are all named at once', async () => {
    const exit = await runHub({ LECTERN_PORT: '70000', LECTERN_LOG: 'loud', LECTERN_DEMO: 'yes' });
    expect(exit.code).toBe(1);
    for (const name of ['LECTERN_PORT="70000"', 'LECTERN_LOG="loud"', 'LECTERN_DEMO="yes"']) {
      expect(exit.stderr).toContain(name);
    }
  });
});
