import { afterAll, beforeAll, expect, test } from 'vitest';
import { opus } from '#tests/server/live/LiveApp.ts';
import { LiveHub } from '#tests/server/live/LiveHub.ts';

let hub: LiveHub;
beforeAll(async () => {
  hub = await LiveHub.start(8000);
});
afterAll(() => hub.close());

test('L1: an attendee on a live stage is refused to produce, by name', async () => {
  const { ref } = await hub.stage();
  const attendee = await hub.appOf(ref.workshopId, 'attendee');
  await attendee.join(ref);
  const transportId = await attendee.transport('send');
  const body = { transportId, kind: 'audio', source: 'microphone', rtpParameters: opus(1) } as const;
  expect(await attendee.refused('stage.produce', body)).toBe('not-allowed');
  expect((await attendee.join(ref)).places.flatMap((place) => place.producers)).toEqual([]);
});

test('L6: a socket that joins several stages at once has one place, and none after it is gone', async () => {
  const { ref } = await hub.stage();
  const { workshopId } = ref;
  const second = { workshopId, sessionId: await hub.session(workshopId) };
  const moderator = await hub.appOf(workshopId, 'moderator');
  await moderator.request('stage.setPhase', { ...second, phase: 'green-room' });
  const speaker = await hub.appOf(workshopId, 'speaker');
  const refs = [ref, second, ref, ref, second];
  await Promise.all(
    refs.map((one) =>
      speaker.request('stage.join', { ...one, takeOver: false, agrees: false, rtpCapabilities: null }),
    ),
  );
  expect(hub.live.routerIds().has(ref.sessionId)).toBe(false);
  expect(hub.live.routerIds().has(second.sessionId)).toBe(true);
  speaker.close();
  await expect.poll(() => hub.live.routerIds().has(second.sessionId), { timeout: 20_000 }).toBe(false);
});

test('L6: a socket that is gone while it joins leaves no place behind', async () => {
  const { ref } = await hub.stage();
  const second = { ...ref, sessionId: await hub.session(ref.workshopId) };
  const moderator = await hub.appOf(ref.workshopId, 'moderator');
  await moderator.request('stage.setPhase', { ...second, phase: 'green-room' });
  const speaker = await hub.appOf(ref.workshopId, 'speaker');
  for (const one of [ref, second])
    speaker.socket.emit(
      'stage.join',
      { ...one, takeOver: false, agrees: false, rtpCapabilities: null },
      () => undefined,
    );
  const arrived = () => hub.live.routerIds().has(ref.sessionId) || hub.live.routerIds().has(second.sessionId);
  await expect.poll(arrived, { interval: 1, timeout: 20_000 }).toBe(true);
  speaker.close();
  const stages = () => [ref, second].filter(({ sessionId }) => hub.live.routerIds().has(sessionId));
  await expect.poll(stages, { timeout: 20_000 }).toEqual([]);
});

test('A3: somebody who lost the role of a speaker can produce no more', async () => {
  const { ref } = await hub.stage();
  const who = await hub.someone(ref.workshopId, 'speaker');
  const speaker = await hub.app(who);
  await speaker.join(ref);
  const transportId = await speaker.transport('send');
  await hub.store.transaction((sql) =>
    sql.updateTable('membership').set({ role: 'attendee' }).where('account_id', '=', who.accountId).execute(),
  );
  const body = { transportId, kind: 'audio', source: 'microphone', rtpParameters: opus(1) } as const;
  expect(await speaker.refused('stage.produce', body)).toBe('not-allowed');
});

test('A3: a stage is for members of its workshop, and only a live session has one', async () => {
  const { ref, moderator } = await hub.stage();
  const elsewhere = await hub.workshop();
  const stranger = await hub.appOf(elsewhere, 'organizer');
  const join = (workshopId: string, sessionId: string) => ({
    workshopId,
    sessionId,
    takeOver: false,
    agrees: false,
    rtpCapabilities: null,
  });
  expect(await stranger.refused('stage.join', join(ref.workshopId, ref.sessionId))).toBe('not-a-member');
  expect(await stranger.refused('stage.join', join(elsewhere, ref.sessionId))).toBe('not-found');
  expect(await stranger.refused('stage.setPhase', { ...ref, phase: 'ended' })).toBe('not-a-member');
  const recorded = await hub.session(ref.workshopId, false);
  expect(await moderator.refused('stage.join', join(ref.workshopId, recorded))).toBe('not-found');
});

