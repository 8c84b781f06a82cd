import type { types } from 'mediasoup';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { StageRouter } from '#server/live/rtc/StageRouter.ts';
import type { SocketReply } from '#shared/contracts/socket.ts';
import { type LiveApp, opus, vp8 } from '#tests/server/live/LiveApp.ts';
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

type Ref = { readonly workshopId: string; readonly sessionId: string };

async function send(app: LiveApp, source: 'microphone' | 'camera' | 'screen' | 'screen-sound', ssrc: number) {
  const transportId = await app.transport('send');
  const sound = source === 'microphone' || source === 'screen-sound';
  const { producerId } = await app.request('stage.produce', {
    transportId,
    kind: sound ? 'audio' : 'video',
    source,
    rtpParameters: sound ? opus(ssrc) : vp8(ssrc),
  });
  return producerId;
}

function joinToReceive(
  app: LiveApp,
  ref: Ref,
  rtpCapabilities: SocketReply<'stage.capabilities'>['rtpCapabilities'],
): Promise<SocketReply<'stage.join'>> {
  return app.request('stage.join', { ...ref, takeOver: false, agrees: false, rtpCapabilities });
}

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

async function stageWithTwoSpeakers() {
  const { ref, moderator } = await hub.stage();
  const ada = await hub.appOf(ref.workshopId, 'speaker');
  const ben = await hub.appOf(ref.workshopId, 'speaker');
  await ada.join(ref);
  await ben.join(ref);
  const camera = await send(ada, 'camera', 1);
  const second = await send(ben, 'camera', 2);
  const screen = await send(ben, 'screen', 3);
  const microphone = await send(ada, 'microphone', 4);
  const sound = await send(ben, 'screen-sound', 5);
  return { ref, moderator, ada, ben, camera, second, screen, microphone, sound };
}

test('the router capabilities are asked for without a place, and are those of every stage', async () => {
  const { ref } = await hub.stage();
  const attendee = await hub.appOf(ref.workshopId, 'attendee');
  const { rtpCapabilities } = await attendee.request('stage.capabilities', {});
  const joined = await joinToReceive(attendee, ref, null as never);
  expect(joined.rtpCapabilities).toEqual(rtpCapabilities);
  expect(rtpCapabilities.codecs.map(({ mimeType }) => mimeType)).toEqual(
    expect.arrayContaining(['audio/opus', 'video/VP8', 'video/VP9', 'video/H264']),
  );
});

test('from the click to media in two round trips: the join brings transport and consumers, connecting resumes them', async () => {
  const consumers = await consumersFromNowOn();
  const { ref, ...stage } = await stageWithTwoSpeakers();
  const attendee = await hub.appOf(ref.workshopId, 'attendee');
  const { rtpCapabilities } = await attendee.request('stage.capabilities', {});
  let roundTrips = 0;
  attendee.socket.onAnyOutgoing(() => {
    roundTrips += 1;
  });
  const { receive, consumers: first } = await joinToReceive(attendee, ref, rtpCapabilities);
  const made = consumers.filter(({ id }) => first.some(({ consumerId }) => consumerId === id));
  const paused = async () => (await Promise.all(made.map((one) => one.dump()))).map((one) => one.paused);
  expect(await paused()).toEqual([true, true, true, true]);
  const resume = first.map(({ consumerId }) => consumerId);
  await attendee.request('stage.connectTransport', { transportId: receive.id, dtlsParameters, resume });
  expect(roundTrips).toBe(2);
  expect(await paused()).toEqual([false, false, false, false]);
  expect(first.map(({ producerId }) => producerId)).toEqual([
    stage.microphone,
    stage.sound,
    stage.screen,
    stage.camera,
  ]);
});

test('L2: in the green room a join brings consumers to speakers, and the audience cannot join', async () => {
  const { ref, moderator, microphone } = await stageWithTwoSpeakers();
  const early = await hub.appOf(ref.workshopId, 'attendee');
  const { rtpCapabilities } = await early.request('stage.capabilities', {});
  await early.join(ref);
  await moderator.request('stage.setPhase', { ...ref, phase: 'green-room' });
  const speaker = await hub.appOf(ref.workshopId, 'speaker');
  const { consumers } = await joinToReceive(speaker, ref, rtpCapabilities);
  expect(consumers.map(({ producerId }) => producerId)).toContain(microphone);
  expect(await early.refused('stage.join', { ...ref, takeOver: false, agrees: false, rtpCapabilities })).toBe(
    'stage-closed',
  );
});

