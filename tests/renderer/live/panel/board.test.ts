import { describe, expect, it } from 'vitest';
import { sortBoard } from '#renderer/live/panel/board.ts';
import type { Session } from '#shared/program/session.ts';
import type { Question } from '#shared/questions/question.ts';

const question = (id: string, votes: number, part: Partial<Question>) => ({
  id,
  votes,
  data: {
    text: id,
    state: 'approved',
    talkId: null,
    sessionId: 'here',
    anchor: null,
    askedBy: null,
    askedAt: '2020-06-25T14:00:00.000Z',
    dismissal: null,
    sample: false,
    ...part,
  } satisfies Question,
});

const ids = (questions: readonly { readonly id: string }[]) => questions.map(({ id }) => id);

const talks = (...talkIds: string[]) => ({ kind: 'talks' as const, talkIds });
const session = (id: string, covers: Session['covers'], live = true) => ({ id, data: { live, covers } });
const talk = (id: string, sessionId: string | null) => ({ id, data: { sessionId } });

const program = {
  sessions: [
    session('here', talks('covered', 'own-elsewhere')),
    session('there', talks()),
    session('rest', { kind: 'talks-without-a-live-session' }),
    session('recorded', talks(), false),
  ],
  talks: [
    talk('covered', null),
    talk('own', 'here'),
    talk('own-elsewhere', 'there'),
    talk('of-recorded', 'recorded'),
    talk('other', null),
  ],
};

const ofTalk = (talkId: string) => question(talkId, 0, { sessionId: null, talkId });

describe('sortBoard', () => {
  it('orders what is approved by votes, then by who asked first', () => {
    const board = sortBoard(
      [
        question('late', 3, { askedAt: '2020-06-25T15:00:00.000Z' }),
        question('few', 1, {}),
        question('early', 3, {}),
      ],
      'here',
      program,
    );
    expect(ids(board.order)).toEqual(['early', 'late', 'few']);
  });

  it('takes what the hub’s rule gives to its board, and nothing else (Q1)', () => {
    const asked = program.talks.map(({ id }) => ofTalk(id));
    const here = sortBoard([...asked, question('elsewhere', 9, { sessionId: 'there' })], 'here', program);
    expect(ids(here.order)).toEqual(['covered', 'own']);
    expect(ids(sortBoard(asked, 'there', program).order)).toEqual(['own-elsewhere']);
    expect(ids(sortBoard(asked, 'rest', program).order)).toEqual(['of-recorded', 'other']);
  });

  it('keeps live, waiting and answered questions apart and leaves out the dismissed', () => {
    const board = sortBoard(
      [
        question('now', 0, { state: 'live' }),
        question('new', 0, { state: 'pending' }),
        question('done', 0, { state: 'answered' }),
        question('no', 0, { state: 'dismissed' }),
      ],
      'here',
      program,
    );
    expect(board.live?.id).toBe('now');
    expect(ids(board.order)).toEqual([]);
    expect(ids(board.waiting)).toEqual(['new']);
    expect(ids(board.answered)).toEqual(['done']);
  });
});
