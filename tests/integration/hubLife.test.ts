import { randomUUID } from 'node:crypto';
import { access, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { startHub } from '#tests/support/startHub.ts';
import { prepareHub, Speaker } from './hubFixture.ts';

// Each test starts hubs, one after the other.
vi.setConfig({ testTimeout: 240_000 });

async function run(env: Record<string, string> = {}) {
  const prepared = await prepareHub();
  const hub = await startHub({ demo: false, dataFolder: prepared.dataFolder, env });
  onTestFinished(async () => {
    await hub.stop();
    await rm(prepared.dataFolder, { recursive: true });
  });
  const as = (role: string) => Speaker.join(hub.address, prepared.secrets[role] ?? '');
  const question = () => ({
    questionId: randomUUID(),
    text: 'Why?',
    talkId: prepared.talkId,
    sessionId: null,
    anchor: null,
    anonymous: false,
  });
  return { prepared, hub, as, question };
}

describe('the life of a hub', () => {
  test('SIGTERM ends it with 0, what was under way is answered, and ready.json goes', async () => {
    const { prepared, hub, as, question } = await run();
    const who = await as('attendee');
    const asked = Array.from({ length: 10 }, () => who.send(prepared.workshopId, 'question.ask', question()));
    await Promise.race(asked);
    const ending = hub.terminate();
    const outcomes = (await Promise.allSettled(asked)).filter((one) => one.status === 'fulfilled');
    expect(outcomes.every((one) => one.value.body.outcome === 'applied')).toBe(true);
    expect((await ending).code).toBe(0);
    await expect(access(join(prepared.dataFolder, 'ready.json'))).rejects.toThrow('ENOENT');
  });

  test('S6: kill -9 loses nothing that was answered, and accounts, identity and port are the same after', async () => {
    const { prepared, hub, as, question } = await run();
    const who = await as('attendee');
    const answered: string[] = [];
    const asking = (async () => {
      for (;;) {
        const asked = question();
        const reply = await who.send(prepared.workshopId, 'question.ask', asked).catch(() => null);
        if (reply?.body.outcome !== 'applied') return;
        answered.push(asked.questionId);
      }
    })();
    await expect.poll(() => answered.length).toBeGreaterThan(20);
    const { address } = hub;
    const before = (await who.get('/v1/hub')).body;
    await hub.kill();
    await asking;
    await hub.restart();
    expect(hub.address).toBe(address);
    const after = (await who.get('/v1/hub')).body;
    expect([after.fingerprint, after.epoch]).toEqual([before.fingerprint, before.epoch]);
    const { body } = await who.get(`/v1/workshops/${prepared.workshopId}/changes?limit=1000`);
    const kept = new Set(body.changes.map((change: { id: string }) => change.id));
    expect(answered.filter((id) => !kept.has(id))).toEqual([]);
  });

  test('S4, M8: a recording opens when it is due, by a write that a pull brings', async () => {
    const { prepared, as } = await run();
    const [who, organizer] = [await as('attendee'), await as('organizer')];
    const release = { kind: 'instant', at: new Date(Date.now() + 8_000).toISOString() };
    const edited = { recordingId: prepared.closed, release };
    expect((await organizer.send(prepared.workshopId, 'recording.edit', edited)).body.outcome).toBe(
      'applied',
    );
    const url = `/v1/workshops/${prepared.workshopId}`;
    const bytes = `${url}/recordings/${prepared.closed}/renditions/${prepared.renditionId}/bytes`;
    const first = (await who.get(`${url}/changes`)).body;
    expect((await who.get(bytes)).body.refused).toBe('not-released');
    const next = async () => (await who.get(`${url}/changes?cursor=${first.cursor}`)).body;
    await expect.poll(async () => (await next()).changes.length, { timeout: 60_000 }).toBe(1);
    const { snapshot, changes } = await next();
    expect(snapshot).toBe(false);
    expect(changes[0]).toMatchObject({
      kind: 'recordingContents',
      id: prepared.closed,
      data: { released: true },
    });
    expect((await who.fetch(bytes, { range: 'bytes=0-1' })).status).toBe(206);
  });

  test('A4: an access token expires, and a refresh token gives the next', async () => {
    const { as } = await run({ LECTERN_ACCESS_SECONDS: '8' });
    const who = await as('attendee');
    expect((await who.get('/v1/workshops')).status).toBe(200);
    await expect
      .poll(async () => (await who.get('/v1/workshops')).body.refused, { timeout: 30_000 })
      .toBe('token-expired');
    who.token = (await who.post('/v1/refresh', { refreshToken: who.refreshToken })).body.accessToken;
    expect((await who.get('/v1/workshops')).status).toBe(200);
  });
});
