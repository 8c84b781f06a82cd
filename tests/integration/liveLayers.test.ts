import { createSocket } from 'node:dgram';
import type { types } from 'mediasoup';
import { afterEach, expect, test } from 'vitest';
import { RtcWorkers } from '#server/live/rtc/RtcWorkers.ts';
import { StageRouters } from '#server/live/rtc/StageRouters.ts';
import { uplinkOf } from '#server/live/rtc/uplinkOf.ts';
import { watchLayers } from '#server/live/rtc/watchLayers.ts';
import { createLog } from '#server/log.ts';
import type { SocketRequest } from '#shared/contracts/socket.ts';
import { type LiveApp, opus, vp8 } from '#tests/server/live/LiveApp.ts';
import { LiveHub } from '#tests/server/live/LiveHub.ts';
import {
  directMicrophone,
  loudPacket,
  microphoneOf,
  senderReport,
} from '#tests/server/live/rtc/RtpSource.ts';
import { withoutPauses } from '#tests/server/live/rtc/withoutPauses.ts';

const closers: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A key frame of VP8 in one RTP packet (RFC 7741). */
function keyFrame(ssrc: number, sequence: number): Buffer {
  const bytes = Buffer.alloc(12 + 1 + 20);
  bytes.writeUInt8(0x80, 0);
  bytes.writeUInt8(0x80 | 96, 1);
  bytes.writeUInt16BE(sequence, 2);
  bytes.writeUInt32BE(sequence * 3000, 4);
  bytes.writeUInt32BE(ssrc, 8);
  bytes.writeUInt8(0x10, 12);
  return bytes;
}

function every(ms: number, act: (count: number) => void): () => void {
  let count = 0;
  const timer = setInterval(() => {
    count += 1;
    act(count);
  }, ms);
  const stop = (): void => clearInterval(timer);
  closers.push(stop);
  return stop;
}

function simulcast(ssrcs: readonly number[]): types.RtpParameters {
  return {
    codecs: [{ mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000 }],
    encodings: ssrcs.map((ssrc) => ({ ssrc })),
    rtcp: { cname: 'lectern' },
  };
}

