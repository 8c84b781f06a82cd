import { describe, expect, it } from 'vitest';
import { coveredTalkIds, sortBoard } from '#renderer/live/board.ts';
import type { Session } from '#shared/program/session.ts';
import type { Talk } from '#shared/program/talk.ts';
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

const session = (part: Partial<Session>): Session => ({
  kind: 'qa',
  title: 'Live questions',
  roomId: null,
  trackId: null,
  start: { kind: 'unknown' },
  end: { kind: 'unknown' },
  chairIds: [],
  phases: [],
  description: null,
  live: true,
  covers: { kind: 'talks-without-a-live-session' },
  order: 0,
  state: 'planned',
  externalIds: [],
  ...part,
});

const talk = (id: string, sessionId: string | null) => ({ id, data: { sessionId } as Talk });

describe('sortBoard', () => {
  it('orders what is approved by votes, then by who asked first', () => {
    const board = sortBoard(
      [
        question('late', 3, { askedAt: '2020-06-25T15:00:00.000Z' }),
        question('few', 1, {}),
        question('early', 3, {}),
      ],
      'here',
      new Set(),
    );
    expect(ids(board.order)).toEqual(['early', 'late', 'few']);
  });

  it('takes the questions of covered talks and no others', () => {
    const board = sortBoard(
      [
        question('of-talk', 0, { sessionId: null, talkId: 'covered' }),
        question('elsewhere', 9, { sessionId: 'there' }),
        question('of-other-talk', 9, { sessionId: null, talkId: 'other' }),
      ],
      'here',
      new Set(['covered']),
    );
    expect(ids(board.order)).toEqual(['of-talk']);
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
      new Set(),
    );
    expect(board.live?.id).toBe('now');
    expect(ids(board.order)).toEqual([]);
    expect(ids(board.waiting)).toEqual(['new']);
    expect(ids(board.answered)).toEqual(['done']);
  });
});

describe('coveredTalkIds', () => {
  it('covers the talks that are named', () => {
    const named = session({ covers: { kind: 'talks', talkIds: ['a'] } });
    expect([...coveredTalkIds(named, [], [talk('a', null), talk('b', null)])]).toEqual(['a']);
  });

  it('covers every talk whose own session has no stage', () => {
    const sessions = [
      { id: 'live', data: session({}) },
      { id: 'recorded', data: session({ live: false }) },
    ];
    const talks = [talk('a', 'live'), talk('b', 'recorded'), talk('c', null)];
    expect([...coveredTalkIds(session({}), sessions, talks)]).toEqual(['b', 'c']);
  });
});
