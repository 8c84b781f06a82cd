import { expect, test } from 'vitest';
import { type Place, type StagePhase, stagePhase } from '#shared/live/stage.ts';
import { emptyBook } from '#shared/live/stageBook.ts';
import { mayEnter, mayHear } from '#shared/live/stageRules.ts';
import { newerState, stageStateFor } from '#shared/live/stageStateFor.ts';
import type { Role } from '#shared/people/account.ts';
import { may } from '#shared/people/permissions.ts';
import { placeWith, stageWith } from '#tests/support/stageStates.ts';

const sessionId = '00000000-0000-7000-8000-000000000000';
const id = (n: number): string => `00000000-0000-7000-8000-00000000000${n}`;
const place = (n: number, role: Role): Place =>
  placeWith({
    accountId: id(n),
    name: `${role} ${n}`,
    role,
    runs: may(role, 'stage.run'),
    where: role === 'attendee' ? 'audience' : 'stage',
  });
const places = [place(1, 'speaker'), place(2, 'moderator'), place(3, 'attendee'), place(4, 'attendee')];
const seen = (phase: StagePhase, n: number, role: Role): string[] => {
  const state = stageStateFor(
    { sessionId, seq: 7, phase, places, book: emptyBook, asks: false },
    place(n, role),
  );
  expect([state.audience, state.seq, state.phase]).toEqual([2, 7, phase]);
  return state.places.map((one) => one.accountId);
};

test('L2: the audience sees the stage and itself while it is live, and only itself otherwise', () => {
  expect(seen('live', 3, 'attendee')).toEqual([id(1), id(2), id(3)]);
  for (const phase of ['closed', 'green-room', 'ended'] as const) {
    expect(seen(phase, 3, 'attendee')).toEqual([id(3)]);
  }
});

test('A3: who sits in the audience is known by name to those who run the stage only', () => {
  for (const phase of stagePhase.options) {
    expect(seen(phase, 2, 'moderator')).toEqual([id(1), id(2), id(3), id(4)]);
    expect(seen(phase, 1, 'speaker')).toEqual([id(1), id(2)]);
  }
});

test('L2: attendees enter a live stage only, speakers the green room too, moderators always', () => {
  const open = (role: Role) =>
    stagePhase.options.filter((phase) => mayEnter(role, may(role, 'stage.run'), phase));
  expect(open('attendee')).toEqual(['live']);
  expect(open('speaker')).toEqual(['green-room', 'live']);
  expect(open('moderator')).toEqual(stagePhase.options);
  expect(open('organizer')).toEqual(stagePhase.options);
});

test('L2: the audience hears nothing of the green room, and nobody anything of a closed stage', () => {
  const heard = (where: Place['where']) => stagePhase.options.filter((phase) => mayHear(where, phase));
  expect(heard('audience')).toEqual(['live']);
  expect(heard('stage')).toEqual(['green-room', 'live']);
});

test('L7: a state that arrives late is dropped, one of another session never is', () => {
  const state = (seq: number, of = sessionId) => stageWith({ sessionId: of, seq });
  expect(newerState(null, state(3)).seq).toBe(3);
  expect(newerState(state(3), state(4)).seq).toBe(4);
  expect(newerState(state(4), state(3)).seq).toBe(4);
  expect(newerState(state(9), state(1, id(9)))).toEqual(state(1, id(9)));
});
