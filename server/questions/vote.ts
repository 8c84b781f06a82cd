import { RefusedError } from '#shared/contracts/refusals.ts';
import { derivedId } from '../store/newId.ts';
import type { Effect } from '../sync/CommandActor.ts';
import { visibleQuestion } from './visibleQuestion.ts';

function voteKey({ tx, actor }: Effect, questionId: string) {
  return {
    workshop_id: tx.workshopId,
    question_id: questionId,
    account_id: actor.reader.accountId,
  };
}

async function checkOpen(effect: Effect, questionId: string): Promise<void> {
  const { state } = (await visibleQuestion(effect, questionId)).data;
  if (state !== 'approved' && state !== 'live') throw new RefusedError('wrong-state', state);
}

/** Rule Q3: one vote per account; a second one changes nothing. */
export async function vote(effect: Effect, args: { readonly questionId: string }): Promise<void> {
  const { questionId } = args;
  await checkOpen(effect, questionId);
  const key = voteKey(effect, questionId);
  const cast = await effect.tx.sql
    .insertInto('vote')
    .values(key)
    .onConflict((conflict) => conflict.doNothing())
    .returning('question_id')
    .executeTakeFirst();
  if (!cast) return;
  const { accountId } = effect.actor.reader;
  await effect.tx.put('vote', derivedId('vote', questionId, accountId), { questionId, accountId });
  await effect.tallies.changed(effect.tx, questionId);
}

export async function unvote(effect: Effect, args: { readonly questionId: string }): Promise<void> {
  const { questionId } = args;
  await checkOpen(effect, questionId);
  const key = voteKey(effect, questionId);
  const taken = await effect.tx.sql
    .deleteFrom('vote')
    .where('workshop_id', '=', key.workshop_id)
    .where('question_id', '=', key.question_id)
    .where('account_id', '=', key.account_id)
    .returning('question_id')
    .executeTakeFirst();
  if (!taken) return;
  await effect.tx.remove('vote', derivedId('vote', questionId, key.account_id));
  await effect.tallies.changed(effect.tx, questionId);
}
