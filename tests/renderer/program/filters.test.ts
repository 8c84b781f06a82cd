import { expect, test } from 'vitest';
import {
  countItems,
  facetCounts,
  filterProgram,
  noFilter,
  type ProgramFilter,
} from '#renderer/program/filters.ts';
import { programEntries } from '#renderer/program/programEntries.ts';
import { id, instant, session, talk } from './rows.ts';

const room = id(50);
const other = id(51);
const entries = programEntries(
  [
    session(1, { roomId: room, start: instant('2020-06-25T09:00:00Z') }),
    session(2, { roomId: other, kind: 'panel', start: instant('2020-06-25T10:00:00Z') }),
    session(3, { kind: 'break', start: instant('2020-06-25T11:00:00Z') }),
  ],
  [
    talk(10, { sessionId: id(1), topics: ['a'] }, true),
    talk(11, { sessionId: id(1), topics: ['a', 'b'], kind: 'invited' }),
    talk(12, { roomId: other, start: instant('2020-06-25T12:00:00Z'), kind: 'demo' }),
  ],
);
const starred = new Set([id(11), id(12)]);
const shown = (part: Partial<ProgramFilter>) =>
  filterProgram(entries, { ...noFilter, ...part }, starred).map(({ title, talks }) => [title, talks.length]);

test('no filter shows all, and counts talks, and sessions that have none', () => {
  expect(filterProgram(entries, noFilter, starred)).toBe(entries);
  expect(countItems(entries)).toBe(5);
});

test('a room shows what is in it, and tracks and rooms must both fit', () => {
  expect(shown({ rooms: new Set([other]) })).toEqual([
    ['Session 2', 0],
    ['Talk 12', 1],
  ]);
  expect(shown({ rooms: new Set([other]), tracks: new Set([id(70)]) })).toEqual([]);
});

test('a kind shows sessions of it whole, and of other sessions the talks of it', () => {
  expect(shown({ kinds: new Set(['invited']) })).toEqual([['Session 1', 1]]);
  expect(shown({ kinds: new Set(['panel', 'demo']) })).toEqual([
    ['Session 2', 0],
    ['Talk 12', 1],
  ]);
});

test('topics, starred and recorded are asked of talks, so that a session without fitting talks goes', () => {
  expect(shown({ topics: new Set(['b']) })).toEqual([['Session 1', 1]]);
  expect(shown({ starred: true })).toEqual([
    ['Session 1', 1],
    ['Talk 12', 1],
  ]);
  expect(shown({ recorded: true })).toEqual([['Session 1', 1]]);
  expect(shown({ recorded: true, starred: true })).toEqual([]);
});

test('a facet counts what each value would show beside the other filters, and keeps what is chosen', () => {
  const counts = (part: Partial<ProgramFilter>, facet: 'rooms' | 'kinds' | 'topics') =>
    Object.fromEntries(facetCounts(entries, { ...noFilter, ...part }, starred, facet));
  expect(counts({}, 'rooms')).toEqual({ [room]: 2, [other]: 2 });
  expect(counts({}, 'kinds')).toEqual({ paper: 1, invited: 1, demo: 1, panel: 1, break: 1 });
  expect(counts({ starred: true }, 'topics')).toEqual({ a: 1, b: 1 });
  expect(counts({ rooms: new Set([room]), starred: true }, 'rooms')).toEqual({ [room]: 1, [other]: 1 });
  expect(counts({ topics: new Set(['gone']) }, 'topics')).toMatchObject({ gone: 0 });
});
