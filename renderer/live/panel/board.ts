import type { Question } from '#shared/questions/question.ts';
import { type BoardSession, type BoardTalk, stageOfQuestion } from '#shared/questions/stageOfQuestion.ts';

type OnBoard = { readonly id: string; readonly data: Question; readonly votes: number };

/** A live session's questions by what is to be done with them. */
export type Board<Q extends OnBoard> = {
  readonly live: Q | null;
  /** Approved, most votes first, then who asked first. */
  readonly order: readonly Q[];
  /** Pending, oldest first: all for moderators, their own for others. */
  readonly waiting: readonly Q[];
  /** Answered here, the last one first. */
  readonly answered: readonly Q[];
};

/** The program, as far as it says which board takes which question. */
export type BoardProgram = {
  readonly sessions: readonly BoardSession[];
  readonly talks: readonly BoardTalk[];
};

/** Sorts the questions that the board of a session takes. */
export function sortBoard<Q extends OnBoard>(
  questions: readonly Q[],
  sessionId: string,
  { sessions, talks }: BoardProgram,
): Board<Q> {
  const here = questions.filter(({ data }) => stageOfQuestion(data, sessions, talks) === sessionId);
  const byAge = (a: Q, b: Q) => Date.parse(a.data.askedAt) - Date.parse(b.data.askedAt);
  const of = (state: Question['state']) => here.filter(({ data }) => data.state === state).sort(byAge);
  return {
    live: of('live')[0] ?? null,
    order: of('approved').sort((a, b) => b.votes - a.votes || byAge(a, b)),
    waiting: of('pending'),
    answered: of('answered').reverse(),
  };
}
