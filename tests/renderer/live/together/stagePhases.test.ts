import { describe, expect, it } from 'vitest';
import { phaseAfter, stagePhases, timerTitle } from '#renderer/live/together/stagePhases.ts';
import type { Phase } from '#shared/program/session.ts';

const at = (time: string) => ({ kind: 'instant', at: `2020-06-25T${time}:00.000Z` }) as const;
const quarter: Phase = { title: 'Presentation', length: { kind: 'fraction', numerator: 1, denominator: 4 } };
const rest: Phase = { title: 'Discussion', length: { kind: 'fraction', numerator: 3, denominator: 4 } };
const forum: Phase = { title: 'Open forum', length: { kind: 'minutes', minutes: 10 } };
const bof = { start: at('14:00'), end: at('15:00'), phases: [quarter, rest] };

describe('stagePhases', () => {
  it('L2: a BoF of an hour has a quarter of 15 minutes and three quarters of 45', () => {
    expect(stagePhases(bof, []).map(({ minutes }) => minutes)).toEqual([15, 45]);
  });

  it('does not invent a length: where the end is to be announced, a fraction is unknown and minutes are not', () => {
    const open = { ...bof, end: { kind: 'unknown' } as const, phases: [quarter, forum] };
    expect(stagePhases(open, []).map(({ minutes }) => minutes)).toEqual([null, 10]);
  });

  it('has the phases of talks after the session’s own, counted on', () => {
    const talk = {
      title: 'A talk',
      minutes: 30,
      phases: [
        { title: 'Talk', length: { kind: 'minutes', minutes: 20 } },
        { title: 'Open forum', length: { kind: 'at-the-end' } },
      ] satisfies Phase[],
    };
    expect(stagePhases(bof, [talk]).slice(2)).toEqual([
      { index: 2, title: 'Talk', of: 'A talk', minutes: 20 },
      { index: 3, title: 'Open forum', of: 'A talk', minutes: 10 },
    ]);
  });

  it('has no end of a talk whose length nobody gave, and none of a session that ends before it starts', () => {
    const talk = {
      title: 'A talk',
      minutes: null,
      phases: [{ title: 'Open forum', length: { kind: 'at-the-end' } }] satisfies Phase[],
    };
    expect(stagePhases({ ...bof, end: at('13:00') }, [talk]).map(({ minutes }) => minutes)).toEqual([
      null,
      null,
      null,
    ]);
  });
});

describe('phaseAfter', () => {
  const talk = { title: 'A talk', minutes: 30, phases: [forum] };
  const choices = stagePhases(bof, [talk]);

  it('offers the next of the same session', () => {
    expect(phaseAfter(choices, 0)?.title).toBe('Discussion');
  });

  it('offers nothing after the last, across to a talk, for another countdown, for a phase that is gone', () => {
    expect(phaseAfter(choices, 1)).toBeNull();
    expect(phaseAfter(choices, 2)).toBeNull();
    expect(phaseAfter(choices, null)).toBeNull();
    expect(phaseAfter(choices, 40)).toBeNull();
  });
});

describe('timerTitle', () => {
  it('fits what the hub takes, however long a talk’s title is', () => {
    const long = timerTitle({ index: 0, title: 'Open forum', of: 'x'.repeat(300), minutes: 5 });
    expect(long).toHaveLength(120);
    expect(long.endsWith('…')).toBe(true);
  });
});
