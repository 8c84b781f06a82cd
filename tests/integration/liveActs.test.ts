import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { StageRef } from '#server/live/StageRecord.ts';
import { noTakes } from '#server/live/takes/StageTakes.ts';
import { newId } from '#server/store/newId.ts';
import { vp8 } from '#tests/server/live/LiveApp.ts';
import { LiveHub, type Someone } from '#tests/server/live/LiveHub.ts';

const unknown = { kind: 'unknown' } as const;
const askingWorkshop = {
  ...{ slug: 'w', title: 'W', acronym: null, hostEvent: null, place: null, mode: null, zone: null },
  ...{ first: unknown, last: unknown, summary: null, about: null, topics: [], audience: [], outcomes: [] },
  ...{ requirements: [], links: [], contacts: [], proceedings: null, asksConsent: true },
};
const sampleRecording = (sessionId: string) => ({
  ...{ of: { kind: 'session' as const, sessionId }, release: unknown, duration: 60, size: 1 },
  ...{ sample: true, description: null },
});
const sampleContents = {
  renditions: [
    { id: 'a'.repeat(64), kind: 'video' as const, type: 'video/mp4', size: 1, width: 2, height: 2 },
  ],
  ...{ chapters: [], cues: [], language: 'en', poster: null },
};

let hub: LiveHub;
beforeAll(async () => {
  hub = await LiveHub.start(400, {}, { handGraceMs: 60_000 });
});
afterAll(() => hub.close());

/** A live stage with a moderator, a speaker and somebody in the audience, all inside. */
async function room() {
  const { ref, moderator } = await hub.stage();
  const who = await hub.someone(ref.workshopId, 'attendee', 'Ann (sample)');
  const ann = await hub.app(who);
  const speaker = await hub.appOf(ref.workshopId, 'speaker');
  await moderator.join(ref);
  await speaker.join(ref);
  await ann.join(ref);
  return { ref, moderator, speaker, ann, who, accountId: who.accountId };
}

async function broughtUp(airs: 'audio' | 'audio-video' = 'audio-video') {
  const all = await room();
  const { ann, moderator, accountId } = all;
  await ann.act({ kind: 'raise-hand' });
  await moderator.act({ kind: 'invite', accountId, airs });
  await ann.act({ kind: 'accept', airs });
  return all;
}

const kinds = async (ref: StageRef, app: Awaited<ReturnType<typeof room>>['moderator']) => {
  const { entries } = await app.request('stage.log', { before: null });
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
  expect(
    await hub.store.read
      .selectFrom('stage_log')
      .select('seq')
      .where('session_id', '=', ref.sessionId)
      .execute(),
  ).toHaveLength(entries.length);
  return entries.map(({ kind, by, subject, detail }) => [kind, by?.name, subject, detail]);
};

test('L3: a hand goes up, its owner is invited, accepts, is heard on the stage, and goes back down', async () => {
  const { ann, moderator, speaker, accountId } = await room();
  await ann.act({ kind: 'raise-hand' });
  const up = await moderator.stateWhere(({ hands }) => hands.length === 1);
  expect(up.hands[0]).toMatchObject({ accountId, position: 1, firstTime: true, invited: null });
  const seen = await speaker.stateWhere(({ handCount }) => handCount === 1);
  expect(seen.hands).toEqual([]);
  await moderator.act({ kind: 'invite', accountId, airs: 'audio-video' });
  const invited = await ann.stateWhere(({ hands }) => hands[0]?.invited === 'audio-video');
  expect(invited.places.find((place) => place.accountId === accountId)?.where).toBe('audience');
  await ann.act({ kind: 'accept', airs: 'audio-video' });
  const onStage = await speaker.stateWhere(({ places }) => places.some((place) => place.guest));
  expect(onStage.places.find((place) => place.guest)).toMatchObject({ accountId, airs: 'audio-video' });
  const producerId = await ann.microphone();
  await speaker.request('stage.consume', await speaker.asksFor(producerId));
  await ann.act({ kind: 'step-down' });
  const down = await ann.stateWhere(({ audience }) => audience === 1);
  expect(down.places.find((place) => place.accountId === accountId)).toMatchObject({
    where: 'audience',
    producers: [],
  });
  expect(await ann.refused('stage.resumeProducer', { producerId })).toBe('not-found');
});

