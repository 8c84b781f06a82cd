import type { types } from 'mediasoup';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { opus, vp8 } from '#tests/server/live/LiveApp.ts';
import { LiveHub } from '#tests/server/live/LiveHub.ts';

const dtlsParameters = {
  role: 'client' as const,
  fingerprints: [{ algorithm: 'sha-256' as const, value: Array(32).fill('AB').join(':') }],
};
let hub: LiveHub;
beforeAll(async () => {
  hub = await LiveHub.start();
});
afterAll(() => hub.close());

async function speakerAndAttendee() {
  const { ref, moderator } = await hub.stage();
  const speaker = await hub.appOf(ref.workshopId, 'speaker');
  const attendee = await hub.appOf(ref.workshopId, 'attendee');
  await speaker.join(ref);
  await attendee.join(ref);
  return { ref, moderator, speaker, attendee };
}

test('what a speaker produces is in the state of others, paused and resumed, and gone when closed', async () => {
  const { speaker, attendee } = await speakerAndAttendee();
  const producerId = await speaker.microphone();
  const producers = (paused: boolean) => (state: typeof attendee.state) =>
    state.places.some((place) =>
      place.producers.some((one) => one.id === producerId && one.paused === paused),
    );
  await attendee.stateWhere(producers(false));
  await speaker.request('stage.pauseProducer', { producerId });
  await attendee.stateWhere(producers(true));
  await speaker.request('stage.resumeProducer', { producerId });
  await attendee.stateWhere(producers(false));
  await speaker.request('stage.closeProducer', { producerId });
  await attendee.stateWhere((state) => state.places.every((place) => place.producers.length === 0));
});

/** Every consumer that the hub's worker has from now on. */
async function consumersFromNowOn(): Promise<types.Consumer[]> {
  const consumers: types.Consumer[] = [];
  const { worker } = await hub.live.workers.pick();
  worker.observer.on('newrouter', (router) =>
    router.observer.on('newtransport', (transport) =>
      transport.observer.on('newconsumer', (consumer) => consumers.push(consumer)),
    ),
  );
  return consumers;
}

test('L4: a consumer starts paused, in the worker too, until the app resumes it', async () => {
  const consumers = await consumersFromNowOn();
  const { speaker, attendee } = await speakerAndAttendee();
  const producerId = await speaker.microphone();
  const { consumerId, kind } = await attendee.request('stage.consume', await attendee.asksFor(producerId));
  expect(kind).toBe('audio');
  const consumer = consumers.find(({ id }) => id === consumerId);
  expect((await consumer?.dump())?.paused).toBe(true);
  await attendee.request('stage.resumeConsumer', { consumerId });
  expect((await consumer?.dump())?.paused).toBe(false);
  await attendee.request('stage.pauseConsumer', { consumerId });
  expect((await consumer?.dump())?.paused).toBe(true);
  await attendee.request('stage.closeConsumer', { consumerId });
  expect(consumer?.closed).toBe(true);
  expect(await attendee.refused('stage.resumeConsumer', { consumerId })).toBe('not-found');
});

test('leaving closes the producers and, at the others, their consumers', async () => {
  const { speaker, attendee } = await speakerAndAttendee();
  const producerId = await speaker.microphone();
  const { consumerId } = await attendee.request('stage.consume', await attendee.asksFor(producerId));
  await speaker.request('stage.leave', {});
  await attendee.stateWhere(({ places }) => places.length === 1);
  expect(await attendee.refused('stage.resumeConsumer', { consumerId })).toBe('not-found');
  expect(await speaker.refused('stage.createTransport', { direction: 'send' })).toBe('wrong-state');
});

test('A3: a producer of another stage cannot be consumed, nor what others own be touched', async () => {
  const one = await speakerAndAttendee();
  const other = await speakerAndAttendee();
  const producerId = await one.speaker.microphone();
  const ask = await other.attendee.asksFor(producerId);
  expect(await other.attendee.refused('stage.consume', ask)).toBe('not-found');
  expect(await one.attendee.refused('stage.closeProducer', { producerId })).toBe('not-found');
  expect(await other.speaker.refused('stage.pauseProducer', { producerId })).toBe('not-found');
  const own = await one.attendee.asksFor(producerId);
  const { consumerId } = await one.attendee.request('stage.consume', own);
  expect(await one.speaker.refused('stage.closeConsumer', { consumerId })).toBe('not-found');
  const stolen = { ...ask, transportId: own.transportId };
  expect(await one.moderator.refused('stage.consume', stolen)).toBe('wrong-state');
  await one.moderator.join(one.ref);
  expect(await one.moderator.refused('stage.consume', stolen)).toBe('not-found');
  expect(await one.moderator.refused('stage.restartIce', { transportId: own.transportId })).toBe('not-found');
  expect(await one.attendee.raw('stage.resumeConsumer', { consumerId })).toEqual({ ok: {} });
});

