import { expect, test } from 'vitest';
import { hurriedLimits } from '#tests/server/live/hurriedLimits.ts';
import { LiveHub } from '#tests/server/live/LiveHub.ts';
import { ManyJoins } from '#tests/server/live/rtc/manyJoins.ts';

test('after 1,000 joins and leaves transports, producers, consumers and listeners equal those present', async () => {
  const hub = await LiveHub.start(30, { workers: 2, routerConsumers: 12 }, {}, undefined, hurriedLimits());
  const { before, after } = await (await ManyJoins.watch(hub)).run(1000);
  expect(before).toMatchObject({ routers: 1, transports: 2, producers: 2, consumers: 0 });
  expect(after).toEqual(before);
  await hub.close();
});
