import { describe, expect, it } from 'vitest';
import { nextLiveSession, nextMoment, type ProgramRows } from '#renderer/program/schedule.ts';
import { upcoming } from '#renderer/program/upcoming.ts';

const now = Date.parse('2020-06-23T08:00:00Z');
const session = (id: string, date: string | null, live = true) => ({
  id,
  data: {
    live,
    title: id,
    start: date ? { kind: 'date', date } : { kind: 'unknown' },
    end: { kind: 'unknown' },
  },
});
const stage = (sessionId: string, phase: string) => ({
  id: `${sessionId}-stage`,
  data: { sessionId, phase },
});
const rows = (parts: Record<string, unknown[]>) =>
  ({
    sessions: [],
    stages: [],
    deadlines: [],
    recordings: [],
    talks: [],
    ...parts,
  }) as unknown as ProgramRows;
const next = (sessions: unknown[], stages: unknown[]) => {
  const { sessions: read, stages: on } = rows({ sessions, stages });
  return nextLiveSession(read, on, now, null)?.session.id ?? null;
};

describe('the live session to show', () => {
  it('is the one whose stage is live, whatever the schedule says (L2)', () => {
    expect(
      next([session('soon', '2020-06-24'), session('past', '2020-06-01')], [stage('past', 'live')]),
    ).toBe('past');
  });

  it('is else the next that is not over, and one without a time after those', () => {
    expect(next([session('open', null), session('b', '2020-06-26'), session('a', '2020-06-25')], [])).toBe(
      'a',
    );
    expect(next([session('open', null), session('over', '2020-06-01')], [])).toBe('open');
  });

  it('is none where all have ended, are over or are not live', () => {
    expect(next([session('over', '2020-06-01'), session('talks', '2020-06-25', false)], [])).toBeNull();
    expect(next([session('ended', '2020-06-25')], [stage('ended', 'ended')])).toBeNull();
  });
});

describe('the next moment of a workshop', () => {
  it('is a deadline that comes before the live session', () => {
    const moment = nextMoment(
      rows({
        sessions: [session('live', '2020-06-25')],
        deadlines: [{ id: 'd', data: { label: 'Papers due', when: { kind: 'date', date: '2020-06-24' } } }],
      }),
      now,
      'Europe/Berlin',
    );
    expect(moment).toEqual({ kind: 'next', title: 'Papers due', at: Date.parse('2020-06-24T22:00:00Z') - 1 });
  });

  it('is a deadline of today until its day is over, anywhere on Earth where that is said', () => {
    const when = { kind: 'date', date: '2020-06-23' };
    const at = (iso: string, anywhereOnEarth: boolean) =>
      nextMoment(
        rows({ deadlines: [{ id: 'd', data: { label: 'Papers due', when, anywhereOnEarth } }] }),
        Date.parse(iso),
        null,
      ).kind;
    expect(at('2020-06-23T20:00:00Z', false)).toBe('next');
    expect(at('2020-06-24T00:00:00Z', false)).toBe('unknown');
    expect(at('2020-06-24T11:59:00Z', true)).toBe('next');
    expect(at('2020-06-24T12:00:00Z', true)).toBe('unknown');
  });

  it('counts what there is where nothing lies ahead, and is unknown where there is nothing', () => {
    expect(nextMoment(rows({ talks: [{}, {}] }), now, null)).toEqual({ kind: 'talks', count: 2 });
    expect(nextMoment(rows({}), now, null)).toEqual({ kind: 'unknown' });
  });
});

describe('what lies ahead', () => {
  it('keeps the date of a deadline as it was stated, though its day ends in another zone', () => {
    const when = { kind: 'date', date: '2022-08-01' };
    const [first] = upcoming(
      rows({ deadlines: [{ id: 'd', data: { label: 'Papers due', when } }] }),
      now,
      'America/Chicago',
      String,
    );
    expect(first).toMatchObject({ date: '2022-08-01', at: Date.parse('2022-08-02T05:00:00Z') - 1 });
  });

  it('tells a session and the date of the same name and time once', () => {
    const deadline = { id: 'd', data: { label: 'live', when: { kind: 'date', date: '2020-06-25' } } };
    const ahead = upcoming(
      rows({ sessions: [session('live', '2020-06-25')], deadlines: [deadline] }),
      now,
      null,
      String,
    );
    expect(ahead.map(({ title }) => title)).toEqual(['live']);
  });
});
