import { expect, it } from 'vitest';
import { presentOf, roomIdOf, standingOf } from '#shared/program/standing.ts';
import { idOf, instant, row, sessionData, talkData } from '#tests/renderer/agenda/items.ts';

const start = instant('2026-06-25T09:00:00.000Z');
const own = instant('2026-06-25T09:40:00.000Z');
const session = row('session', 2, sessionData({ start, roomId: idOf(3) }));
const room = row('room', 3, { name: 'Hall A', order: 0 });

it('a talk without a start of its own begins with its session, and is in its room', () => {
  const talk = row('talk', 1, talkData('A talk', { sessionId: session.id, minutes: 20 }));
  expect(roomIdOf(talk, session)).toBe(idOf(3));
  expect(standingOf({ talk, session, room })).toEqual({
    title: 'A talk',
    start,
    minutes: 20,
    room: 'Hall A',
  });
});

it('a talk with a start and a room of its own keeps them', () => {
  const talk = row('talk', 1, talkData('A talk', { sessionId: session.id, start: own, roomId: idOf(9) }));
  expect(roomIdOf(talk, session)).toBe(idOf(9));
  expect(standingOf({ talk, session, room: null })).toMatchObject({ start: own, room: null });
});

it('a talk is cancelled with its session, and removed where the program has it no more', () => {
  const talk = row('talk', 1, talkData('A talk', { sessionId: session.id }));
  const cancelled = row('session', 2, sessionData({ state: 'cancelled' }));
  expect(presentOf({ talk, session, room }).kind).toBe('planned');
  expect(presentOf({ talk, session: cancelled, room: null }).kind).toBe('cancelled');
  expect(presentOf(null)).toEqual({ kind: 'removed' });
});
