import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { socketRequests } from '#shared/contracts/socket.ts';
import { stageAct } from '#shared/live/stageActs.ts';
import { actRows, eventRows, type Ids, type Row, type Wrong, wrongs } from '#tests/server/live/authority.ts';
import { hurriedLimits } from '#tests/server/live/hurriedLimits.ts';
import { LiveApp } from '#tests/server/live/LiveApp.ts';
import { LiveHub } from '#tests/server/live/LiveHub.ts';
import { watchMedia } from '#tests/server/live/mediaOf.ts';

let hub: LiveHub;
let media: () => unknown;
let room: Awaited<ReturnType<typeof furnish>>;

/** A live room with media in it, a second one in another workshop, and who acts wrongly from where. */
async function furnish() {
  const { ref, moderator } = await hub.stage();
  const closedSessionId = await hub.session(ref.workshopId);
  const who = await hub.someone(ref.workshopId, 'speaker', 'Owner (sample)');
  const owner = await hub.app(who);
  await moderator.join(ref);
  await owner.join(ref);
  const producerId = await owner.microphone();
  const { consumerId } = await moderator.request('stage.consume', await moderator.asksFor(producerId));
  const messageId = randomUUID();
  await owner.request('chat.send', { id: messageId, text: 'Hello' });
  const theirs = await owner.transport('send');
  const far = await hub.stage();
  await far.moderator.join(far.ref);
  const outside = await hub.appOf(ref.workshopId, 'moderator');
  const inside = await hub.appOf(ref.workshopId, 'moderator');
  const below = await hub.appOf(ref.workshopId, 'attendee');
  for (const app of [inside, below]) await app.join(ref);
  const closing = await hub.appOf(ref.workshopId, 'speaker');
  await closing.join(ref);
  const closed = await closeAll(closing, producerId);
  const ids = { ...ref, closedSessionId, transportId: theirs, producerId, consumerId, messageId };
  const people = { ids: { ...ids, accountId: who.accountId }, closed, refs: [ref, far.ref], moderator };
  return { ...people, actors: { outside, far: far.moderator, inside, closing, below } };
}

/** What somebody had, and closed. */
async function closeAll(app: LiveApp, producerId: string) {
  const sent = await app.microphone();
  const { consumerId } = await app.request('stage.consume', await app.asksFor(producerId));
  await app.request('stage.closeProducer', { producerId: sent });
  await app.request('stage.closeConsumer', { consumerId });
  const transportId = await app.transport('send');
  await app.request('stage.closeTransport', { transportId });
  return { transportId, producerId: sent, consumerId };
}

beforeAll(async () => {
  hub = await LiveHub.start(60_000, {}, {}, undefined, hurriedLimits());
  media = await watchMedia(hub.live.workers);
  room = await furnish();
});
afterAll(() => hub.close());

/** All that a refused request must leave as it was. */
async function everything() {
  const { read } = hub.store;
  const { sessionId } = room.ids;
  return {
    stages: await Promise.all(
      [...room.refs.map((ref) => ref.sessionId), room.ids.closedSessionId].map((id) =>
        hub.store.readStage(id),
      ),
    ),
    log: await read.selectFrom('stage_log').selectAll().execute(),
    chat: await read.selectFrom('chat_message').selectAll().execute(),
    turns: await read.selectFrom('stage_turn').selectAll().execute(),
    media: media(),
    stage: hub.live.routerIds().get(sessionId),
  };
}

const actorOf: Readonly<Record<Wrong, keyof Awaited<ReturnType<typeof furnish>>['actors']>> = {
  'not joined': 'outside',
  'other room': 'far',
  "another's ids": 'inside',
  'closed ids': 'closing',
  'wrong role': 'below',
};

async function idsFor(wrong: Wrong): Promise<Ids> {
  const app = room.actors[actorOf[wrong]];
  const ownTransportId = wrong === 'not joined' ? randomUUID() : await app.transport('receive');
  return { ...room.ids, ...(wrong === 'closed ids' ? room.closed : {}), ownTransportId };
}

async function expectRefused(wrong: Wrong, name: string, body: object, reason: string): Promise<void> {
  const app = room.actors[actorOf[wrong]];
  const before = await everything();
  expect([name, wrong, await app.raw(name, body)]).toMatchObject([name, wrong, { refused: reason }]);
  expect(await everything()).toEqual(before);
}