test('L3: who was brought up with sound alone sends a microphone and nothing else', async () => {
  const { ann } = await broughtUp('audio');
  await ann.microphone();
  const transportId = await ann.transport('send');
  for (const source of ['camera', 'screen'] as const) {
    const body = { transportId, kind: 'video', source, rtpParameters: vp8(7) } as const;
    expect(await ann.refused('stage.produce', body)).toBe('not-allowed');
  }
});

test('L3: whoever was on a stage of the workshop before is not marked as a first-time speaker again', async () => {
  const { ann, moderator } = await broughtUp();
  await ann.act({ kind: 'step-down' });
  await ann.act({ kind: 'raise-hand' });
  const { hands } = await moderator.stateWhere((state) => state.hands.length === 1);
  expect(hands[0]?.firstTime).toBe(false);
});

test('L7: a hand keeps its place in the queue through a lost socket and a rejoin', async () => {
  const { ann, moderator, ref, who, accountId } = await room();
  const ben = await hub.appOf(ref.workshopId, 'attendee');
  await ben.join(ref);
  await ann.act({ kind: 'raise-hand' });
  await ben.act({ kind: 'raise-hand' });
  ann.close();
  await moderator.stateWhere(({ audience }) => audience === 1);
  const again = await hub.app(who);
  const state = await again.join(ref);
  expect(state.hands.map((hand) => [hand.accountId, hand.position])).toEqual([[accountId, 1]]);
});

test('L7: the hand of who does not come back goes down after a while, and those behind it move up', async () => {
  const brief = await LiveHub.start(400, {}, { handGraceMs: 400 });
  onTestFinished(() => brief.close());
  const { ref, moderator } = await brief.stage();
  await moderator.join(ref);
  const who = await brief.someone(ref.workshopId, 'attendee', 'Ben (sample)');
  const ann = await brief.appOf(ref.workshopId, 'attendee');
  const ben = await brief.app(who);
  for (const app of [ann, ben]) {
    await app.join(ref);
    await app.act({ kind: 'raise-hand' });
  }
  ann.close();
  const { hands } = await moderator.stateWhere((state) => state.hands.length === 1);
  expect(hands[0]).toMatchObject({ position: 1, accountId: who.accountId });
});

test('L3: who leaves by asking takes the hand down and is a guest no more', async () => {
  const { ann, moderator, ref } = await broughtUp();
  const ben = await hub.appOf(ref.workshopId, 'attendee');
  await ben.join(ref);
  await ben.act({ kind: 'raise-hand' });
  await moderator.stateWhere(({ hands }) => hands.length === 1);
  await ben.request('stage.leave', {});
  await ann.request('stage.leave', {});
  await moderator.stateWhere(({ hands, places }) => hands.length === 0 && places.length === 2);
  const state = await ann.join(ref);
  expect(state.places.some((place) => place.guest)).toBe(false);
});

test('L6, L7: a worker that is killed takes nobody off the stage: guest, hand, spotlight and timer are there again', async () => {
  const { ann, moderator, ref, accountId } = await broughtUp();
  const ben = await hub.appOf(ref.workshopId, 'attendee');
  await ben.join(ref);
  await ben.act({ kind: 'raise-hand' });
  await moderator.act({ kind: 'spotlight', accountId });
  await moderator.act({ kind: 'start-timer', title: 'Discussion', phase: null, seconds: 600 });
  for (const pid of await hub.live.workers.pids()) process.kill(pid, 'SIGKILL');
  expect((await ann.notice('stage.lost')).why).toBe('router-died');
  await expect.poll(() => hub.live.routerIds().has(ref.sessionId)).toBe(false);
  const state = await moderator.join(ref);
  expect(state).toMatchObject({ spotlight: accountId, handCount: 1, timer: { title: 'Discussion' } });
  const back = await ann.join(ref);
  expect(back.places.find((place) => place.accountId === accountId)).toMatchObject({
    where: 'stage',
    guest: true,
  });
});

