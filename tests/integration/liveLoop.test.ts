import { once } from 'node:events';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { SocketReply } from '#shared/contracts/socket.ts';
import { type LiveApp, opus, vp8 } from '#tests/server/live/LiveApp.ts';
import { LiveHub } from '#tests/server/live/LiveHub.ts';

const dtlsParameters = {
  role: 'client' as const,
  fingerprints: [{ algorithm: 'sha-256' as const, value: Array(32).fill('AB').join(':') }],
};
const unknownId = '00000000-0000-4000-8000-000000000000';

let hub: LiveHub;
beforeAll(async () => {
  hub = await LiveHub.start();
});
afterAll(() => hub.close());

async function media(): Promise<{
  routers: number;
  transports: number;
  producers: number;
  consumers: number;
}> {
  const counts = (await hub.live.workers.running()).map(({ count }) => count);
  const sum = (of: 'routers' | 'transports' | 'producers' | 'consumers') =>
    counts.reduce((all, count) => all + count[of], 0);
  return {
    routers: sum('routers'),
    transports: sum('transports'),
    producers: sum('producers'),
    consumers: sum('consumers'),
  };
}

async function someone(): Promise<LiveApp> {
  return hub.appOf(await hub.workshop(), 'attendee');
}

type Opened = SocketReply<'loop.open'>;
const candidates = ({ send, receive }: Opened) =>
  [...send.iceCandidates, ...receive.iceCandidates].map((candidate) => candidate.protocol);

/** Everything that a loop may have: connected, sound and picture there and back. */
async function fill(app: LiveApp, { send, receive, rtpCapabilities }: Opened): Promise<string[]> {
  await app.request('loop.connect', { transportId: send.id, dtlsParameters });
  await app.request('loop.connect', { transportId: receive.id, dtlsParameters });
  const ids: string[] = [];
  for (const [kind, rtpParameters] of [
    ['audio', opus(1)],
    ['video', vp8(2)],
  ] as const) {
    const { producerId } = await app.request('loop.produce', { transportId: send.id, kind, rtpParameters });
    const consumer = await app.request('loop.consume', {
      transportId: receive.id,
      producerId,
      rtpCapabilities,
    });
    expect(consumer.kind).toBe(kind);
    ids.push(producerId);
  }
  return ids;
}

test('L1: a loop sends to oneself, over UDP alone or over TCP alone, without a place on any stage', async () => {
  const app = await someone();
  for (const over of ['udp', 'tcp'] as const) {
    const opened = await app.request('loop.open', { over });
    expect(new Set(candidates(opened))).toEqual(new Set([over]));
    await fill(app, opened);
    await app.request('loop.close', {});
  }
});

test('L1: a loop is one’s own: nobody else’s transports and producers, of a loop or of a stage, are on it', async () => {
  const { ref, moderator } = await hub.stage();
  await moderator.join(ref);
  const onStage = await moderator.microphone();
  const [mine, other] = [await someone(), await someone()];
  const theirs = await other.request('loop.open', { over: 'udp' });
  const [theirProducer = ''] = await fill(other, theirs);
  const own = await mine.request('loop.open', { over: 'udp' });
  const { rtpCapabilities } = own;
  for (const transportId of [theirs.send.id, theirs.receive.id, own.receive.id, unknownId]) {
    const produce = { transportId, kind: 'audio', rtpParameters: opus(3) } as const;
    expect(await mine.refused('loop.produce', produce)).toBe('not-found');
  }
  expect(await mine.refused('loop.connect', { transportId: theirs.send.id, dtlsParameters })).toBe(
    'not-found',
  );
  for (const producerId of [theirProducer, onStage, unknownId]) {
    const consume = { transportId: own.receive.id, producerId, rtpCapabilities };
    expect(await mine.refused('loop.consume', consume)).toBe('not-found');
  }
  const elsewhere = { transportId: theirs.receive.id, producerId: theirProducer, rtpCapabilities };
  expect(await mine.refused('loop.consume', elsewhere)).toBe('not-found');
  await mine.request('loop.close', {});
  await other.request('loop.close', {});
});

test('A5: one loop an account, one sound and one picture on it, each received once', async () => {
  const who = await hub.someone(await hub.workshop(), 'attendee');
  const [app, second] = [await hub.app(who), await hub.app(await hub.device(who.accountId))];
  const [opened, ...others] = await Promise.all([
    app.request('loop.open', { over: 'udp' }),
    app.refused('loop.open', { over: 'tcp' }),
    second.refused('loop.open', { over: 'udp' }),
  ]);
  expect(others).toEqual(['already-done', 'already-done']);
  const [producerId = ''] = await fill(app, opened);
  const { send, receive, rtpCapabilities } = opened;
  const again = { transportId: send.id, kind: 'audio', rtpParameters: opus(9) } as const;
  expect(await app.refused('loop.produce', again)).toBe('too-many');
  const twice = { transportId: receive.id, producerId, rtpCapabilities };
  expect(await app.refused('loop.consume', twice)).toBe('already-done');
  expect(await app.refused('loop.connect', { transportId: send.id, dtlsParameters })).toBe('already-done');
  // The other device of the account has no hold on it.
  expect(await second.refused('loop.connect', { transportId: send.id, dtlsParameters })).toBe('wrong-state');
  await second.request('loop.close', {});
  expect(await app.refused('loop.open', { over: 'udp' })).toBe('already-done');
  await app.request('loop.close', {});
});

