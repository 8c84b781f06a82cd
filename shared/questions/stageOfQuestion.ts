import type { Session } from '../program/session.ts';
import type { Talk } from '../program/talk.ts';
import type { Question } from './question.ts';

/** What is looked at of a session, and of a talk, to find whose questions a board takes. */
export type BoardSession = { readonly id: string; readonly data: Pick<Session, 'live' | 'covers'> };
export type BoardTalk = { readonly id: string; readonly data: Pick<Talk, 'sessionId'> };

/**
 * The session whose board takes a question: the one it was asked in, or the live one that covers its
 * talk, or the talk's own; `null` where the program has none.
 */
export function stageOfQuestion(
  question: Pick<Question, 'sessionId' | 'talkId'>,
  sessions: readonly BoardSession[],
  talks: readonly BoardTalk[],
): string | null {
  const { sessionId, talkId } = question;
  if (sessionId !== null || talkId === null) return sessionId;
  const own = talks.find((talk) => talk.id === talkId)?.data.sessionId ?? null;
  const live = sessions.filter((session) => session.data.live);
  if (live.some((session) => session.id === own)) return own;
  const covering = live.find(
    ({ data }) => data.covers.kind === 'talks' && data.covers.talkIds.includes(talkId),
  );
  const rest = live.find(({ data }) => data.covers.kind === 'talks-without-a-live-session');
  return (covering ?? rest)?.id ?? own;
}
