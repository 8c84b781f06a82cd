import { afterAll, beforeAll, expect, test } from 'vitest';
import { PROTOCOL } from '#shared/contracts/protocol.ts';
import { SOCKET_MESSAGE_LIMIT, SOCKET_RATE } from '#shared/contracts/socket.ts';
import { LiveApp } from '#tests/server/live/LiveApp.ts';
import { LiveHub } from '#tests/server/live/LiveHub.ts';

let hub: LiveHub;
let workshopId: string;

beforeAll(async () => {
  hub = await LiveHub.start();
  workshopId = await hub.workshop();
});
afterAll(() => hub.close());

test("D7: another page's origin is refused as wrong-origin, with a token that works", async () => {
  const token = await hub.token(await hub.someone(workshopId, 'attendee'));
  for (const origin of ['https://example.org', 'null', 'app://lectern.example', 'http://127.0.0.1']) {
    const app = new LiveApp(hub.address, token, { origin });
    expect(await app.refusedConnection()).toEqual({ refused: 'wrong-origin' });
  }
  const own = new LiveApp(hub.address, token, { origin: 'app://lectern' });
  await own.connected();
  own.close();
});

test('A4: an expired, a forged and a missing token are refused by name at the handshake', async () => {
  const who = await hub.someone(workshopId, 'attendee');
  const good = await hub.token(who);
  const forged = `${good.slice(0, -20)}${'A'.repeat(20)}`;
  const refusedAs = async (token: string): Promise<string> =>
    (await new LiveApp(hub.address, token).refusedConnection()).refused;
  expect(await refusedAs(await hub.token(who, -5))).toBe('token-expired');
  expect(await refusedAs(forged)).toBe('token-forged');
  expect(await refusedAs('no token at all')).toBe('token-forged');
  expect(await refusedAs('')).toBe('token-missing');
});

test('an app of another protocol version is refused as protocol-mismatch', async () => {
  const app = new LiveApp(hub.address, '');
  app.socket.auth = {
    protocol: PROTOCOL + 1,
    token: await hub.token(await hub.someone(workshopId, 'attendee')),
  };
  expect((await app.refusedConnection()).refused).toBe('protocol-mismatch');
  const silent = new LiveApp(hub.address, '');
  silent.socket.auth = { token: 7 };
  expect((await silent.refusedConnection()).refused).toBe('malformed');
});

test('a message that does not parse and an unknown event are answered malformed', async () => {
  const app = await hub.appOf(workshopId, 'organizer');
  const bodies = [undefined, null, 7, 'x', [], {}, { workshopId, sessionId: 'x', takeOver: false }];
  for (const body of bodies) {
    expect(await app.raw('stage.join', body)).toMatchObject({ refused: 'malformed' });
  }
  for (const name of ['stage.explode', '__proto__', 'constructor', 'toString', '']) {
    expect(await app.raw(name, {})).toMatchObject({ refused: 'malformed' });
  }
  expect(await app.raw('stage.leave', {})).toEqual({ ok: {} });
});

test('A5: more requests at once than allowed are answered too-many', async () => {
  const app = await hub.appOf(workshopId, 'attendee');
  const asked = Array.from({ length: SOCKET_RATE.burst * 2 }, () => app.raw('stage.leave', {}));
  const answers = (await Promise.all(asked)).map((answer) => JSON.stringify(answer));
  expect(answers.slice(0, SOCKET_RATE.burst).every((answer) => answer === '{"ok":{}}')).toBe(true);
  expect(answers).toContain('{"refused":"too-many"}');
});

test('A5: the sockets of one account share its limit, and those of another have their own', async () => {
  const who = await hub.someone(workshopId, 'attendee');
  const apps = await Promise.all([1, 2, 3].map(() => hub.app(who)));
  const asked = apps.flatMap((app) =>
    Array.from({ length: SOCKET_RATE.burst - 10 }, () => app.raw('stage.leave', {})),
  );
  const refused = (await Promise.all(asked)).filter((answer) => 'refused' in (answer as object));
  expect(refused.length).toBeGreaterThan(SOCKET_RATE.burst / 2);
  const other = await hub.appOf(workshopId, 'attendee');
  expect(await other.raw('stage.leave', {})).toEqual({ ok: {} });
});

