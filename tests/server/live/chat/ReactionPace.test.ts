import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ReactionPace } from '#server/live/chat/ReactionPace.ts';
import { REACTION_PACE_MS, type ReactionCounts } from '#shared/live/chat.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function started() {
  const told: ReactionCounts[] = [];
  return { told, pace: new ReactionPace((counts) => told.push(counts)) };
}

it('S8: reactions that come together are told together, once, and those after them anew', () => {
  const { told, pace } = started();
  pace.add('clap');
  pace.add('heart');
  vi.advanceTimersByTime(REACTION_PACE_MS - 1);
  pace.add('clap');
  expect(told).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(told).toEqual([{ clap: 2, heart: 1 }]);
  pace.add('heart');
  vi.advanceTimersByTime(3 * REACTION_PACE_MS);
  expect(told).toEqual([{ clap: 2, heart: 1 }, { heart: 1 }]);
});

it('nothing is told of a stage that is over', () => {
  const { told, pace } = started();
  pace.add('clap');
  pace.close();
  pace.add('heart');
  vi.advanceTimersByTime(3 * REACTION_PACE_MS);
  expect(told).toEqual([]);
});
