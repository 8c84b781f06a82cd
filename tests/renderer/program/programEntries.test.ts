import { expect, test } from 'vitest';
import { neighbours } from '#renderer/program/neighbours.ts';
import { isOn, nowNext } from '#renderer/program/nowNext.ts';
import { programEntries, sessionWhen } from '#renderer/program/programEntries.ts';
import { id, instant, session, talk } from './rows.ts';

const titles = (list: readonly { title: string }[]) => list.map(({ title }) => title);
const talkTitles = (list: readonly { talk: { data: { title: string } } }[]) =>
  list.map((one) => one.talk.data.title);

test('the program is by time, and what has no time is last, in the order it was given', () => {
  const entries = programEntries(
    [
      session(2),
      session(1),
      session(3, { start: instant('2020-06-25T14:00:00Z') }),
      session(4, { start: { kind: 'date', date: '2020-06-24' } }),
    ],
    [],
  );
  expect(titles(entries)).toEqual(['Session 4', 'Session 3', 'Session 1', 'Session 2']);
});

test('a talk that stands by itself is an entry like a session, with its own room', () => {
  const [entry] = programEntries(
    [],
    [talk(1, { roomId: id(9), start: instant('2020-06-25T14:00:00Z'), minutes: 20 })],
  );
  expect(entry).toMatchObject({ of: 'talk', roomId: id(9), end: Date.parse('2020-06-25T14:20:00Z') });
});

test('a talk with a time in a session without one stands apart, in its session’s room', () => {
  const entries = programEntries(
    [session(1, { roomId: id(9) })],
    [talk(2, { sessionId: id(1), start: instant('2020-06-25T14:00:00Z') }), talk(3, { sessionId: id(1) })],
  );
  expect(entries.map(({ of, roomId, talks }) => [of, roomId, talks.length])).toEqual([
    ['talk', id(9), 1],
    ['session', id(9), 1],
  ]);
});

test('a talk whose session is not there is not lost', () => {
  expect(titles(programEntries([], [talk(1, { sessionId: id(77) })]))).toEqual(['Talk 1']);
});

test('an end before its start is no end', () => {
  const when = sessionWhen({ start: instant('2020-06-25T14:00:00Z'), end: instant('2020-06-25T13:00:00Z') });
  expect(when.end).toBeNull();
});

test('now is what has begun and not ended; next is what begins first; nothing cancelled is either', () => {
  const at = (text: string) => Date.parse(`2020-06-25T${text}:00Z`);
  const of = (n: number, from: string, to: string | null, state: 'planned' | 'cancelled' = 'planned') =>
    session(n, {
      start: instant(`2020-06-25T${from}:00Z`),
      end: to ? instant(`2020-06-25T${to}:00Z`) : { kind: 'unknown' },
      state,
    });
  const entries = programEntries(
    [
      of(1, '09:00', '10:00'),
      of(2, '09:30', null),
      of(3, '09:40', '11:00', 'cancelled'),
      of(4, '10:30', '11:00'),
      of(5, '10:30', '12:00'),
      session(6),
    ],
    [],
  );
  expect(titles(nowNext(entries, at('09:45')).now)).toEqual(['Session 1', 'Session 2']);
  expect(titles(nowNext(entries, at('09:45')).next)).toEqual(['Session 4', 'Session 5']);
  expect(titles(nowNext(entries, at('10:00')).now)).toEqual([]);
  expect(nowNext(entries, at('12:30'))).toEqual({ now: [], next: [] });
  expect(isOn({ start: at('09:00'), end: at('09:00') }, at('09:00'))).toBe(false);
});

test('previous and next are of the same room, parallel is what overlaps elsewhere', () => {
  const at = (n: number, room: number, from: string, minutes: number) =>
    talk(n, { roomId: id(room), start: instant(`2020-06-25T${from}:00Z`), minutes });
  const entries = programEntries(
    [],
    [
      at(1, 50, '09:00', 30),
      at(2, 50, '09:30', 30),
      at(3, 50, '10:00', 30),
      at(4, 51, '09:15', 30),
      at(5, 51, '10:00', 30),
    ],
  );
  const near = neighbours(entries, id(2));
  expect(near.previous?.talk.id).toBe(id(1));
  expect(near.next?.talk.id).toBe(id(3));
  expect(talkTitles(near.parallel)).toEqual(['Talk 4']);
  expect(neighbours(entries, id(1)).previous).toBeNull();
});

test('talks without times follow each other and are parallel to nothing', () => {
  const entries = programEntries(
    [session(1)],
    [talk(2, { sessionId: id(1) }), talk(3, { sessionId: id(1) })],
  );
  const near = neighbours(entries, id(3));
  expect(near.previous?.talk.id).toBe(id(2));
  expect(near.next).toBeNull();
  expect(near.parallel).toEqual([]);
  expect(neighbours(entries, id(99))).toEqual({ previous: null, next: null, parallel: [] });
});

test('a loop of parallel sessions gives every talk its neighbours and ends', () => {
  const sessions = [0, 1, 2].map((i) =>
    session(i, {
      roomId: id(60 + i),
      start: instant(`2020-06-25T09:${10 * (i + 1)}:00Z`),
      end: instant('2020-06-25T11:00:00Z'),
    }),
  );
  const talks = sessions.map((_, i) => talk(10 + i, { sessionId: id(i) }));
  for (const n of [10, 11, 12])
    expect(neighbours(programEntries(sessions, talks), id(n)).parallel).toHaveLength(2);
});
