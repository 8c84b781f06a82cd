import { afterAll, beforeAll, expect, test } from 'vitest';
import { LiveHub } from '#tests/server/live/LiveHub.ts';

let hub: LiveHub;
beforeAll(async () => {
  hub = await LiveHub.start();
});
afterAll(() => hub.close());

test('L6: when a media worker is killed its stages say so, another takes its place, and a rejoin works', async () => {
  const { ref } = await hub.stage();
  const speaker = await hub.appOf(ref.workshopId, 'speaker');
  const attendee = await hub.appOf(ref.workshopId, 'attendee');
  const first = await speaker.join(ref);
  await attendee.join(ref);
  await speaker.microphone();
  const before = await hub.live.workers.pids();
  for (const pid of before) process.kill(pid, 'SIGKILL');
  const lost = { sessionId: ref.sessionId, why: 'router-died' };
  expect(await speaker.notice('stage.lost')).toEqual(lost);
  expect(await attendee.notice('stage.lost')).toEqual(lost);
  expect(await speaker.refused('stage.createTransport', { direction: 'send' })).toBe('wrong-state');

  const state = await speaker.join(ref);
  expect(state.phase).toBe('live');
  expect(state.seq).toBeGreaterThan(first.seq);
  const producerId = await speaker.microphone();
  await attendee.join(ref);
  const { consumerId } = await attendee.request('stage.consume', await attendee.asksFor(producerId));
  await attendee.request('stage.resumeConsumer', { consumerId });
  for (const pid of await hub.live.workers.pids()) expect(before).not.toContain(pid);
});

test('L6: a hub that stops ends its workers and lets go of every stage', async () => {
  const second = await LiveHub.start();
  const { ref, moderator } = await second.stage();
  await moderator.join(ref);
  const pids = await second.live.workers.pids();
  const ended = moderator.disconnected();
  await second.close();
  await ended;
  expect(second.live.routerIds().size).toBe(0);
  expect(pids).toHaveLength(1);
});
