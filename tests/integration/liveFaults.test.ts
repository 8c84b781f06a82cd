import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { Loops } from '#server/live/loop/Loops.ts';
import { PlaceMedia } from '#server/live/rtc/PlaceMedia.ts';
import type { StageRef } from '#server/live/StageRecord.ts';
import { type MadeListener, noTakes, type StageTakes } from '#server/live/takes/StageTakes.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { LiveHub } from '#tests/server/live/LiveHub.ts';

let hub: LiveHub;
beforeAll(async () => {
  hub = await LiveHub.start();
});
afterAll(() => hub.close());
afterEach(() => {
  vi.restoreAllMocks();
});

async function room() {
  const { ref, moderator } = await hub.stage();
  const who = await hub.someone(ref.workshopId, 'speaker', 'Sam (sample)');
  const speaker = await hub.app(who);
  await moderator.join(ref);
  await speaker.join(ref);
  return { ref, moderator, speaker, who, accountId: who.accountId };
}

/** The next write of a stage fails, as where the disk is full. */
function failNextWrite(): void {
  vi.spyOn(hub.store, 'writeStage').mockRejectedValueOnce(new RefusedError('hub-error', 'a fault'));
}

async function loggedKinds({ sessionId }: StageRef): Promise<string[]> {
  const rows = await hub.store.read
    .selectFrom('stage_log')
    .select('kind')
    .where('session_id', '=', sessionId)
    .execute();
  return rows.map(({ kind }) => kind);
}

async function changeSession({ workshopId, sessionId }: StageRef, live: boolean | null): Promise<void> {
  const row = await hub.store.row(workshopId, 'session', sessionId);
  if (!row) throw new Error('no session');
  await hub.store.write(workshopId, (tx) =>
    live === null ? tx.remove('session', sessionId) : tx.put('session', sessionId, { ...row.data, live }),
  );
}

async function demote({ workshopId }: StageRef, accountId: string): Promise<void> {
  await hub.store.transaction((sql) =>
    sql.updateTable('membership').set({ role: 'attendee' }).where('account_id', '=', accountId).execute(),
  );
  const membership = { workshopId, role: 'attendee' as const, personId: null };
  hub.access.membershipChanged({ accountId, workshopId, membership });
}

test('L7, Q6: a mute whose log entry could not be stored has muted nobody', async () => {
  const { ref, moderator, speaker, accountId } = await room();
  await speaker.microphone();
  failNextWrite();
  expect(await moderator.refusedAct({ kind: 'mute', accountId })).toBe('hub-error');
  await moderator.act({ kind: 'spotlight', accountId });
  const { places } = await moderator.stateWhere(({ spotlight }) => spotlight === accountId);
  const producers = places.flatMap((place) => place.producers);
  expect(producers.map(({ paused }) => paused)).toEqual([false]);
  expect(await loggedKinds(ref)).not.toContain('mute');
});

test('L7, Q6: a message whose deletion could not be logged keeps its words', async () => {
  const { ref, moderator, speaker } = await room();
  const { message } = await speaker.request('chat.send', { id: randomUUID(), text: 'A sample' });
  failNextWrite();
  const act = { kind: 'delete-message', messageId: message.id } as const;
  expect(await moderator.refusedAct(act)).toBe('hub-error');
  const { messages } = await moderator.request('chat.page', { before: null });
  expect(messages.map(({ text }) => text)).toEqual(['A sample']);
  expect(await loggedKinds(ref)).not.toContain('delete-message');
  await moderator.act(act);
  expect(await speaker.notice('chat.deleted')).toMatchObject({ id: message.id });
  expect(speaker.heard.filter(({ name }) => name === 'chat.deleted')).toHaveLength(1);
  expect(await moderator.refusedAct(act)).toBe('already-done');
});

test('a join that fails once its place is there leaves none, and the former one as it was', async () => {
  const { ref, moderator, speaker, accountId } = await room();
  const other = { ...ref, sessionId: await hub.session(ref.workshopId) };
  await moderator.request('stage.setPhase', { ...other, phase: 'live' });
  vi.spyOn(PlaceMedia.prototype, 'createTransport').mockRejectedValue(new RefusedError('hub-error'));
  const body = { ...other, takeOver: false, agrees: false, rtpCapabilities: null };
  expect(await speaker.refused('stage.join', body)).toBe('hub-error');
  vi.restoreAllMocks();
  expect([...hub.live.routerIds().keys()]).not.toContain(other.sessionId);
  await speaker.request('chat.send', { id: randomUUID(), text: 'Still here' });
  speaker.close();
  await moderator.stateWhere(({ places }) => places.every((place) => place.accountId !== accountId));
});