test('A5: a message over the limit ends its socket and nobody else', async () => {
  const app = await hub.appOf(workshopId, 'attendee');
  const other = await hub.appOf(workshopId, 'attendee');
  const ended = app.disconnected();
  app.socket.emit('stage.leave', { filler: 'x'.repeat(SOCKET_MESSAGE_LIMIT) });
  expect(await ended).toMatch(/transport/);
  expect(await other.raw('stage.leave', {})).toEqual({ ok: {} });
});

test('A4: an open socket is closed when its token expires', async () => {
  const app = await hub.app(await hub.someone(workshopId, 'attendee'), 8);
  expect(await app.disconnected()).toBe('transport close');
});

test('A4: a renewed token keeps the socket open, and another account or device cannot renew it', async () => {
  const who = await hub.someone(workshopId, 'attendee');
  const kept = await hub.app(who, 8);
  const left = await hub.app(who, 8);
  const stranger = await hub.token(await hub.someone(workshopId, 'organizer'));
  const otherDevice = await hub.token(await hub.device(who.accountId));
  expect(await kept.refused('auth.renew', { token: stranger })).toBe('not-allowed');
  expect(await kept.refused('auth.renew', { token: otherDevice })).toBe('not-allowed');
  expect(await kept.refused('auth.renew', { token: 'forged' })).toBe('token-forged');
  await kept.request('auth.renew', { token: await hub.token(who, 60) });
  await left.disconnected();
  expect(await kept.raw('stage.leave', {})).toEqual({ ok: {} });
});

test('A4: removing a person ends the sockets and hears of no reason to come back', async () => {
  const who = await hub.someone(workshopId, 'attendee');
  const apps = [await hub.app(who), await hub.app(who)];
  const ended = Promise.all(apps.map((app) => app.disconnected()));
  await hub.access.remove(who.accountId);
  expect(await ended).toEqual(['io server disconnect', 'io server disconnect']);
  const again = new LiveApp(hub.address, await hub.token(who));
  expect((await again.refusedConnection()).refused).toBe('token-forged');
});

test('A2: a stolen refresh token ends the sockets and the place of its device, and of no other', async () => {
  const { ref } = await hub.stage();
  const who = await hub.someone(ref.workshopId, 'speaker');
  const robbed = await hub.app(who);
  const other = await hub.app(await hub.device(who.accountId));
  await robbed.join(ref);
  const ended = robbed.disconnected();
  await hub.steal(who);
  expect(await ended).toBe('io server disconnect');
  expect(await robbed.notice('stage.lost')).toEqual({ sessionId: ref.sessionId, why: 'removed' });
  const state = await other.join(ref);
  expect(state.places.map((place) => place.accountId)).toEqual([who.accountId]);
  const again = new LiveApp(hub.address, await hub.token(who));
  expect((await again.refusedConnection()).refused).toBe('token-forged');
});

test('S8: head.moved reaches the members of the workshop and nobody else', async () => {
  const elsewhere = await hub.workshop();
  const member = await hub.appOf(workshopId, 'attendee');
  const stranger = await hub.appOf(elsewhere, 'organizer');
  const sessionId = await hub.session(workshopId);
  const { head, page, ...rest } = await member.notice('head.moved');
  expect(rest).toEqual({ workshopId });
  expect(head).toBe((await hub.store.workshop(workshopId))?.head);
  expect(page?.changes.map(({ id }) => id)).toEqual([sessionId]);
  await hub.session(elsewhere);
  expect((await stranger.notice('head.moved')).workshopId).toBe(elsewhere);
  expect(stranger.heard).toHaveLength(1);
});
