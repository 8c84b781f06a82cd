import type { types } from 'mediasoup';
import { afterAll, expect, test, vi } from 'vitest';
import { opus, vp8 } from '#tests/server/live/LiveApp.ts';
import { LiveHub } from '#tests/server/live/LiveHub.ts';

const hub = await LiveHub.start();
afterAll(() => hub.close());

/** Every transport and consumer that the hub's workers make from now on. */
async function madeFromNowOn() {
  const transports: types.Transport[] = [];
  const consumers: types.Consumer[] = [];
  for (const { worker } of await hub.live.workers.running()) {
    worker.observer.on('newrouter', (router) =>
      router.observer.on('newtransport', (transport) => {
        transports.push(transport);
        transport.observer.on('newconsumer', (consumer) => consumers.push(consumer));
      }),
    );
  }
  return { transports, consumers };
}

test('L4: a camera is asked for a key frame no sooner than a browser gives a second one', async () => {
  const made = await madeFromNowOn();
  const { ref } = await hub.stage();
  const speaker = await hub.app(await hub.someone(ref.workshopId, 'speaker'));
  await speaker.join(ref);
  const transportId = await speaker.transport('send');
  const transport = made.transports.find(({ id }) => id === transportId);
  if (!transport) throw new Error('no transport was made');
  const produced = vi.spyOn(transport, 'produce');
  await speaker.request('stage.produce', {
    transportId,
    kind: 'video',
    source: 'camera',
    rtpParameters: vp8(4),
  });
  expect(produced.mock.calls[0]?.[0].keyFrameRequestDelay).toBeGreaterThan(300);
});

/** A speaker with camera and microphone, and somebody who watches both, one paused. */
async function watched() {
  const made = await madeFromNowOn();
  const { ref } = await hub.stage();
  const speakers = await hub.someone(ref.workshopId, 'speaker');
  const attendees = await hub.someone(ref.workshopId, 'attendee');
  const [speaker, attendee] = [await hub.app(speakers), await hub.app(attendees)];
  await speaker.join(ref);
  await attendee.join(ref);
  const transportId = await speaker.transport('send');
  const send = async (
    body: { kind: 'audio' | 'video'; source: 'camera' | 'screen' | 'microphone' },
    rtp = vp8(1),
  ) => (await speaker.request('stage.produce', { transportId, ...body, rtpParameters: rtp })).producerId;
  const consume = async (producerId: string) => {
    const { consumerId } = await attendee.request('stage.consume', await attendee.asksFor(producerId));
    const consumer = made.consumers.find(({ id }) => id === consumerId);
    if (!consumer) throw new Error('no consumer was made');
    return { consumerId, asked: vi.spyOn(consumer, 'requestKeyFrame') };
  };
  const camera = await consume(await send({ kind: 'video', source: 'camera' }));
  const screen = await consume(await send({ kind: 'video', source: 'screen' }, vp8(2)));
  const sound = await consume(await send({ kind: 'audio', source: 'microphone' }, opus(3)));
  await attendee.request('stage.resumeConsumer', { consumerId: camera.consumerId });
  await attendee.request('stage.resumeConsumer', { consumerId: sound.consumerId });
  return { ref, made, speaker, attendee, speakers, attendees, camera, screen, sound, transportId };
}

for (const who of ['speakers', 'attendees'] as const) {
  test(`L6: when the socket of the ${who} is back, what is watched of them or by them begins with a key frame`, async () => {
    const { ref, camera, screen, sound, ...people } = await watched();
    const after = await hub.app(people[who]);
    expect(camera.asked).not.toHaveBeenCalled();
    await after.request('stage.resume', { sessionId: ref.sessionId });
    expect(camera.asked).toHaveBeenCalled();
    expect(screen.asked).not.toHaveBeenCalled();
    expect(sound.asked).not.toHaveBeenCalled();
  });
}

for (const way of ['send', 'receive'] as const) {
  test(`L6: when what one ${way}s goes another way than before, the picture begins with a key frame`, async () => {
    const { made, camera, transportId, attendee } = await watched();
    const moving = way === 'send' ? transportId : await attendee.transport('receive');
    const transport = made.transports.find(({ id }) => id === moving) as types.WebRtcTransport;
    const address = '127.0.0.1';
    const tuple = { localIp: address, localAddress: address, localPort: 1, protocol: 'udp' } as const;
    transport.emit('iceselectedtuplechange', tuple);
    expect(camera.asked).not.toHaveBeenCalled();
    transport.emit('iceselectedtuplechange', tuple);
    expect(camera.asked).toHaveBeenCalled();
  });
}
