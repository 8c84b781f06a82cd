import { RefusedError } from '#shared/contracts/refusals.ts';
import { audiencesOfReader, audiencesOfRow } from '#shared/sync/audiences.ts';
import type { Row } from '#shared/sync/rows.ts';
import type { Effect } from '../sync/CommandActor.ts';

export async function authorOf({ tx }: Effect, questionId: string): Promise<string | null> {
  const found = await tx.sql
    .selectFrom('question_author')
    .select('account_id')
    .where('workshop_id', '=', tx.workshopId)
    .where('question_id', '=', questionId)
    .executeTakeFirst();
  return found?.account_id ?? null;
}

/** Throws `RefusedError` not-found where the actor cannot see the question, whether it is there or not. */
export async function visibleQuestion(effect: Effect, questionId: string): Promise<Row<'question'>> {
  const question = await effect.tx.row('question', questionId);
  const author = await authorOf(effect, questionId);
  const held = audiencesOfReader(effect.actor.reader);
  if (!question || !audiencesOfRow(question, () => author).some((audience) => held.has(audience))) {
    throw new RefusedError('not-found', 'question');
  }
  return question;
}