test('Q6: mute pauses the microphone at the hub, and its owner may open it again', async () => {
  const { speaker, moderator, ann } = await room();
  const producerId = await speaker.microphone();
  const { accountId } = speaker.state.places.find((place) => place.role === 'speaker') ?? { accountId: '' };
  const muted = (paused: boolean) => (state: typeof ann.state) =>
    state.places.some(({ producers }) =>
      producers.some((one) => one.id === producerId && one.paused === paused),
    );
  await moderator.act({ kind: 'mute', accountId });
  await ann.stateWhere(muted(true));
  expect(await moderator.refusedAct({ kind: 'mute', accountId })).toBe('already-done');
  await speaker.request('stage.resumeProducer', { producerId });
  await ann.stateWhere(muted(false));
  const own = await moderator.microphone();
  await moderator.act({ kind: 'mute-all' });
  const { places } = await ann.stateWhere(muted(true));
  expect(places.flatMap(({ producers }) => producers).find(({ id }) => id === own)?.paused).toBe(false);
});

test('Q6: a stopped camera is closed; a speaker who is brought down sends nothing any more', async () => {
  const { speaker, moderator } = await room();
  const transportId = await speaker.transport('send');
  const camera = { transportId, kind: 'video', source: 'camera', rtpParameters: vp8(9) } as const;
  const { producerId } = await speaker.request('stage.produce', camera);
  const accountId = String(speaker.state.places.find((place) => place.role === 'speaker')?.accountId);
  await moderator.act({ kind: 'stop-source', accountId, source: 'camera' });
  expect(await speaker.refused('stage.resumeProducer', { producerId })).toBe('not-found');
  await speaker.microphone();
  await moderator.act({ kind: 'bring-down', accountId });
  const state = await speaker.stateWhere(({ audience }) => audience === 2);
  expect(state.places.find((place) => place.accountId === accountId)).toMatchObject({
    airs: null,
    producers: [],
  });
  expect(await speaker.refused('stage.produce', camera)).toBe('not-allowed');
});

test('Q6: who is removed may come in again, who is banned may not until unbanned, by any device', async () => {
  const { ann, moderator, ref, accountId } = await room();
  await moderator.act({ kind: 'remove', accountId });
  expect(await ann.notice('stage.lost')).toEqual({ sessionId: ref.sessionId, why: 'removed' });
  expect(await ann.refusedAct({ kind: 'raise-hand' })).toBe('wrong-state');
  await ann.join(ref);
  await moderator.act({ kind: 'ban', accountId });
  const phone = await hub.app(await hub.device(accountId));
  const body = { ...ref, takeOver: true, agrees: false, rtpCapabilities: null };
  expect(await ann.refused('stage.join', body)).toBe('banned');
  expect(await phone.refused('stage.join', body)).toBe('banned');
  const { banned } = await moderator.stateWhere((state) => state.banned.length === 1);
  expect(banned).toEqual([{ accountId, name: 'Ann (sample)' }]);
  await moderator.act({ kind: 'unban', accountId });
  expect((await phone.join(ref)).banned).toEqual([]);
});

async function chaired() {
  const workshopId = await hub.workshop();
  const sessionId = await hub.session(workshopId);
  const personId = newId();
  const chair = await hub.someone(workshopId, 'attendee', 'Chair (sample)', personId);
  const put = async (chairIds: string[]) => {
    const row = await hub.store.row(workshopId, 'session', sessionId);
    if (row)
      await hub.store.write(workshopId, (tx) => tx.put('session', sessionId, { ...row.data, chairIds }));
  };
  await put([personId]);
  return { ref: { workshopId, sessionId }, personId, chair, put };
}