test('L2: only who runs the stage moves its phase, and only as the table says', async () => {
  const { ref, moderator } = await hub.stage('closed');
  for (const role of ['attendee', 'speaker'] as const) {
    const app = await hub.appOf(ref.workshopId, role);
    expect(await app.refused('stage.setPhase', { ...ref, phase: 'live' })).toBe('not-allowed');
  }
  expect(await moderator.refused('stage.setPhase', { ...ref, phase: 'ended' })).toBe('wrong-state');
  expect(await moderator.refused('stage.setPhase', { ...ref, phase: 'closed' })).toBe('already-done');
  for (const phase of ['green-room', 'live', 'ended'] as const) {
    await moderator.request('stage.setPhase', { ...ref, phase });
    const row = await hub.store.row(ref.workshopId, 'stage', ref.sessionId);
    expect(row?.data).toEqual({ sessionId: ref.sessionId, phase });
  }
});

test('L2: a closed stage and a green room are closed to the audience, a closed one to speakers too', async () => {
  const { ref, moderator } = await hub.stage('closed');
  const attendee = await hub.appOf(ref.workshopId, 'attendee');
  const speaker = await hub.appOf(ref.workshopId, 'speaker');
  const body = { ...ref, takeOver: false, agrees: false, rtpCapabilities: null };
  expect(await attendee.refused('stage.join', body)).toBe('stage-closed');
  expect(await speaker.refused('stage.join', body)).toBe('stage-closed');
  expect((await moderator.join(ref)).phase).toBe('closed');
  await moderator.request('stage.setPhase', { ...ref, phase: 'green-room' });
  expect(await attendee.refused('stage.join', body)).toBe('stage-closed');
  expect((await speaker.join(ref)).phase).toBe('green-room');
  await moderator.request('stage.setPhase', { ...ref, phase: 'live' });
  expect((await attendee.join(ref)).audience).toBe(1);
});

test('L2: back in the green room the audience sees itself alone, its consumers end, and it may not consume', async () => {
  const { ref, moderator } = await hub.stage();
  const speaker = await hub.appOf(ref.workshopId, 'speaker');
  const attendee = await hub.appOf(ref.workshopId, 'attendee');
  await speaker.join(ref);
  const producerId = await speaker.microphone();
  await attendee.join(ref);
  const ask = await attendee.asksFor(producerId);
  const { consumerId } = await attendee.request('stage.consume', ask);
  await moderator.request('stage.setPhase', { ...ref, phase: 'green-room' });
  const state = await attendee.stateWhere(({ phase }) => phase === 'green-room');
  expect(state.places.map(({ where }) => where)).toEqual(['audience']);
  expect(await attendee.refused('stage.resumeConsumer', { consumerId })).toBe('not-found');
  expect(await attendee.refused('stage.consume', ask)).toBe('stage-closed');
  const kept = await speaker.stateWhere(({ phase }) => phase === 'green-room');
  expect(kept.places.flatMap(({ producers }) => producers.map(({ id }) => id))).toEqual([producerId]);
});

test('L2: an ended stage has no producers and takes none', async () => {
  const { ref, moderator } = await hub.stage();
  const speaker = await hub.appOf(ref.workshopId, 'speaker');
  await speaker.join(ref);
  const producerId = await speaker.microphone();
  await moderator.request('stage.setPhase', { ...ref, phase: 'ended' });
  const state = await speaker.stateWhere(({ phase }) => phase === 'ended');
  expect(state.places.flatMap(({ producers }) => producers)).toEqual([]);
  expect(await speaker.refused('stage.resumeProducer', { producerId })).toBe('not-found');
});

test('L7: a second device of an account is refused the place until it takes over, and the first one hears', async () => {
  const { ref } = await hub.stage();
  const first = await hub.someone(ref.workshopId, 'speaker');
  const laptop = await hub.app(first);
  const phone = await hub.app(await hub.device(first.accountId));
  await laptop.join(ref);
  const producerId = await laptop.microphone();
  expect(
    await phone.refused('stage.join', { ...ref, takeOver: false, agrees: false, rtpCapabilities: null }),
  ).toBe('place-taken');
  const state = await phone.join(ref, true);
  expect(state.places).toHaveLength(1);
  expect(state.places[0]?.producers).toEqual([]);
  expect(await laptop.notice('stage.lost')).toEqual({ sessionId: ref.sessionId, why: 'taken-over' });
  expect(await laptop.refused('stage.closeProducer', { producerId })).toBe('wrong-state');
});