test('a join with capabilities that fit nothing is a join without consumers', async () => {
  const { ref } = await stageWithTwoSpeakers();
  const attendee = await hub.appOf(ref.workshopId, 'attendee');
  expect((await joinToReceive(attendee, ref, { codecs: [] })).consumers).toEqual([]);
});

test('own producers are not among the consumers of a join', async () => {
  const { ref, ada, camera, microphone } = await stageWithTwoSpeakers();
  const { rtpCapabilities } = await ada.request('stage.capabilities', {});
  const again = await joinToReceive(ada, ref, rtpCapabilities);
  const named = again.consumers.map(({ producerId }) => producerId);
  expect(named).not.toContain(camera);
  expect(named).not.toContain(microphone);
  expect(named).toHaveLength(3);
});

test('A3: connecting resumes own consumers only, and does nothing at all where one is not', async () => {
  const { ref, moderator } = await stageWithTwoSpeakers();
  const [one, other] = [await hub.appOf(ref.workshopId, 'attendee'), moderator];
  const { rtpCapabilities } = await one.request('stage.capabilities', {});
  const mine = await joinToReceive(one, ref, rtpCapabilities);
  const theirs = await joinToReceive(other, ref, rtpCapabilities);
  const transportId = mine.receive.id;
  const named = (resume: string[]) => ({ transportId, dtlsParameters, resume });
  const own = mine.consumers.map(({ consumerId }) => consumerId);
  const foreign = theirs.consumers.map(({ consumerId }) => consumerId);
  expect(await one.refused('stage.connectTransport', named([...own, ...foreign]))).toBe('not-found');
  expect(await one.refused('stage.connectTransport', named([...own, 'no-such-consumer']))).toBe('not-found');
  const send = { transportId: String(theirs.send?.id), dtlsParameters };
  const ofTheirs = theirs.consumers.map(({ consumerId }) => consumerId);
  expect(await other.refused('stage.connectTransport', { ...send, resume: ofTheirs })).toBe('wrong-state');
  await one.request('stage.connectTransport', named(own));
});

test('a consumer that ended between join and connect does not keep the others silent', async () => {
  const consumers = await consumersFromNowOn();
  const { ref, ada, ben, camera, microphone } = await stageWithTwoSpeakers();
  const attendee = await hub.appOf(ref.workshopId, 'attendee');
  const { rtpCapabilities } = await attendee.request('stage.capabilities', {});
  const { receive, consumers: first } = await joinToReceive(attendee, ref, rtpCapabilities);
  await ada.request('stage.closeProducer', { producerId: camera });
  await ben.request('stage.leave', {});
  const resume = first.map(({ consumerId }) => consumerId);
  await attendee.request('stage.connectTransport', { transportId: receive.id, dtlsParameters, resume });
  const heard = first.find(({ producerId }) => producerId === microphone);
  expect(consumers.find(({ id }) => id === heard?.consumerId)?.paused).toBe(false);
});

test('L6: connecting and resuming wait for the media worker once, not one after the other', async () => {
  const consumers = await consumersFromNowOn();
  const { ref } = await stageWithTwoSpeakers();
  const attendee = await hub.appOf(ref.workshopId, 'attendee');
  const { rtpCapabilities } = await attendee.request('stage.capabilities', {});
  const { receive, consumers: first } = await joinToReceive(attendee, ref, rtpCapabilities);
  const resume = first.map(({ consumerId }) => consumerId);
  const waits = vi.spyOn(StageRouter.prototype, 'inTime');
  await attendee.request('stage.connectTransport', { transportId: receive.id, dtlsParameters, resume });
  expect(waits).toHaveBeenCalledTimes(1);
  waits.mockRestore();
  const made = consumers.filter(({ id }) => resume.includes(id));
  expect(made.map(({ paused }) => paused)).toEqual([false, false, false, false]);
});
