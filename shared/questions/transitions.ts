import type { QuestionState } from './question.ts';

/** What may be done to a question. */
export type QuestionAct = 'approve' | 'dismiss' | 'restore' | 'putLive' | 'takeBack' | 'answer' | 'withdraw';

/** Design rule Q1: the one transition table, used by the hub and the app. */
const table: Readonly<Record<QuestionAct, Partial<Record<QuestionState, QuestionState>>>> = {
  approve: { pending: 'approved' },
  dismiss: { pending: 'dismissed', approved: 'dismissed' },
  restore: { dismissed: 'pending' },
  putLive: { approved: 'live' },
  takeBack: { live: 'approved' },
  answer: { live: 'answered', approved: 'answered' },
  withdraw: { pending: 'withdrawn', approved: 'withdrawn' },
};

/** The state after the act, or `null` where the act is not possible from here. */
export function nextState(state: QuestionState, act: QuestionAct): QuestionState | null {
  return table[act][state] ?? null;
}

/** What may be done from a state, for menus. */
export function possibleActs(state: QuestionState): readonly QuestionAct[] {
  return (Object.keys(table) as QuestionAct[]).filter((act) => nextState(state, act) !== null);
}