for (const [what, live] of [
  ['deleted', null],
  ['is live no more', false],
] as const) {
  test(`A3, Q6: on the stage of a session that ${what} those inside may still moderate and end it`, async () => {
    const { ref, moderator, speaker, who, accountId } = await room();
    await speaker.microphone();
    await changeSession(ref, live);
    await moderator.act({ kind: 'mute', accountId });
    await moderator.stateWhere(({ places }) =>
      places.some(({ producers }) => producers.some(({ paused }) => paused)),
    );
    await demote(ref, who.accountId);
    await moderator.stateWhere(({ places }) =>
      places.some((place) => place.accountId === accountId && place.where === 'audience'),
    );
    await moderator.request('stage.setPhase', { ...ref, phase: 'ended' });
    await speaker.stateWhere(({ phase }) => phase === 'ended');
  });
}

test("A3: another workshop's session of the same id opens no way to the stage", async () => {
  const { ref, moderator } = await room();
  const session = await hub.store.row(ref.workshopId, 'session', ref.sessionId);
  if (!session) throw new Error('no session');
  const workshopId = await hub.workshop();
  await hub.store.write(workshopId, (tx) => tx.put('session', ref.sessionId, session.data));
  const stranger = await hub.appOf(workshopId, 'organizer');
  const theirs = { ...ref, workshopId };
  const body = { ...theirs, takeOver: false, agrees: false, rtpCapabilities: null };
  expect(await stranger.refused('stage.setPhase', { ...theirs, phase: 'ended' })).toBe('not-found');
  expect(await stranger.refused('stage.join', body)).toBe('not-found');
  const unused = await hub.stage();
  await hub.store.write(workshopId, (tx) => tx.put('session', unused.sessionId, session.data));
  const ended = { workshopId, sessionId: unused.sessionId, phase: 'ended' as const };
  expect(await stranger.refused('stage.setPhase', ended)).toBe('not-found');
  expect((await moderator.join(ref)).phase).toBe('live');
  expect((await unused.moderator.join(unused.ref)).phase).toBe('live');
});

test('a loop that cannot be made for a socket that is gone leaves no rejection to nobody', async () => {
  const app = await hub.appOf(await hub.workshop(), 'attendee');
  await app.request('loop.open', { over: 'udp' });
  await app.request('loop.close', {});
  const making = Promise.withResolvers<never>();
  const pick = vi.spyOn(hub.live.workers, 'pick').mockImplementation(() => making.promise);
  const { close } = Loops.prototype;
  let closed = 0;
  // No spy: one would listen to what it returns.
  Loops.prototype.close = function (this: Loops, client) {
    closed += 1;
    return close.call(this, client);
  };
  const unhandled: unknown[] = [];
  const listener = (error: unknown) => void unhandled.push(error);
  process.on('unhandledRejection', listener);
  try {
    app.socket.emit('loop.open', { over: 'udp' }, () => undefined);
    await expect.poll(() => pick.mock.calls.length).toBe(1);
    app.close();
    await expect.poll(() => closed).toBe(1);
    making.reject(new Error('no worker'));
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    expect(unhandled).toEqual([]);
  } finally {
    process.off('unhandledRejection', listener);
    Loops.prototype.close = close;
  }
});

test('A5: whoever raises and lowers a hand without end is refused by name', async () => {
  const { ref } = await room();
  const ann = await hub.appOf(ref.workshopId, 'attendee');
  await ann.join(ref);
  const acts = Array.from({ length: 24 }, (_, turn) => (turn % 2 === 0 ? 'raise-hand' : 'lower-hand'));
  const answers = await Promise.all(acts.map((kind) => ann.raw('stage.act', { act: { kind } })));
  const refused = answers.filter((answer) => (answer as { refused?: string }).refused === 'too-many');
  expect(refused.length).toBeGreaterThan(0);
  expect((await loggedKinds(ref)).filter((kind) => kind.endsWith('-hand')).length).toBeLessThan(acts.length);
});

test('L8: what became of a recording is refused by a stage that cannot store it, and told again it is known', async () => {
  const told: MadeListener[] = [];
  const onMade: StageTakes['onMade'] = (listener) => {
    told.push(listener);
    return () => undefined;
  };
  const takes = { ...noTakes, assertReady: () => Promise.resolve(), onMade };
  const recording = await LiveHub.start(400, {}, { takes });
  try {
    const { ref, moderator } = await recording.stage();
    await moderator.join(ref);
    await moderator.act({ kind: 'start-recording' });
    vi.spyOn(recording.store, 'writeStage').mockRejectedValueOnce(new Error('a fault'));
    const [tell] = told;
    await expect(tell?.(ref, 'failed')).rejects.toThrow('a fault');
    expect(moderator.state.recording.since).not.toBeNull();
    await tell?.(ref, 'failed');
    const { recording: now } = await moderator.stateWhere((one) => one.recording.since === null);
    expect(now.made).toBe('failed');
    // A session that has gone from the program has no stage to hear of it.
    await expect(tell?.({ ...ref, sessionId: randomUUID() }, 'done')).resolves.toBeUndefined();
  } finally {
    await recording.close();
  }
});
