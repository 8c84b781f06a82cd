import { assertNever } from '#shared/assertNever.ts';
import type { Session } from '#shared/program/session.ts';
import type { Talk } from '#shared/program/talk.ts';
import type { Question } from '#shared/questions/question.ts';

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

type Identified<T> = { readonly id: string; readonly data: T };

/** The talks whose questions a session's board takes (`covers`, design section 5). */
export function coveredTalkIds(
  session: Session,
  sessions: readonly Identified<Session>[],
  talks: readonly Identified<Talk>[],
): ReadonlySet<string> {
  switch (session.covers.kind) {
    case 'talks':
      return new Set(session.covers.talkIds);
    case 'talks-without-a-live-session': {
      const live = new Set(sessions.filter(({ data }) => data.live).map(({ id }) => id));
      const uncovered = talks.filter(({ data }) => data.sessionId === null || !live.has(data.sessionId));
      return new Set(uncovered.map(({ id }) => id));
    }
    default:
      return assertNever(session.covers);
  }
}

/** Sorts the questions asked in a session, or of the talks it covers, into its board. */
export function sortBoard<Q extends OnBoard>(
  questions: readonly Q[],
  sessionId: string,
  talkIds: ReadonlySet<string>,
): Board<Q> {
  const here = questions.filter(
    ({ data }) => data.sessionId === sessionId || (data.talkId !== null && talkIds.has(data.talkId)),
  );
  const byAge = (a: Q, b: Q) => Date.parse(a.data.askedAt) - Date.parse(b.data.askedAt);
  const of = (state: Question['state']) => here.filter(({ data }) => data.state === state).sort(byAge);
  return {
    live: of('live')[0] ?? null,
    order: of('approved').sort((a, b) => b.votes - a.votes || byAge(a, b)),
    waiting: of('pending'),
    answered: of('answered').reverse(),
  };
}
