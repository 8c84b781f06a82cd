import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Limits, rates } from '#server/http/Limits.ts';
import type { LiveApp } from '#tests/server/live/LiveApp.ts';
import { LiveHub } from '#tests/server/live/LiveHub.ts';

/** In ms; stands still unless a test moves it on. */
let now = 0;
let hub: LiveHub;
beforeAll(async () => {
  hub = await LiveHub.start(600, {}, { limits: new Limits(() => now) });
});
afterAll(() => hub.close());
afterEach(() => {
  now += 3_600_000;
});

const logged = (sessionId: string) =>
  hub.store.read.selectFrom('stage_log').select('kind').where('session_id', '=', sessionId).execute();

async function room() {
  const { ref, moderator } = await hub.stage();
  await moderator.join(ref);
  const who = await hub.someone(ref.workshopId, 'speaker');
  return { ref, moderator, who, speaker: await hub.app(who) };
}

type Request = Parameters<LiveApp['refused']>;
const refusals = async (app: LiveApp, times: number, ...[name, body]: Request) => {
  const reasons: string[] = [];
  for (let time = 0; time < times; time += 1) reasons.push(await app.refused(name, body));
  return new Set(reasons);
};

test('A5: who joins and leaves without end is refused by name, and nothing of it is stored or told', async () => {
  const { ref, moderator, who, speaker } = await room();
  for (let time = 0; time < rates.join.burst; time += 1) {
    await speaker.join(ref);
    await speaker.request('stage.leave', {});
  }
  const all = async () => {
    // Whatever was told to the moderator before has arrived.
    await moderator.refused('stage.closeProducer', { producerId: 'none' });
    return [await logged(ref.sessionId), moderator.state.seq];
  };
  const before = await all();
  const join = { ...ref, takeOver: false, agrees: false, rtpCapabilities: null };
  const device = await hub.app(await hub.device(who.accountId));
  for (const app of [speaker, device])
    expect(await refusals(app, 3, 'stage.join', join)).toEqual(new Set(['too-many']));
  expect(await all()).toEqual(before);
  await (await hub.appOf(ref.workshopId, 'speaker')).join(ref);
});

test('A5, L6: an app that goes on asking to come in takes nothing by it, and is in once there is one join more', async () => {
  const { ref, speaker } = await room();
  for (let time = 0; time < rates.join.burst; time += 1) await speaker.join(ref);
  await speaker.request('stage.leave', {});
  const join = { ...ref, takeOver: false, agrees: false, rtpCapabilities: null };
  expect(await refusals(speaker, 40, 'stage.join', join)).toEqual(new Set(['too-many']));
  now += 1000 / rates.join.perSecond;
  await speaker.join(ref);
});

test('A5, L6: who resumes a place without end is refused by name, and can still join', async () => {
  const { ref, speaker } = await room();
  await speaker.join(ref);
  const { sessionId } = ref;
  for (let time = 0; time < rates.resume.burst; time += 1) {
    await speaker.request('stage.resume', { sessionId });
  }
  expect(await speaker.refused('stage.resume', { sessionId })).toBe('too-many');
  await speaker.join(ref);
});

test('A5: who unmutes without end is refused by name, and can always be quiet', async () => {
  const { ref, moderator, speaker } = await room();
  await speaker.join(ref);
  const producerId = await speaker.microphone();
  const pause = () => speaker.request('stage.pauseProducer', { producerId });
  for (let time = 1; time < rates.send.burst; time += 1) {
    await pause();
    await speaker.request('stage.resumeProducer', { producerId });
  }
  await pause();
  expect(await speaker.refused('stage.resumeProducer', { producerId })).toBe('too-many');
  const { seq } = await moderator.stateWhere(({ places }) =>
    places.some(({ producers }) => producers[0]?.paused === true),
  );
  for (let time = 0; time < 5; time += 1) await pause();
  await speaker.request('stage.closeProducer', { producerId });
  const { seq: closed } = await moderator.stateWhere(({ places }) =>
    places.every(({ producers }) => producers.length === 0),
  );
  expect(closed).toBe(seq + 1);
  await expect(speaker.microphone()).rejects.toThrow('too-many');
  now += 1000 / rates.send.perSecond;
  await speaker.microphone();
});

test('A5, Q6: acts of running a stage are too many too, but not for who runs it', async () => {
  const { ref, moderator, who, speaker } = await room();
  await speaker.join(ref);
  const act = { kind: 'mute', accountId: who.accountId } as const;
  expect(await refusals(speaker, rates.act.burst, 'stage.act', { act })).toEqual(new Set(['not-allowed']));
  expect(await speaker.refused('stage.act', { act })).toBe('too-many');
  expect(await refusals(moderator, 2 * rates.act.burst, 'stage.act', { act })).toEqual(
    new Set(['already-done']),
  );
});
