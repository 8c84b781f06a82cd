import { describe, expect, it } from 'vitest';
import { role as anyRole, type Role } from '#shared/people/account.ts';
import { boardsByChair } from '#shared/questions/boardsByChair.ts';
import { moderatesAny, moderatesQuestion } from '#shared/questions/moderatesQuestion.ts';

const talks = (...talkIds: string[]) => ({ kind: 'talks' as const, talkIds });
const sessions = [
  { id: 'own', data: { live: true, chairIds: ['ada'], covers: talks('covered') } },
  { id: 'other', data: { live: true, chairIds: ['grace'], covers: talks() } },
];
const program = [
  { id: 'covered', data: { sessionId: null } },
  { id: 'inOther', data: { sessionId: 'other' } },
];
const asked = {
  here: { sessionId: 'own', talkId: null },
  ofCovered: { sessionId: null, talkId: 'covered' },
  there: { sessionId: 'other', talkId: null },
  ofOther: { sessionId: null, talkId: 'inOther' },
};
const boards = boardsByChair(sessions, program);
const moderated = (role: Role, of: readonly string[]) =>
  Object.entries(asked).flatMap(([name, one]) =>
    moderatesQuestion({ role, boards: of }, one) ? [name] : [],
  );

describe('moderatesQuestion', () => {
  it('Q6: a chair moderates the own session’s board and the talks that it takes, whatever the role', () => {
    for (const role of ['attendee', 'speaker'] as const) {
      expect(moderated(role, boards.get('ada') ?? [])).toEqual(['here', 'ofCovered']);
      expect(moderated(role, boards.get('grace') ?? [])).toEqual(['there', 'ofOther']);
    }
  });

  it('Q6: moderators and organizers moderate every question; who neither is nor chairs, none', () => {
    for (const role of anyRole.options) {
      const every = role === 'moderator' || role === 'organizer';
      expect(moderated(role, [])).toEqual(every ? Object.keys(asked) : []);
      expect(moderatesAny({ role, boards: [] })).toBe(every);
      expect(moderatesAny({ role, boards: ['own'] })).toBe(true);
    }
  });
});
