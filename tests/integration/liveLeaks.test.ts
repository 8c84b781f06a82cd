import { expect, test } from 'vitest';
import { hurriedLimits } from '#tests/server/live/hurriedLimits.ts';
import { opus } from '#tests/server/live/LiveApp.ts';
import { LiveHub } from '#tests/server/live/LiveHub.ts';
import { ManyJoins } from '#tests/server/live/rtc/manyJoins.ts';

test('after 150 joins and leaves the workers have what those present have, and nothing listens for the others', async () => {
  const hub = await LiveHub.start(30, {}, {}, undefined, hurriedLimits());
  const { before, after } = await (await ManyJoins.watch(hub)).run(150);
  expect(before).toMatchObject({ routers: 1, transports: 2, producers: 2, consumers: 0 });
  expect(after).toEqual(before);
  await hub.close();
});

test('over two workers too: halls come and go with those who sit in them', async () => {
  const hub = await LiveHub.start(30, { workers: 2, routerConsumers: 6 }, {}, undefined, hurriedLimits());
  const { before, after } = await (await ManyJoins.watch(hub)).run(72);
  expect(before).toMatchObject({ routers: 1, transports: 2, producers: 2, consumers: 0 });
  expect(after).toEqual({ ...before, transports: after.transports, handlers: after.handlers });
  // Between two routers that both live, mediasoup keeps nothing either.
  expect([after.transports, after.handlers]).toEqual([before.transports, before.handlers]);
  await hub.close();
});

test('people who leave while their transports, producers and consumers are being made leave nothing', async () => {
  const hub = await LiveHub.start(30, {}, {}, undefined, hurriedLimits());
  const many = await ManyJoins.watch(hub);
  const { ref, moderator } = await hub.stage();
  await moderator.join(ref);
  const { rtpCapabilities } = await moderator.request('stage.capabilities', {});
  const before = await many.left();
  for (let round = 0; round < 12; round += 1) {
    const speaker = await hub.appOf(ref.workshopId, 'speaker');
    const join = { ...ref, takeOver: false, agrees: false, rtpCapabilities };
    const { send } = await speaker.request('stage.join', join);
    const microphone = { kind: 'audio', source: 'microphone', rtpParameters: opus(7) } as const;
    const asked = Promise.allSettled([
      speaker.raw('stage.produce', { transportId: send?.id, ...microphone }),
      speaker.raw('stage.join', join),
      ...(round % 3 === 0 ? [] : [speaker.raw('stage.leave', {})]),
    ]);
    if (round % 3 === 0) speaker.close();
    await asked;
    if (round % 3 === 1) speaker.close();
    await moderator.stateWhere(({ places }) => places.length === 1);
  }
  expect(await many.left()).toEqual(before);
  await hub.close();
});