test('L7, S12: another window of the same device takes the place without asking, the first one hears, and the sequence goes on', async () => {
  const { ref } = await hub.stage();
  const who = await hub.someone(ref.workshopId, 'speaker');
  const before = await hub.app(who);
  const first = await before.join(ref);
  const producerId = await before.microphone();
  const after = await hub.app(who);
  const second = await after.join(ref);
  expect(second.seq).toBeGreaterThan(first.seq + 1);
  expect(second.places).toHaveLength(1);
  expect(await after.refused('stage.closeProducer', { producerId })).toBe('not-found');
  expect(await before.refused('stage.closeProducer', { producerId })).toBe('wrong-state');
  expect(await before.notice('stage.lost')).toEqual({ sessionId: ref.sessionId, why: 'taken-over' });
  const third = await after.join(ref);
  expect(third.seq).toBe(second.seq + 1);
  expect(after.hasHeard('stage.lost')).toBe(false);
});

test('L7: two who join at once share one router', async () => {
  const { ref } = await hub.stage();
  const apps = await Promise.all([1, 2, 3, 4].map(() => hub.appOf(ref.workshopId, 'speaker')));
  await Promise.all(apps.map((app) => app.join(ref)));
  expect(hub.live.routerIds().get(ref.sessionId)).toBeTypeOf('string');
  const producerId = await apps[0]?.microphone();
  for (const app of apps.slice(1)) {
    const reply = await app.request('stage.consume', await app.asksFor(String(producerId)));
    expect(reply.producerId).toBe(producerId);
  }
  for (const app of apps) expect((await app.stateWhere((s) => s.places.length === 4)).places).toHaveLength(4);
});

test('L7: what is announced was stored before, and a sequence outlives the empty stage', async () => {
  const { ref, moderator } = await hub.stage();
  await moderator.join(ref);
  await moderator.request('stage.act', {
    act: { kind: 'start-timer', title: 'Questions', phase: 0, seconds: 60 },
  });
  const state = await moderator.stateWhere(({ timer }) => timer !== null);
  const stored = await hub.store.readStage(ref.sessionId);
  const { timer, liveSince, chat } = state;
  expect(stored).toMatchObject({ seq: state.seq, phase: 'live', body: { timer, liveSince, chat } });
  await moderator.request('stage.leave', {});
  expect(hub.live.routerIds().has(ref.sessionId)).toBe(false);
  const again = await moderator.join(ref);
  expect([again.phase, again.seq]).toEqual(['live', state.seq + 2]);
});

test('a socket that goes to another stage leaves the one it was on', async () => {
  const { ref, moderator } = await hub.stage();
  await moderator.join(ref);
  const watcher = await hub.appOf(ref.workshopId, 'speaker');
  await watcher.join(ref);
  const next = { workshopId: ref.workshopId, sessionId: await hub.session(ref.workshopId) };
  await moderator.join(next);
  const left = await watcher.stateWhere(({ places }) => places.length === 1);
  expect(left.sessionId).toBe(ref.sessionId);
});

test('L6: the place of a dropped socket stays for a while, with its media, and then goes', async () => {
  const { ref } = await hub.stage();
  const speaker = await hub.appOf(ref.workshopId, 'speaker');
  const watcher = await hub.appOf(ref.workshopId, 'attendee');
  await speaker.join(ref);
  const producerId = await speaker.microphone();
  await watcher.join(ref);
  speaker.close();
  const reply = await watcher.request('stage.consume', await watcher.asksFor(producerId));
  expect(reply.producerId).toBe(producerId);
  const left = await watcher.stateWhere(({ places }) => places.length === 1);
  expect(left.places[0]?.where).toBe('audience');
});

test('A4: a removed person is off the stage at once', async () => {
  const { ref } = await hub.stage();
  const who = await hub.someone(ref.workshopId, 'speaker');
  const speaker = await hub.app(who);
  const watcher = await hub.appOf(ref.workshopId, 'speaker');
  await speaker.join(ref);
  await watcher.join(ref);
  await hub.access.remove(who.accountId);
  await watcher.stateWhere(({ places }) => places.length === 1);
  expect(await speaker.notice('stage.lost')).toEqual({ sessionId: ref.sessionId, why: 'removed' });
});
