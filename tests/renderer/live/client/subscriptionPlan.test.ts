import { describe, expect, it } from 'vitest';
import { planSubscriptions } from '#renderer/live/client/subscriptionPlan.ts';
import type { StageProducer, StageState } from '#shared/live/stage.ts';
import { placeWith, stageWith } from '#tests/support/stageStates.ts';

const producer = (id: string): StageProducer => ({ id, kind: 'video', source: 'camera', paused: false });

const stage = (seq: number, producers: Readonly<Record<string, readonly string[]>>): StageState =>
  stageWith({
    seq,
    places: Object.entries(producers).map(([accountId, ids]) =>
      placeWith({ accountId, producers: ids.map(producer) }),
    ),
  });

describe('planSubscriptions', () => {
  it('opens every producer of others and never the own', () => {
    const plan = planSubscriptions(stage(1, { me: ['mine'], a: ['a1', 'a2'], b: ['b1'] }), 'me', new Set());
    expect(plan.open.map((wanted) => [wanted.accountId, wanted.producer.id])).toEqual([
      ['a', 'a1'],
      ['a', 'a2'],
      ['b', 'b1'],
    ]);
    expect(plan.close).toEqual([]);
  });

  it('closes what is gone and leaves alone what is held', () => {
    const plan = planSubscriptions(stage(2, { a: ['a1', 'a3'] }), 'me', new Set(['a1', 'a2', 'b1']));
    expect(plan.open.map((wanted) => wanted.producer.id)).toEqual(['a3']);
    expect(plan.close).toEqual(['a2', 'b1']);
  });
});
