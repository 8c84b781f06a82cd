import type { QuestionView } from '#shared/sync/questionView.ts';

export type QuestionOrder = 'moment' | 'votes';

const moment = ({ data }: QuestionView) => data.anchor?.second ?? Number.POSITIVE_INFINITY;
const age = (a: QuestionView, b: QuestionView) => a.data.askedAt.localeCompare(b.data.askedAt);

/** Questions as a list shows them: by their second (those about the whole last), or by votes; then the older first. */
export function orderQuestions(
  questions: readonly QuestionView[],
  order: QuestionOrder,
): readonly QuestionView[] {
  const by =
    order === 'votes'
      ? (a: QuestionView, b: QuestionView) => b.votes - a.votes
      : (a: QuestionView, b: QuestionView) => (moment(a) === moment(b) ? 0 : moment(a) - moment(b));
  return [...questions].sort((a, b) => by(a, b) || age(a, b));
}
