import { afterEach, expect, it, vi } from 'vitest';
import { type FlowInput, planFlow } from '#renderer/live/client/flowPlan.ts';
import { Subscriptions } from '#renderer/live/client/Subscriptions.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { StageProducer } from '#shared/live/stage.ts';
import { fakeHub, transportsOf } from './fakeHub.ts';

afterEach(() => {
  vi.useRealTimers();
});

const seen: FlowInput = {
  shown: { width: 320, height: 180 },
  hidden: false,
  saving: 'off',
  relief: 'none',
  isSpeaker: false,
};
const producer = (id: string, source: 'microphone' | 'camera'): StageProducer => ({
  id,
  kind: source === 'camera' ? 'video' : 'audio',
  source,
  paused: false,
});

/** Ada's microphone and camera and Bob's camera, consumed, while Ada speaks; `received` tells what arrives. */
async function consuming() {
  const hub = fakeHub();
  let input = seen;
  let speaker = 'ada';
  let changes = 0;
  const subscriptions = new Subscriptions(hub.wire, await transportsOf(hub.wire), {
    onChange: () => {
      changes += 1;
    },
    flowOf: ({ accountId, source }) => planFlow({ source }, { ...input, isSpeaker: accountId === speaker }),
    onBroken: (error) => {
      throw error;
    },
  });
  const open = [
    { accountId: 'ada', producer: producer('microphone', 'microphone') },
    { accountId: 'ada', producer: producer('camera', 'camera') },
    { accountId: 'bob', producer: producer('camera of bob', 'camera') },
  ];
  subscriptions.apply({ open, close: [] });
  await expect.poll(() => subscriptions.tracks).toHaveLength(3);
  return {
    ...hub,
    subscriptions,
    received: () => subscriptions.tracks.map(({ producerId }) => producerId),
    speaks: (accountId: string) => {
      speaker = accountId;
      subscriptions.reflow();
    },
    changes: () => changes,
    see: (changed: Partial<FlowInput>) => {
      input = { ...seen, ...changed };
      subscriptions.reflow();
    },
  };
}

const all = ['microphone', 'camera', 'camera of bob'];

it('L4: a picture that is left out to save data, or so that sound gets through, is none, and comes back', async () => {
  const { see, received } = await consuming();
  for (const out of [{ saving: 'audio-only' }, { relief: 'no-cameras' }] as const) {
    see(out);
    expect(received()).toEqual(['microphone']);
    see({});
    expect(received()).toEqual(all);
  }
});

it('L4: saving data, the picture is that of who speaks', async () => {
  const { see, speaks, received, changes } = await consuming();
  see({ saving: 'data' });
  expect(received()).toEqual(['microphone', 'camera']);
  const before = changes();
  speaks('bob');
  expect(received()).toEqual(['microphone', 'camera of bob']);
  expect(changes()).toBe(before + 1);
});

it('L4: a picture that is only out of sight stays, so that it goes on where it was', async () => {
  const { see, received, changes } = await consuming();
  const before = changes();
  see({ hidden: true });
  see({ shown: null });
  expect(received()).toEqual(all);
  expect(changes()).toBe(before);
});

it('L4: a picture of which the hub can send nothing is none until it can', async () => {
  const { subscriptions, received, changes } = await consuming();
  subscriptions.layersChanged('c-camera', 0);
  expect(received()).toEqual(all);
  const before = changes();
  subscriptions.layersChanged('c-camera', null);
  expect(received()).toEqual(['microphone', 'camera of bob']);
  expect(changes()).toBe(before + 1);
  subscriptions.layersChanged('c-camera', 1);
  expect(received()).toEqual(all);
});

it('L6: a picture that came back while the socket was away is there again with the place', async () => {
  const { subscriptions, received, changes } = await consuming();
  subscriptions.layersChanged('c-camera', null);
  const before = changes();
  subscriptions.resumed();
  expect(received()).toEqual(all);
  expect(changes()).toBe(before + 1);
});

/** Ada's camera over a hub that is too slow for its first `slow` answers to `name`. */
async function slowHub(name: string, slow: number) {
  let left = slow;
  const hub = fakeHub((asked) => {
    if (asked === name && left > 0) {
      left -= 1;
      throw new RefusedError('hub-error', 'the media worker does not answer');
    }
  });
  const subscriptions = new Subscriptions(hub.wire, await transportsOf(hub.wire), {
    onChange: () => undefined,
    flowOf: ({ source }) => planFlow({ source }, seen),
    onBroken: (error) => {
      throw error;
    },
  });
  const asked = () => hub.names().filter((one) => one === name).length;
  vi.useFakeTimers();
  const open = [{ accountId: 'ada', producer: producer('camera', 'camera') }];
  subscriptions.apply({ open, close: [] });
  return { subscriptions, asked, names: hub.names };
}

it('L6: a picture for which the hub was too slow is asked for again, and comes', async () => {
  const { subscriptions, asked } = await slowHub('stage.consume', 2);
  await vi.advanceTimersByTimeAsync(0);
  expect(subscriptions.failed).toEqual(['ada']);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(subscriptions.failed).toEqual([]);
  expect(subscriptions.tracks).toHaveLength(1);
  expect(asked()).toBe(3);
});

it('L6: a hub that is always too slow is asked four times, and the tile says that it failed', async () => {
  const { subscriptions, asked } = await slowHub('stage.consume', Number.POSITIVE_INFINITY);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(subscriptions.failed).toEqual(['ada']);
  expect(asked()).toBe(4);
});

it('L6: what has gone meanwhile is not asked for again', async () => {
  const { subscriptions, asked } = await slowHub('stage.consume', 1);
  await vi.advanceTimersByTimeAsync(0);
  subscriptions.apply({ open: [], close: ['camera'] });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked()).toBe(1);
  expect(subscriptions.failed).toEqual([]);
});

it('L6: a picture flows that the hub was too slow to resume at first', async () => {
  const { subscriptions, asked, names } = await slowHub('stage.resumeConsumer', 1);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked()).toBe(2);
  expect(names().filter((name) => name === 'stage.consume')).toHaveLength(1);
  expect(subscriptions.failed).toEqual([]);
  expect(subscriptions.tracks).toHaveLength(1);
});

it('L6: a picture that the hub is always too slow to resume has failed, and the hub sends it no more', async () => {
  const { subscriptions, asked, names } = await slowHub('stage.resumeConsumer', Number.POSITIVE_INFINITY);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked()).toBe(4);
  expect(subscriptions.failed).toEqual(['ada']);
  expect(names().at(-1)).toBe('stage.closeConsumer');
});
