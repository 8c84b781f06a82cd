import { describe, expect, it } from 'vitest';
import { orderQuestions } from '#renderer/questions/orderQuestions.ts';
import type { QuestionView } from '#shared/sync/questionView.ts';

const asked = (id: string, votes: number, second: number | null, askedAt: string) =>
  ({ id, votes, data: { anchor: second === null ? null : { second }, askedAt } }) as unknown as QuestionView;
const questions = [
  asked('whole', 9, null, '2020-06-23T08:00:00Z'),
  asked('late', 1, 90, '2020-06-23T08:01:00Z'),
  asked('younger', 5, 20, '2020-06-23T08:03:00Z'),
  asked('older', 5, 20, '2020-06-23T08:02:00Z'),
];
const ids = (order: 'moment' | 'votes') => orderQuestions(questions, order).map(({ id }) => id);

describe('questions', () => {
  it('by moment stand as they came up in the talk, those about the whole last', () => {
    expect(ids('moment')).toEqual(['older', 'younger', 'late', 'whole']);
  });

  it('by votes have the most wanted first, and of equals the older', () => {
    expect(ids('votes')).toEqual(['whole', 'older', 'younger', 'late']);
  });
});
