import { afterAll, beforeAll, expect, it } from 'vitest';
import { LiveHub } from '#tests/server/live/LiveHub.ts';

let hub: LiveHub;
beforeAll(async () => {
  hub = await LiveHub.start(8000);
});
afterAll(() => hub.close());

it('L6: a place whose socket was cut is resumed with its producers, and nobody sees a change', async () => {
  const { workshopId, sessionId, ref, moderator } = await hub.stage();
  await moderator.join(ref);
  const who = await hub.someone(workshopId, 'speaker');
  const before = await hub.app(who);
  await before.join(ref);
  const producerId = await before.microphone();
  const { seq } = await moderator.stateWhere((state) =>
    state.places.some(({ producers }) => producers.some(({ id }) => id === producerId)),
  );
  before.close();
  const after = await hub.app(who);
  const { state } = await after.request('stage.resume', { sessionId });
  expect(state.seq).toBe(seq);
  expect(state.places.find(({ accountId }) => accountId === who.accountId)?.producers[0]?.id).toBe(
    producerId,
  );
  await after.request('stage.pauseProducer', { producerId });
  await moderator.stateWhere(({ places }) => places.some(({ producers }) => producers[0]?.paused === true));
});

it('L6: a resumed place outlives the grace of the socket that it had', async () => {
  const { workshopId, sessionId, ref, moderator } = await hub.stage();
  await moderator.join(ref);
  const who = await hub.someone(workshopId, 'speaker');
  const before = await hub.app(who);
  await before.join(ref);
  before.close();
  const after = await hub.app(who);
  await after.request('stage.resume', { sessionId });
  // Another place of a socket that is cut later goes first, so the grace of the first has run out by then.
  const other = await hub.appOf(workshopId, 'speaker');
  await other.join(ref);
  await moderator.stateWhere(({ places }) => places.length === 3);
  other.close();
  await moderator.stateWhere(({ places }) => places.length === 2);
  expect(await after.request('stage.resume', { sessionId })).toMatchObject({ state: { sessionId } });
});

it('L6: a socket that the hub still takes for open gives its place to the newer one of the same device, and hears it', async () => {
  const { workshopId, sessionId, ref } = await hub.stage();
  const who = await hub.someone(workshopId, 'speaker');
  const before = await hub.app(who);
  await before.join(ref);
  const after = await hub.app(who);
  await after.request('stage.resume', { sessionId });
  expect(await before.notice('stage.lost')).toEqual({ sessionId, why: 'taken-over' });
  expect(await before.refused('stage.createTransport', { direction: 'send' })).toBe('wrong-state');
  before.close();
  expect(await after.refused('stage.createTransport', { direction: 'send' })).toBe('too-many');
});

it('A3: resuming is refused where there is no place, where it ended, and to another device or account', async () => {
  const { workshopId, sessionId, ref } = await hub.stage();
  const who = await hub.someone(workshopId, 'speaker');
  const app = await hub.app(who);
  expect(await app.refused('stage.resume', { sessionId })).toBe('wrong-state');
  await app.join(ref);
  const elsewhere = await hub.app(await hub.device(who.accountId));
  expect(await elsewhere.refused('stage.resume', { sessionId })).toBe('wrong-state');
  expect(await (await hub.appOf(workshopId, 'speaker')).refused('stage.resume', { sessionId })).toBe(
    'wrong-state',
  );
  await app.request('stage.leave', {});
  expect(await app.refused('stage.resume', { sessionId })).toBe('wrong-state');
});

it('L6: a transport that is closed makes room for another, and takes its producers out of the state', async () => {
  const { ref, moderator } = await hub.stage();
  await moderator.join(ref);
  const transportId = await moderator.transport('send');
  await moderator.microphone();
  expect(await moderator.refused('stage.createTransport', { direction: 'send' })).toBe('too-many');
  await moderator.request('stage.closeTransport', { transportId });
  await moderator.stateWhere(({ places }) => places.every(({ producers }) => producers.length === 0));
  await moderator.request('stage.createTransport', { direction: 'send' });
  expect(await moderator.refused('stage.closeTransport', { transportId })).toBe('not-found');
});
