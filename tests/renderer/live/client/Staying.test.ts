import { afterEach, expect, it, vi } from 'vitest';
import { Publisher } from '#renderer/live/client/Publisher.ts';
import { firstView, StageStore } from '#renderer/live/client/StageStore.ts';
import { Staying } from '#renderer/live/client/Staying.ts';
import type { SocketReply } from '#shared/contracts/socket.ts';
import type { Place } from '#shared/live/stage.ts';
import { emptyBook } from '#shared/live/stageBook.ts';
import { stageStateFor } from '#shared/live/stageStateFor.ts';
import { fakeDevice, fakeHub, madeTransport } from './fakeHub.ts';

const staysOpen: Staying[] = [];
afterEach(() => {
  for (const staying of staysOpen.splice(0)) staying.end();
  vi.unstubAllGlobals();
});

const [ada, ben] = ['ada', 'ben'].map(
  (name): Place => ({
    ...{
      accountId: name,
      name,
      role: 'speaker',
      runs: false,
      where: 'stage',
      airs: 'audio-video',
      guest: false,
    },
    producers: name === 'ada' ? [{ id: 'camera', kind: 'video', source: 'camera', paused: false }] : [],
  }),
) as [Place, Place];

/** Ben, in a room where Ada's camera is on and reaches him. */
async function inRoom() {
  vi.stubGlobal('document', { visibilityState: 'visible', pictureInPictureElement: null });
  const { wire } = fakeHub();
  const store = new StageStore(firstView);
  const onTrouble = (error: unknown) => {
    throw error;
  };
  const publisher = new Publisher(wire, () => Promise.reject(new Error('none')), {
    onChange: () => undefined,
    onSaid: () => undefined,
  });
  const staying = new Staying({
    wire,
    accountId: 'ben',
    store,
    publisher,
    onPath: () => undefined,
    onTrouble,
  });
  staysOpen.push(staying);
  const state = stageStateFor(
    { sessionId: 's', seq: 1, phase: 'live', places: [ada, ben], book: emptyBook, asks: false },
    ben,
  );
  const transports = { receive: madeTransport(), send: madeTransport() };
  const device = await fakeDevice();
  const rtpCapabilities = device.recvRtpCapabilities as SocketReply<'stage.join'>['rtpCapabilities'];
  staying.learn(state);
  await staying.begin(device, { state, rtpCapabilities, consumers: [], ...transports });
  const received = () => store.view().remote.map(({ producerId }) => producerId);
  await expect.poll(received).toEqual(['camera']);
  return { staying, store, received };
}

it('L6: what was told before the socket was cut does not outlive it: neither a lost link nor a missing picture', async () => {
  const { staying, store, received } = await inRoom();
  staying.uplinksChanged({ ada: 'gone' });
  staying.layersChanged({ consumerId: 'c-camera', spatial: null });
  expect(store.view()).toMatchObject({
    uplinks: { ada: 'gone' },
    trouble: { who: 'them', accountId: 'ada' },
  });
  expect(received()).toEqual([]);
  staying.resumed();
  expect(store.view()).toMatchObject({ uplinks: {}, trouble: null });
  expect(received()).toEqual(['camera']);
});
