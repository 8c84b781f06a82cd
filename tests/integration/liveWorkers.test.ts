import { setTimeout } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { RtcWorkers } from '#server/live/rtc/RtcWorkers.ts';
import { createLog } from '#server/log.ts';
import { type LiveApp, opus } from '#tests/server/live/LiveApp.ts';
import { LiveHub } from '#tests/server/live/LiveHub.ts';

const dtlsParameters = {
  role: 'client' as const,
  fingerprints: [{ algorithm: 'sha-256' as const, value: Array(32).fill('AB').join(':') }],
};
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function stageOfTwo(patienceMs = 10_000) {
  const hub = await LiveHub.start(600, { workers: 1, patienceMs });
  closers.push(() => hub.close());
  const { ref } = await hub.stage();
  const speaker = await hub.appOf(ref.workshopId, 'speaker');
  const attendee = await hub.appOf(ref.workshopId, 'attendee');
  await speaker.join(ref);
  await attendee.join(ref);
  const [pid = 0] = await hub.live.workers.pids();
  return { hub, ref, speaker, attendee, pid };
}

/** What is asked of a worker; each is under way when it dies or hangs. */
async function asksOf(speaker: LiveApp, attendee: LiveApp) {
  const producerId = await speaker.microphone();
  const ask = await attendee.asksFor(producerId);
  const receive = await attendee.transport('receive');
  const send = await speaker.transport('send');
  const { consumerId } = await attendee.request('stage.consume', ask);
  return () => [
    attendee.raw('stage.connectTransport', { transportId: receive, dtlsParameters, resume: [consumerId] }),
    attendee.raw('stage.resumeConsumer', { consumerId }),
    attendee.raw('stage.preferLayers', { consumerId, spatial: 0, temporal: 0 }),
    attendee.raw('stage.restartIce', { transportId: receive }),
    speaker.raw('stage.restartIce', { transportId: send }),
    speaker.raw('stage.pauseProducer', { producerId }),
    speaker.raw('stage.produce', {
      transportId: send,
      kind: 'audio',
      source: 'screen-sound',
      rtpParameters: opus(9),
    }),
  ];
}

test('what a dying worker leaves unanswered is refused by name, without a word of mediasoup, and the hub lives', async () => {
  const { ref, speaker, attendee, pid } = await stageOfTwo();
  const unhandled: unknown[] = [];
  const note = (error: unknown) => unhandled.push(error);
  process.on('unhandledRejection', note);
  const asks = await asksOf(speaker, attendee);
  // A stopped worker answers nothing, so that all of it is open when it dies.
  process.kill(pid, 'SIGSTOP');
  const answers = Promise.all(asks());
  await speaker.raw('auth.renew', { token: '' });
  process.kill(pid, 'SIGKILL');
  for (const answer of await answers) {
    const { refused, detail = '' } = answer as { refused?: string; detail?: string };
    expect(['wrong-state', 'not-found', 'media-mismatch']).toContain(refused);
    expect(detail).not.toMatch(/channel|request|method|worker closed/i);
  }
  expect((await attendee.notice('stage.lost')).why).toBe('router-died');
  await speaker.join(ref);
  await attendee.join(ref);
  process.off('unhandledRejection', note);
  expect(unhandled).toEqual([]);
});

test('L6: a worker that hangs is ended: its people are told, and come back on another', async () => {
  const { hub, ref, speaker, attendee, pid } = await stageOfTwo(3000);
  const asks = await asksOf(speaker, attendee);
  process.kill(pid, 'SIGSTOP');
  for (const answer of await Promise.all(asks())) expect(answer).toHaveProperty('refused');
  expect((await speaker.notice('stage.lost')).why).toBe('router-died');
  expect((await attendee.notice('stage.lost')).why).toBe('router-died');
  await speaker.join(ref);
  expect(await attendee.join(ref)).toMatchObject({ phase: 'live', audience: 1 });
  expect(await hub.live.workers.pids()).not.toContain(pid);
});

