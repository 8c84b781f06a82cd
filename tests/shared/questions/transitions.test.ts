import { describe, expect, it } from 'vitest';
import { questionState } from '#shared/questions/question.ts';
import { nextState, possibleActs, type QuestionAct } from '#shared/questions/transitions.ts';

const acts: readonly QuestionAct[] = [
  'approve',
  'dismiss',
  'restore',
  'putLive',
  'takeBack',
  'answer',
  'withdraw',
];

describe('the transition table of questions (Q1)', () => {
  it('allows exactly these changes', () => {
    const allowed = questionState.options.flatMap((state) =>
      acts.flatMap((act) => {
        const next = nextState(state, act);
        return next ? [`${state} ${act} ${next}`] : [];
      }),
    );
    expect(allowed.sort()).toEqual(
      [
        'pending approve approved',
        'pending dismiss dismissed',
        'pending withdraw withdrawn',
        'approved dismiss dismissed',
        'approved putLive live',
        'approved answer answered',
        'approved withdraw withdrawn',
        'live takeBack approved',
        'live answer answered',
        'dismissed restore pending',
      ].sort(),
    );
  });

  it('lets nothing happen to a question that is answered or withdrawn', () => {
    expect(possibleActs('answered')).toEqual([]);
    expect(possibleActs('withdrawn')).toEqual([]);
  });
});
