import { EventEmitter } from 'node:events';
import type { types } from 'mediasoup';
import { afterEach, expect, it, vi } from 'vitest';
import { watchLayers } from '#server/live/rtc/watchLayers.ts';

afterEach(() => void vi.useRealTimers());

function watched() {
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
  const watch = watchLayers(consumer as unknown as types.Consumer, (spatial) => told.push(spatial), 500);
  return { watch, changes, told };
}

it('L4: that nothing of a picture comes is told after a while, that it comes again at once', () => {
  const { changes, told } = watched();
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

it('L6: what was told and may not have arrived is told again after a while, where it is less than all', () => {
  const { watch, changes, told } = watched();
  changes();
  vi.advanceTimersByTime(500);
  changes();
  vi.advanceTimersByTime(499);
  // Who came back is to know first that the place is theirs again.
  watch.unheard();
  changes({ spatialLayer: 0 });
  changes();
  vi.advanceTimersByTime(499);
  expect(told).toEqual([null]);
  vi.advanceTimersByTime(1);
  expect(told).toEqual([null, null]);
  changes({ spatialLayer: 2 });
  expect(told).toEqual([null, null, 2]);
  watch.unheard();
  vi.advanceTimersByTime(5000);
  expect(told).toEqual([null, null, 2]);
});