test('who joins while a worker hangs is refused by name, and does not hold up those behind', async () => {
  const { hub, ref, pid } = await stageOfTwo(3000);
  const [one, two] = [
    await hub.appOf(ref.workshopId, 'attendee'),
    await hub.appOf(ref.workshopId, 'attendee'),
  ];
  const join = { ...ref, takeOver: false, agrees: false, rtpCapabilities: null };
  process.kill(pid, 'SIGSTOP');
  const answers = await Promise.all([one.raw('stage.join', join), two.raw('stage.join', join)]);
  expect(answers).toContainEqual({ refused: 'hub-error', detail: 'the media worker does not answer' });
  await one.join(ref);
});

test('the least busy worker is taken: fewer consumers first, then fewer routers, then in turn', async () => {
  const workers = await RtcWorkers.start(
    { listenIp: '127.0.0.1', announcedAddress: null, port: 0, workers: 3 },
    createLog('silent'),
  );
  closers.push(() => workers.close());
  const all = await workers.running();
  const inTurn = [await workers.pick(), await workers.pick(), await workers.pick()];
  expect(new Set(inTurn).size).toBe(3);
  const [first, second, third] = all;
  if (!first || !second || !third) throw new Error('three workers');
  const routers = await Promise.all([first, second].map(({ worker }) => worker.createRouter()));
  for (let times = 0; times < 4; times += 1) expect(await workers.pick()).toBe(third);
  expect(await workers.pickBeside([third])).not.toBe(third);
  expect(await workers.pickBeside(all)).toBeNull();
  for (const router of routers) router.close();
  expect(all.map(({ count }) => count.routers)).toEqual([0, 0, 0]);
});

test('L6: while a dead worker is replaced, one that is free takes those who come back', async () => {
  const workers = await RtcWorkers.start(
    { listenIp: '127.0.0.1', announcedAddress: null, port: 0, workers: 2 },
    createLog('silent'),
  );
  closers.push(() => workers.close());
  const [dead, free] = await workers.running();
  if (!dead || !free) throw new Error('two workers');
  process.kill(dead.worker.pid, 'SIGKILL');
  await expect.poll(() => workers.deaths).toBe(1);
  // A replacement that takes for ever: a spy, since a real one comes too soon to be waited for.
  const replaced = Promise.withResolvers<never>();
  const starting = vi.spyOn(workers, 'running').mockReturnValue(replaced.promise);
  expect(await Promise.race([workers.pick(), setTimeout(5000, 'waits')])).toBe(free);
  starting.mockRestore();
  await expect.poll(async () => (await workers.running()).length).toBe(2);
});

test('Opus keeps its error correction and silence suppression from sender to receiver', async () => {
  const { speaker, attendee } = await stageOfTwo();
  const plain = opus(31);
  const [codec] = plain.codecs;
  if (!codec) throw new Error('a codec');
  const rtpParameters = { ...plain, codecs: [{ ...codec, parameters: { useinbandfec: 1, usedtx: 1 } }] };
  const transportId = await speaker.transport('send');
  const body = { transportId, kind: 'audio', source: 'microphone', rtpParameters } as const;
  const { producerId } = await speaker.request('stage.produce', body);
  const consumer = await attendee.request('stage.consume', await attendee.asksFor(producerId));
  expect(consumer.rtpParameters.codecs[0]?.parameters).toMatchObject({ useinbandfec: 1, usedtx: 1 });
});

test('VP8 is what a stage prefers, then VP9 and H.264, each of a kind that every app plays', async () => {
  const { speaker } = await stageOfTwo();
  const { rtpCapabilities } = await speaker.request('stage.capabilities', {});
  const video = rtpCapabilities.codecs.filter(
    ({ kind, mimeType }) => kind === 'video' && !mimeType.endsWith('/rtx'),
  );
  expect(video.map(({ mimeType, parameters }) => [mimeType, parameters])).toEqual([
    ['video/VP8', expect.anything()],
    ['video/VP9', expect.objectContaining({ 'profile-id': 0 })],
    ['video/H264', expect.objectContaining({ 'packetization-mode': 1, 'profile-level-id': '42e01f' })],
  ]);
});