test('A5: one transport a direction, one producer a source, one consumer a producer', async () => {
  const { speaker, attendee } = await speakerAndAttendee();
  expect(await speaker.refused('stage.createTransport', { direction: 'send' })).toBe('too-many');
  await speaker.request('stage.closeTransport', { transportId: await speaker.transport('send') });
  const asked = await Promise.all(
    [1, 2, 3].map(() => speaker.raw('stage.createTransport', { direction: 'send' })),
  );
  const made = asked.filter((answer) => !JSON.stringify(answer).includes('too-many'));
  expect(made).toHaveLength(1);
  const transportId = (made[0] as { ok: { id: string } }).ok.id;
  const camera = (ssrc: number) =>
    ({ transportId, kind: 'video', source: 'camera', rtpParameters: vp8(ssrc) }) as const;
  const { producerId } = await speaker.request('stage.produce', camera(1));
  expect(await speaker.refused('stage.produce', camera(2))).toBe('too-many');
  await speaker.request('stage.produce', { ...camera(3), source: 'screen' });
  await speaker.request('stage.closeProducer', { producerId });
  await speaker.request('stage.produce', camera(4));
  const screen = speaker.state.places.flatMap((p) => p.producers).find((p) => p.source === 'screen');
  const ask = await attendee.asksFor(String(screen?.id));
  await attendee.request('stage.consume', ask);
  expect(await attendee.refused('stage.consume', ask)).toBe('already-done');
});

test('media that fits nothing is refused by name, and the worker lives on', async () => {
  const { speaker, attendee } = await speakerAndAttendee();
  const pids = await hub.live.workers.pids();
  const transportId = await speaker.transport('send');
  const body = { transportId, kind: 'audio', source: 'microphone', rtpParameters: opus(1) } as const;
  const flac = { ...opus(1), codecs: [{ mimeType: 'audio/flac', payloadType: 111, clockRate: 48_000 }] };
  expect(await speaker.refused('stage.produce', { ...body, source: 'camera' })).toBe('media-mismatch');
  // By name alone: what mediasoup says of it is not for a peer.
  expect(await speaker.raw('stage.produce', { ...body, rtpParameters: flac })).toEqual({
    refused: 'media-mismatch',
  });
  const { producerId } = await speaker.request('stage.produce', body);
  const camera = { ...body, kind: 'video', source: 'camera', rtpParameters: vp8(1) } as const;
  expect(await speaker.refused('stage.produce', camera)).toBe('media-mismatch');
  const ask = { ...(await attendee.asksFor(producerId)), rtpCapabilities: { codecs: [] } };
  expect(await attendee.refused('stage.consume', ask)).toBe('media-mismatch');
  const own = await speaker.asksFor(producerId);
  expect(await speaker.refused('stage.consume', own)).toBe('not-allowed');
  expect(await hub.live.workers.pids()).toEqual(pids);
});

test('parameters that have crashed workers are malformed before they reach one', async () => {
  const { speaker } = await speakerAndAttendee();
  const pids = await hub.live.workers.pids();
  const transportId = await speaker.transport('send');
  const fingerprint = { algorithm: 'sha-256', value: '00' };
  for (const fingerprints of [[], [fingerprint], Array(100).fill(fingerprint), 'x']) {
    const answer = await speaker.raw('stage.connectTransport', {
      transportId,
      dtlsParameters: { fingerprints },
    });
    expect(answer).toMatchObject({ refused: 'malformed' });
  }
  const wrong = [
    { codecs: [] },
    { ...opus(1), encodings: [{ ssrc: -1 }] },
    { ...opus(1), encodings: [{ ssrc: 2 ** 40 }] },
    { ...opus(1), encodings: [{ ssrc: 1, maxBitrate: 'all' }] },
    { ...opus(1), headerExtensions: Array(500).fill({ uri: 'x', id: 1 }) },
    { ...opus(1), codecs: [{ ...opus(1).codecs[0], parameters: { useinbandfec: { deep: {} } } }] },
  ];
  for (const rtpParameters of wrong) {
    const body = { transportId, kind: 'audio', source: 'microphone', rtpParameters };
    expect(await speaker.raw('stage.produce', body)).toMatchObject({ refused: 'malformed' });
  }
  expect(await hub.live.workers.pids()).toEqual(pids);
});

test('a transport connects once and gives new ICE parameters for a restart', async () => {
  const { speaker } = await speakerAndAttendee();
  await speaker.request('stage.closeTransport', { transportId: await speaker.transport('send') });
  const { id, iceParameters, iceCandidates } = await speaker.request('stage.createTransport', {
    direction: 'send',
  });
  expect(iceCandidates.map((candidate) => candidate.protocol).sort()).toEqual(['tcp', 'udp']);
  await speaker.request('stage.connectTransport', { transportId: id, dtlsParameters, resume: [] });
  expect(
    await speaker.refused('stage.connectTransport', { transportId: id, dtlsParameters, resume: [] }),
  ).toBe('already-done');
  const restarted = await speaker.request('stage.restartIce', { transportId: id });
  expect(restarted.iceParameters.usernameFragment).not.toBe(iceParameters.usernameFragment);
});