test('Q6: a chair runs the own session and no other, and stands on its stage', async () => {
  const { ref, chair } = await chaired();
  const app = await hub.app(chair);
  await app.request('stage.setPhase', { ...ref, phase: 'green-room' });
  const state = await app.join(ref);
  expect(state.places).toMatchObject([{ runs: true, where: 'stage', airs: 'audio-video', role: 'attendee' }]);
  await app.microphone();
  const other = { ...ref, sessionId: await hub.session(ref.workshopId) };
  expect(await app.refused('stage.setPhase', { ...other, phase: 'live' })).toBe('not-allowed');
});

test('Q6: a session that gets another chair is run by that one from then on', async () => {
  const { ref, chair, put, personId } = await chaired();
  const app = await hub.app(chair);
  await app.request('stage.setPhase', { ...ref, phase: 'live' });
  await app.join(ref);
  await app.microphone();
  await put([newId()]);
  const state = await app.stateWhere(({ places }) => places.every(({ runs }) => !runs));
  expect(state.places).toMatchObject([{ where: 'audience', producers: [] }]);
  expect(await app.refusedAct({ kind: 'mute-all' })).toBe('not-allowed');
  await put([personId]);
  await app.stateWhere(({ places }) => places.every(({ runs }) => runs));
});

test('L8: where the workshop asks, a stage that is recorded is entered by who agrees alone', async () => {
  const takes = { ...noTakes, assertReady: () => Promise.resolve() };
  const recording = await LiveHub.start(400, {}, { takes });
  try {
    const { ref, moderator } = await recording.stage();
    await recording.store.write(ref.workshopId, (tx) => tx.put('workshop', ref.workshopId, askingWorkshop));
    await moderator.join(ref);
    await moderator.act({ kind: 'start-recording' });
    const ann = await recording.appOf(ref.workshopId, 'attendee');
    const body = { ...ref, takeOver: false, agrees: false, rtpCapabilities: null };
    expect(await ann.refused('stage.join', body)).toBe('consent-needed');
    const { state } = await ann.request('stage.join', { ...body, agrees: true });
    expect(state.recording).toMatchObject({ asks: true, agreed: true });
    expect(moderator.state.recording.agreed).toBe(false);
    await moderator.act({ kind: 'agree' });
    await moderator.stateWhere((one) => one.recording.agreed);
  } finally {
    await recording.close();
  }
});

test('L8: a hub that cannot record says so by name, and nothing says that it did', async () => {
  const { moderator } = await room();
  expect(await moderator.refusedAct({ kind: 'start-recording' })).toBe('cannot-process');
  expect(moderator.state.recording.since).toBeNull();
});

test('M8: only what everyone may watch is played to everyone', async () => {
  const { moderator, ref } = await room();
  const play = { kind: 'play', recordingId: newId(), position: 5 } as const;
  expect(await moderator.refusedAct(play)).toBe('not-found');
  const { recordingId } = play;
  await hub.store.write(ref.workshopId, (tx) =>
    tx.put('recording', recordingId, sampleRecording(ref.sessionId)),
  );
  expect(await moderator.refusedAct(play)).toBe('not-released');
  const contents = { recordingId, talkId: null, released: true, ...sampleContents };
  await hub.store.write(ref.workshopId, (tx) => tx.put('recordingContents', recordingId, contents));
  expect(await moderator.refusedAct({ ...play, position: 61 })).toBe('malformed');
  await moderator.act(play);
  const { playing } = await moderator.stateWhere((state) => state.playing !== null);
  expect(playing).toMatchObject({ recordingId, run: 1, position: 5, paused: false });
});