test('A5: who opens one loop after another is refused before long', async () => {
  const app = await someone();
  const reasons: string[] = [];
  for (let i = 0; i < 10; i += 1) {
    const answer = (await app.raw('loop.open', { over: 'udp' })) as { refused?: string };
    reasons.push(answer.refused ?? 'ok');
    await app.request('loop.close', {});
  }
  expect(reasons.filter((reason) => reason === 'ok')).toHaveLength(8);
  expect(reasons.at(-1)).toBe('too-many');
});

test('what mediasoup cannot do is refused by name, and the loop goes on', async () => {
  const app = await someone();
  const opened = await app.request('loop.open', { over: 'udp' });
  const unknownCodec = {
    ...opus(1),
    codecs: [{ mimeType: 'audio/nothing', payloadType: 111, clockRate: 8000 }],
  };
  const produce = { transportId: opened.send.id, kind: 'audio', rtpParameters: unknownCodec } as const;
  expect(await app.refused('loop.produce', produce)).toBe('media-mismatch');
  expect(await app.refused('loop.open', { over: 'sctp' } as never)).toBe('malformed');
  await app.request('loop.connect', { transportId: opened.send.id, dtlsParameters });
  await app.request('loop.close', {});
});

test('L1, L5: a loop is gone with its socket, when it is closed, and by itself after 10 s; nothing is left of it', async () => {
  const before = await media();
  const [leaves, closes, stays] = [await someone(), await someone(), await someone()];
  const withLoops = (count: number) => ({
    routers: before.routers + count,
    transports: before.transports + 2 * count,
    producers: before.producers + 2 * count,
    consumers: before.consumers + 2 * count,
  });
  await fill(leaves, await leaves.request('loop.open', { over: 'udp' }));
  await fill(closes, await closes.request('loop.open', { over: 'tcp' }));
  expect(await media()).toEqual(withLoops(2));
  leaves.close();
  await closes.request('loop.close', {});
  await expect.poll(media).toEqual(before);
  const opened = await stays.request('loop.open', { over: 'udp' });
  await fill(stays, opened);
  expect(await media()).toEqual(withLoops(1));
  await expect.poll(media, { timeout: 30_000, interval: 200 }).toEqual(before);
  expect(await stays.refused('loop.connect', { transportId: opened.send.id, dtlsParameters })).toBe(
    'wrong-state',
  );
  await stays.request('loop.open', { over: 'tcp' });
  await stays.request('loop.close', {});
}, 60_000);

test('L6: the loop of a worker that dies is over, and another can be opened', async () => {
  const app = await someone();
  const { send } = await app.request('loop.open', { over: 'udp' });
  const [worker] = await hub.live.workers.running();
  worker?.kill();
  await expect
    .poll(() => app.refused('loop.connect', { transportId: send.id, dtlsParameters }))
    .toBe('wrong-state');
  const opened = await app.request('loop.open', { over: 'udp' });
  await fill(app, opened);
  await app.request('loop.close', {});
});

test('L6: a loop that a hanging worker does not make is refused in time, and another can be opened', async () => {
  const patient = await LiveHub.start(600, { workers: 1, patienceMs: 400 });
  onTestFinished(() => patient.close());
  const app = await patient.appOf(await patient.workshop(), 'attendee');
  const [rtc] = await patient.live.workers.running();
  if (!rtc) throw new Error('a worker');
  const died = once(rtc.worker as never, 'died');
  process.kill(rtc.worker.pid, 'SIGSTOP');
  expect(await app.refused('loop.open', { over: 'udp' })).toBe('hub-error');
  await died;
  await fill(app, await app.request('loop.open', { over: 'udp' }));
  await app.request('loop.close', {});
});

test('L6: a loop that is still being made for a socket that is gone is in nobody’s way', async () => {
  const who = await hub.someone(await hub.workshop(), 'attendee');
  const gone = await hub.app(who);
  const [rtc] = await hub.live.workers.running();
  const pid = Number(rtc?.worker.pid);
  process.kill(pid, 'SIGSTOP');
  gone.socket.emit('loop.open', { over: 'udp' }, () => undefined);
  await gone.raw('auth.renew', { token: '' });
  gone.close();
  const back = await hub.app(who);
  const opening = back.raw('loop.open', { over: 'udp' });
  process.kill(pid, 'SIGCONT');
  expect(await opening).toHaveProperty('ok');
  await back.request('loop.close', {});
});
