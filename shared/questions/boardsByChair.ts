import type { Session } from '../program/session.ts';
import { type BoardSession, type BoardTalk, stageOfQuestion } from './stageOfQuestion.ts';

type ChairedSession = BoardSession & { readonly data: Pick<Session, 'chairIds'> };

/**
 * Whose questions each chair moderates (rule Q6), by person: the sessions of theirs, and the talks whose questions
 * the boards of these take.
 */
export function boardsByChair(
  sessions: readonly ChairedSession[],
  talks: readonly BoardTalk[],
): ReadonlyMap<string, readonly string[]> {
  const byChair = new Map<string, string[]>();
  const add = (chaired: ChairedSession, id: string): void => {
    for (const chairId of chaired.data.chairIds) byChair.set(chairId, [...(byChair.get(chairId) ?? []), id]);
  };
  for (const one of sessions) add(one, one.id);
  for (const { id } of talks) {
    const stage = stageOfQuestion({ sessionId: null, talkId: id }, sessions, talks);
    const taking = sessions.find((one) => one.id === stage);
    if (taking) add(taking, id);
  }
  return byChair;
}
