import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AgendaChange, agendaChanges, type Standing } from '#shared/program/agendaChanges.ts';
import type { Moment } from '#shared/program/moment.ts';

const unknown: Moment = { kind: 'unknown' };
const at = (iso: string): Moment => ({ kind: 'instant', at: iso });
const day = (date: string): Moment => ({ kind: 'date', date });
const stood: Standing = {
  title: 'A sample talk',
  start: at('2026-06-25T09:00:00.000Z'),
  minutes: 30,
  room: 'Hall A',
};

function changes(now: Partial<Standing>, before: Partial<Standing> = {}, zone = 'UTC') {
  const standing = { ...stood, ...before, ...now };
  return agendaChanges({ ...stood, ...before }, { kind: 'planned', standing }, zone);
}

describe('what became of a talk in the agenda', () => {
  it('is nothing where the talk stands as it stood', () => {
    expect(changes({})).toEqual([]);
    expect(changes({ start: at('2026-06-25T09:00:00Z') })).toEqual([]);
  });

  const cases: readonly [string, Partial<Standing>, Partial<Standing>, AgendaChange][] = [
    [
      'later by how much',
      {},
      { start: at('2026-06-25T10:30:00.000Z') },
      { kind: 'later', minutes: 90, to: at('2026-06-25T10:30:00.000Z') },
    ],
    [
      'earlier by how much',
      {},
      { start: at('2026-06-25T08:40:00.000Z') },
      { kind: 'earlier', minutes: 20, to: at('2026-06-25T08:40:00.000Z') },
    ],
    [
      'another day',
      {},
      { start: at('2026-06-26T09:00:00.000Z') },
      { kind: 'day', from: stood.start, to: at('2026-06-26T09:00:00.000Z') },
    ],
    [
      'a time where there was none',
      { start: unknown },
      { start: stood.start },
      { kind: 'time-known', to: stood.start },
    ],
    [
      'a time where there was only its day',
      { start: day('2026-06-25') },
      { start: stood.start },
      { kind: 'time-known', to: stood.start },
    ],
    [
      'a time on another day than was said',
      { start: day('2026-06-24') },
      { start: stood.start },
      { kind: 'day', from: day('2026-06-24'), to: stood.start },
    ],
    ['no time any more', {}, { start: unknown }, { kind: 'time-unknown', from: stood.start }],
    ['another room', {}, { room: 'Hall B' }, { kind: 'room', from: 'Hall A', to: 'Hall B' }],
    ['a room where there was none', { room: null }, { room: 'Hall B' }, { kind: 'room-known', to: 'Hall B' }],
    ['no room any more', {}, { room: null }, { kind: 'room-unknown', from: 'Hall A' }],
    ['longer', {}, { minutes: 45 }, { kind: 'longer', minutes: 15, to: 45 }],
    ['shorter', {}, { minutes: 20 }, { kind: 'shorter', minutes: 10, to: 20 }],
    ['a length where there was none', { minutes: null }, { minutes: 20 }, { kind: 'length-known', to: 20 }],
    ['no length any more', {}, { minutes: null }, { kind: 'length-unknown', from: 30 }],
    ['renamed', {}, { title: 'Another title' }, { kind: 'renamed', from: stood.title, to: 'Another title' }],
  ];
  it.each(cases)('is %s', (_what, before, now, expected) => {
    expect(changes(now, before)).toEqual([expected]);
  });

  it('is told alone where it is cancelled or gone from the program', () => {
    const standing = { ...stood, title: 'Another title', room: null };
    expect(agendaChanges(stood, { kind: 'cancelled', standing }, 'UTC')).toEqual([{ kind: 'cancelled' }]);
    expect(agendaChanges(stood, { kind: 'removed' }, 'UTC')).toEqual([{ kind: 'removed' }]);
  });

  it('is several things at once, the time first', () => {
    const now = {
      start: at('2026-06-25T09:05:00.000Z'),
      room: 'Hall B',
      minutes: 20,
      title: 'Another title',
    };
    expect(changes(now).map(({ kind }) => kind)).toEqual(['later', 'room', 'shorter', 'renamed']);
  });

  it('asks for the day in the zone that is shown: what is one day in UTC are two in Tokyo', () => {
    const moved = { start: at('2026-06-25T16:00:00.000Z') };
    expect(changes(moved).map(({ kind }) => kind)).toEqual(['later']);
    expect(changes(moved, {}, 'Asia/Tokyo').map(({ kind }) => kind)).toEqual(['day']);
  });

  it('is empty for every standing that is compared with itself, and never for one that differs', () => {
    const moments = fc.oneof(
      fc.constant(unknown),
      fc.integer({ min: 2018, max: 2030 }).map((year): Moment => ({ kind: 'year', year })),
      fc.integer({ min: 1, max: 28 }).map((n) => day(`2026-02-${String(n).padStart(2, '0')}`)),
      fc.integer({ min: 0, max: 50_000 }).map((n) => at(new Date(Date.UTC(2026, 1, 1, 0, n)).toISOString())),
    );
    const standings = fc.record({
      title: fc.constantFrom('One', 'Two'),
      start: moments,
      minutes: fc.constantFrom(null, 15, 30),
      room: fc.constantFrom(null, 'Hall A', 'Hall B'),
    });
    fc.assert(
      fc.property(standings, standings, (a, b) => {
        const same = JSON.stringify(a) === JSON.stringify(b);
        const found = agendaChanges(a, { kind: 'planned', standing: b }, 'Europe/Berlin');
        expect(found.length === 0).toBe(same);
      }),
    );
  });
});
