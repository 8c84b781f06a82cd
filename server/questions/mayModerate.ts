import { moderatesEvery, moderatesQuestion } from '#shared/questions/moderatesQuestion.ts';
import type { Effect } from '../sync/CommandActor.ts';

/** Rule Q6 for a question by its id; one that there is not is nobody's but theirs who moderate every question. */
export async function mayModerate(
  { tx, actor }: Pick<Effect, 'tx' | 'actor'>,
  questionId: string,
): Promise<boolean> {
  const { reader } = actor;
  if (moderatesEvery(reader)) return true;
  if (reader.boards.length === 0) return false;
  const question = await tx.row('question', questionId);
  return question !== null && question !== undefined && moderatesQuestion(reader, question.data);
}