test('A3: the matrix has a row for every event and every act of the contract', () => {
  const events = Object.keys(socketRequests).filter((name) => name !== 'auth.renew');
  expect(Object.keys(eventRows).sort()).toEqual(events.sort());
  const kinds = stageAct.options.map((shape) => shape.shape.kind.value);
  expect(Object.keys(actRows).sort()).toEqual([...kinds].sort());
});

/** Who may not, and how that is refused; an event that everybody may ask for says why in its row, and has none. */
const casesOf = (row: Row) =>
  wrongs.flatMap((wrong) => {
    const expected = row[wrong];
    return typeof expected === 'object' && 'never' in expected ? [] : [{ wrong, expected }];
  });

const refusable = (Object.entries(eventRows) as [string, Row][]).filter(([, row]) => casesOf(row).length > 0);

describe.each(refusable)('A3: %s', (name, row) => {
  const cases = casesOf(row);
  test('is refused by name, and nothing comes of it', async () => {
    for (const { wrong, expected } of cases) {
      const { refused, body } =
        typeof expected === 'string' ? { refused: expected, body: row.body } : expected;
      await expectRefused(wrong, name, body(await idsFor(wrong)), refused);
    }
  });
});

describe.each(Object.entries(actRows))('A3: the act %s', (_, { act, elsewhere, below }) => {
  test('is refused by name to who is not joined, is elsewhere or may not, and nothing comes of it', async () => {
    const body = { act: act(await idsFor('other room')) };
    await expectRefused('not joined', 'stage.act', body, 'wrong-state');
    if (elsewhere) await expectRefused('other room', 'stage.act', body, elsewhere);
    if (below) await expectRefused('wrong role', 'stage.act', body, below);
  });
});

test('A3: what was said of somebody who is gone is wrong-state', async () => {
  const who = await hub.someone(room.ids.workshopId, 'speaker');
  const app = await hub.app(who);
  await app.join(room.ids);
  await app.request('stage.leave', {});
  for (const kind of ['invite', 'mute', 'stop-source', 'bring-down', 'remove', 'ban', 'spotlight'] as const) {
    const act = actRows[kind].act({ ...(await idsFor("another's ids")), accountId: who.accountId });
    await expectRefused("another's ids", 'stage.act', { act }, 'wrong-state');
  }
});

test("A3: the ids of another's loop are not-found on the own one", async () => {
  const { outside, inside } = room.actors;
  const theirs = await outside.request('loop.open', { over: 'udp' });
  const own = await inside.request('loop.open', { over: 'udp' });
  const ids = { ...(await idsFor("another's ids")), transportId: theirs.send.id };
  for (const name of ['loop.connect', 'loop.produce', 'loop.consume'] as const) {
    await expectRefused("another's ids", name, eventRows[name].body(ids), 'not-found');
  }
  const consume = { ...eventRows['loop.consume'].body({ ...ids, transportId: own.receive.id }) };
  await expectRefused("another's ids", 'loop.consume', consume, 'not-found');
  for (const app of [outside, inside]) await app.request('loop.close', {});
});

test('A4: with an expired token no event of any name does anything', async () => {
  const who = await hub.someone(room.ids.workshopId, 'organizer');
  const app = await hub.app(who, 8);
  await app.disconnected();
  const ids = await idsFor('not joined');
  const before = await everything();
  let answered = 0;
  const answer = (): void => {
    answered += 1;
  };
  for (const [name, { body }] of Object.entries(eventRows)) app.socket.emit(name, body(ids), answer);
  for (const { act } of Object.values(actRows)) app.socket.emit('stage.act', { act: act(ids) }, answer);
  app.socket.connect();
  expect(await app.refusedConnection()).toMatchObject({ refused: expect.stringMatching(/^token-/) });
  const late = new LiveApp(hub.address, await hub.token(who, -5));
  expect(await late.refusedConnection()).toEqual({ refused: 'token-expired' });
  expect([answered, await everything()]).toEqual([0, before]);
});

test('a refused join leaves the place that the socket has elsewhere', async () => {
  const { below } = room.actors;
  const { workshopId, closedSessionId } = room.ids;
  const before = await everything();
  const body = {
    workshopId,
    sessionId: closedSessionId,
    takeOver: false,
    agrees: false,
    rtpCapabilities: null,
  };
  expect(await below.refused('stage.join', body)).toBe('stage-closed');
  expect(await below.raw('chat.page', { before: null })).toMatchObject({ ok: {} });
  expect(await everything()).toEqual(before);
});