test('Q6: who did what is in the log, for those alone who run the stage, in pages', async () => {
  const { ann, moderator, ref, speaker, accountId } = await broughtUp();
  await moderator.act({ kind: 'bring-down', accountId });
  expect(await kinds(ref, moderator)).toEqual([
    ['phase', 'moderator', null, 'live'],
    ['came', 'moderator', null, null],
    ['came', 'speaker', null, null],
    ['came', 'Ann (sample)', null, null],
    ['raise-hand', 'Ann (sample)', null, null],
    ['invite', 'moderator', 'Ann (sample)', 'audio-video'],
    ['accept', 'Ann (sample)', null, 'audio-video'],
    ['bring-down', 'moderator', 'Ann (sample)', null],
  ]);
  const { entries, more } = await moderator.request('stage.log', { before: 3 });
  expect([entries.map(({ seq }) => seq), more]).toEqual([[1, 2], false]);
  const logged = await moderator.notice('stage.logged');
  expect(logged.entry.kind).toBe('came');
  for (const app of [ann, speaker]) {
    expect(await app.refused('stage.log', { before: null })).toBe('not-allowed');
    expect(app.hasHeard('stage.logged')).toBe(false);
  }
});

test('L7: hands, guests, spotlight, timer and bans outlive the hub', async () => {
  const first = await LiveHub.start(400);
  const { ref } = await first.stage();
  const named = (role: 'attendee' | 'moderator') => first.someone(ref.workshopId, role);
  const [mod, ann, ben, troll] = await Promise.all([
    named('moderator'),
    named('attendee'),
    named('attendee'),
    named('attendee'),
  ]);
  const [modApp, annApp, benApp, trollApp] = await Promise.all(
    [mod, ann, ben, troll].map((who: Someone) => first.app(who)),
  );
  if (!modApp || !annApp || !benApp || !trollApp) throw new Error('four apps');
  for (const app of [modApp, annApp, benApp, trollApp]) await app.join(ref);
  await annApp.act({ kind: 'raise-hand' });
  await modApp.act({ kind: 'invite', accountId: ann.accountId, airs: 'audio' });
  await annApp.act({ kind: 'accept', airs: 'audio' });
  await benApp.act({ kind: 'raise-hand' });
  await modApp.act({ kind: 'spotlight', accountId: ann.accountId });
  await modApp.act({ kind: 'start-timer', title: 'Discussion', phase: null, seconds: 600 });
  await modApp.act({ kind: 'ban', accountId: troll.accountId });
  const { seq, timer, liveSince } = await modApp.stateWhere(({ banned }) => banned.length === 1);
  const second = await LiveHub.start(400, {}, {}, await first.stop());
  try {
    const state = await (await second.app(mod)).join(ref);
    expect(state.seq).toBeGreaterThan(seq);
    expect(state).toMatchObject({ phase: 'live', timer, liveSince, spotlight: ann.accountId });
    expect(state.hands.map(({ accountId }) => accountId)).toEqual([ben.accountId]);
    expect(state.banned.map(({ accountId }) => accountId)).toEqual([troll.accountId]);
    const back = await (await second.app(ann)).join(ref);
    expect(back.places.find(({ accountId }) => accountId === ann.accountId)).toMatchObject({
      guest: true,
      airs: 'audio',
    });
    const banned = await second.app(troll);
    const body = { ...ref, takeOver: false, agrees: false, rtpCapabilities: null };
    expect(await banned.refused('stage.join', body)).toBe('banned');
  } finally {
    await second.close();
  }
});

test('an act that the store refuses changes nothing, and is announced to nobody', async () => {
  const { moderator, ann } = await room();
  const before = moderator.state.seq;
  expect(await moderator.refusedAct({ kind: 'delete-message', messageId: randomUUID() })).toBe('not-found');
  await ann.act({ kind: 'raise-hand' });
  expect((await moderator.stateWhere(({ hands }) => hands.length === 1)).seq).toBe(before + 1);
});
