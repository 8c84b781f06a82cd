import { EventEmitter } from 'node:events';
import type { types } from 'mediasoup';
import { afterEach, expect, it, vi } from 'vitest';
import { watchLayers } from '#server/live/rtc/watchLayers.ts';

afterEach(() => void vi.useRealTimers());

it('L4: that nothing of a picture comes is told after a while, that it comes again at once', () => {
  vi.useFakeTimers();
  const consumer = Object.assign(new EventEmitter(), {
    observer: new EventEmitter(),
    preferredLayers: { spatialLayer: 2 },
    currentLayers: undefined as types.ConsumerLayers | undefined,
  });
  const changes = (layers?: types.ConsumerLayers) => {
    consumer.currentLayers = layers;
    consumer.emit('layerschange', layers);
  };
  const told: (number | null)[] = [];
  watchLayers(consumer as unknown as types.Consumer, (spatial) => told.push(spatial), 500);
  changes();
  expect(told).toEqual([]);
  vi.advanceTimersByTime(500);
  expect(told).toEqual([null]);
  changes({ spatialLayer: 0 });
  expect(told).toEqual([null, 0]);
  changes({ spatialLayer: 1 });
  expect(told).toEqual([null, 0]);
  vi.advanceTimersByTime(500);
  expect(told).toEqual([null, 0, 1]);
});
