import { describe, expect, it } from 'vitest';
import { runningOrder } from '#renderer/live/panel/runningOrder.ts';
import type { Hand } from '#shared/live/stage.ts';

const handAt = (position: number, invited: Hand['invited'] = null): Hand => ({
  accountId: `hand ${position}`,
  name: `hand ${position}`,
  raisedAt: position,
  position,
  firstTime: false,
  invited,
});

const names = (questions: readonly string[], hands: readonly Hand[]) =>
  runningOrder(questions, hands).map((entry) => (entry.kind === 'hand' ? entry.hand.name : entry.question));

describe('L3: the running order', () => {
  it('takes questions and hands in turns, a question first, each by its own order', () => {
    expect(names(['a', 'b', 'c'], [handAt(1), handAt(2)])).toEqual(['a', 'hand 1', 'b', 'hand 2', 'c']);
    expect(names(['a'], [handAt(1), handAt(2), handAt(3)])).toEqual(['a', 'hand 1', 'hand 2', 'hand 3']);
    expect(names([], [handAt(1)])).toEqual(['hand 1']);
    expect(names([], [])).toEqual([]);
  });

  it('puts who is invited first: the room waits for their answer', () => {
    expect(names(['a', 'b'], [handAt(1), handAt(2, 'audio')])).toEqual(['hand 2', 'a', 'hand 1', 'b']);
  });
});