async function oneRouter() {
  const workers = await RtcWorkers.start(
    { listenIp: '127.0.0.1', announcedAddress: null, port: 0, workers: 1 },
    createLog('silent'),
  );
  closers.push(() => workers.close());
  const { worker } = await workers.pick();
  return worker.createRouter({
    mediaCodecs: [
      { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
      { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2 },
    ],
  });
}

test('a receiver is told when it gets less than it asked for, when nothing, and when all again', async () => {
  const router = await oneRouter();
  const sender = await router.createDirectTransport();
  const receiver = await router.createDirectTransport();
  const producer = await sender.produce({ kind: 'video', rtpParameters: simulcast([1, 2, 3]) });
  const { rtpCapabilities } = router;
  const consumer = await receiver.consume({ producerId: producer.id, rtpCapabilities, paused: true });
  const told: (number | null)[] = [];
  let noted = (): void => undefined;
  const watch = watchLayers(
    consumer,
    (spatial) => {
      told.push(spatial);
      noted();
    },
    20,
  );
  /** Resolves when that was told last, and after so many others. */
  const until = (last: number | null, after = 0): Promise<void> =>
    new Promise((resolve) => {
      noted = () => void (told.length > after && told.at(-1) === last && resolve());
      noted();
    });
  const stop = every(20, (count) => producer.send(keyFrame(1, count)));
  await consumer.resume();
  await until(0);
  expect(withoutPauses(told)).toEqual([0]);
  // What it asks for now is what it gets.
  const before = told.length;
  await consumer.setPreferredLayers({ spatialLayer: 0, temporalLayer: 0 });
  watch.asked();
  await until(0, before);
  expect(withoutPauses(told.slice(before))).toEqual([0]);
  stop();
  await until(null);
  expect(withoutPauses(told.slice(before))).toEqual([0, null]);
});

test('a sender whose packets are lost on the way is poor', async () => {
  const router = await oneRouter();
  const listenInfo = { protocol: 'udp', ip: '127.0.0.1' } as const;
  const transport = await router.createPlainTransport({ listenInfo, comedia: true, rtcpMux: true });
  const microphone = await transport.produce(microphoneOf(1));
  const socket = createSocket('udp4');
  closers.push(() => void socket.close());
  const heard: (string | null)[] = [];
  let noted = (): void => undefined;
  microphone.on('score', (scores) => {
    heard.push(uplinkOf([scores.map(({ score }) => score)]));
    noted();
  });
  const until = (what: string): Promise<void> =>
    new Promise((resolve) => {
      noted = () => void (heard.at(-1) === what && resolve());
      noted();
    });
  let lossy = false;
  every(10, (count) => {
    if (count % 20 === 0) socket.send(senderReport(1, count), transport.tuple.localPort, '127.0.0.1');
    if (lossy && count % 4 === 0) return;
    socket.send(loudPacket(1, count, 20), transport.tuple.localPort, '127.0.0.1');
  });
  await until('good');
  lossy = true;
  await until('poor');
});

test('L9: who is heard in one hall is told to all, and drowns who is heard in another', async () => {
  const workers = await RtcWorkers.start(
    { listenIp: '127.0.0.1', announcedAddress: null, port: 0, workers: 2, routerConsumers: 0 },
    createLog('silent'),
  );
  closers.push(() => workers.close());
  const made: types.Router[] = [];
  for (const { worker } of await workers.running()) {
    worker.observer.on('newrouter', (router) => made.push(router));
  }
  const heard: (string | null)[] = [];
  let noted = (): void => undefined;
  const routers = new StageRouters(workers, {
    died: () => undefined,
    speaker: (producerId) => {
      heard.push(producerId);
      noted();
    },
  });
  closers.push(() => routers.close());
  const [near, far] = [await routers.seat('stage'), await routers.seat('audience')];
  expect(far).not.toBe(near);
  const rawOf = (id: string) => made.find((router) => router.id === id) as types.Router;
  const one = await directMicrophone(rawOf(near.id), 1);
  const two = await directMicrophone(rawOf(far.id), 2);
  await routers.settle({ producer: one, source: 'microphone', router: near });
  await routers.settle({ producer: two, source: 'microphone', router: far });
  const levels = { one: 20, two: 127 };
  every(20, (count) => {
    one.send(loudPacket(1, count, levels.one));
    two.send(loudPacket(2, count, levels.two));
  });
  const until = (last: string | null): Promise<void> =>
    new Promise((resolve) => {
      noted = () => void (heard.at(-1) === last && resolve());
      noted();
    });
  await until(one.id);
  expect(withoutPauses(heard)).toEqual([one.id]);
  levels.two = 5;
  await until(two.id);
  // Both go on for several intervals of either hall, without a pause of this machine: the louder one stays.
  await new Promise<void>((resolve) => {
    let since = { count: 0, told: heard.length };
    every(20, (count) => {
      if (since.told !== heard.length) since = { count, told: heard.length };
      if (count - since.count >= 75 && heard.at(-1) === two.id) resolve();
    });
  });
  levels.one = 127;
  levels.two = 127;
  await until(null);
});

async function consumersOf(hub: LiveHub): Promise<types.Consumer[]> {
  const consumers: types.Consumer[] = [];
  for (const { worker } of await hub.live.workers.running()) {
    worker.observer.on('newrouter', (router) =>
      router.observer.on('newtransport', (transport) =>
        transport.observer.on('newconsumer', (consumer) => consumers.push(consumer)),
      ),
    );
  }
  return consumers;
}

async function cameraAndScreen(hub: LiveHub) {
  const { ref } = await hub.stage();
  const speaker = await hub.appOf(ref.workshopId, 'speaker');
  const attendee = await hub.appOf(ref.workshopId, 'attendee');
  await speaker.join(ref);
  await attendee.join(ref);
  const transportId = await speaker.transport('send');
  const send = async (source: 'camera' | 'screen' | 'microphone', rtp: Rtp) => {
    const kind = source === 'microphone' ? 'audio' : 'video';
    const body = { transportId, kind, source, rtpParameters: rtp } as const;
    return (await speaker.request('stage.produce', body)).producerId;
  };
  const layered = { ...vp8(1), encodings: [{ ssrc: 1 }, { ssrc: 2 }, { ssrc: 3 }] };
  const [camera, screen, sound] = [
    await send('camera', layered),
    await send('screen', vp8(11)),
    await send('microphone', opus(21)),
  ];
  const consume = async (producerId: string, by: LiveApp = attendee) =>
    (await by.request('stage.consume', await by.asksFor(producerId))).consumerId;
  return { attendee, speaker, camera, screen, sound, consume };
}

type Rtp = SocketRequest<'stage.produce'>['rtpParameters'];

test('L4: an app asks for the layers that its tile needs; more than there are is all there are', async () => {
  const hub = await LiveHub.start();
  closers.push(() => hub.close());
  const consumers = await consumersOf(hub);
  const { attendee, speaker, camera, sound, consume } = await cameraAndScreen(hub);
  const consumerId = await consume(camera);
  const layersOf = () => consumers.find(({ id }) => id === consumerId)?.preferredLayers;
  await attendee.request('stage.preferLayers', { consumerId, spatial: 0, temporal: 0 });
  expect(layersOf()).toMatchObject({ spatialLayer: 0 });
  await attendee.request('stage.preferLayers', { consumerId, spatial: 8, temporal: 8 });
  expect(layersOf()).toMatchObject({ spatialLayer: 2 });
  const ask = { spatial: 0, temporal: 0 };
  expect(await attendee.refused('stage.preferLayers', { ...ask, consumerId: await consume(sound) })).toBe(
    'media-mismatch',
  );
  expect(await attendee.refused('stage.preferLayers', { ...ask, consumerId: 'no-such' })).toBe('not-found');
  expect(await speaker.refused('stage.preferLayers', { ...ask, consumerId })).toBe('not-found');
  for (const wrong of [-1, 9, 0.5, 'all', null]) {
    const body = { consumerId, spatial: wrong, temporal: 0 };
    expect(await attendee.raw('stage.preferLayers', body)).toMatchObject({ refused: 'malformed' });
  }
});

test('L6: who comes back by another socket is told again what does not reach it', async () => {
  const hub = await LiveHub.start(10_000);
  closers.push(() => hub.close());
  const { workshopId, sessionId, ref } = await hub.stage();
  const speaker = await hub.appOf(workshopId, 'speaker');
  const who = await hub.someone(workshopId, 'attendee');
  const before = await hub.app(who);
  await speaker.join(ref);
  await before.join(ref);
  // Nothing is ever sent of it.
  const { producerId } = await speaker.request('stage.produce', {
    transportId: await speaker.transport('send'),
    kind: 'video',
    source: 'camera',
    rtpParameters: { ...vp8(1), encodings: [{ ssrc: 1 }, { ssrc: 2 }, { ssrc: 3 }] },
  });
  const { consumerId } = await before.request('stage.consume', await before.asksFor(producerId));
  await before.request('stage.resumeConsumer', { consumerId });
  expect(await before.notice('stage.layers')).toEqual({ consumerId, spatial: null });
  before.close();
  const after = await hub.app(who);
  await after.request('stage.resume', { sessionId });
  expect(await after.notice('stage.layers')).toEqual({ consumerId, spatial: null });
});

test('a screen keeps its quality longer than a camera where the link is poor, and sound is not weighed', async () => {
  const hub = await LiveHub.start();
  closers.push(() => hub.close());
  const consumers = await consumersOf(hub);
  const { camera, screen, sound, consume } = await cameraAndScreen(hub);
  const priorityOf = async (producerId: string) => {
    const consumerId = await consume(producerId);
    return (await consumers.find(({ id }) => id === consumerId)?.dump())?.priority;
  };
  expect([await priorityOf(screen), await priorityOf(camera), await priorityOf(sound)]).toEqual([3, 1, 1]);
});
