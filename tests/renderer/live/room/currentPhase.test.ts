import { describe, expect, it } from 'vitest';
import { currentPhase } from '#renderer/live/room/currentPhase.ts';
import type { Phase, Session } from '#shared/program/session.ts';

const at = (time: string) => Date.parse(`2020-06-25T${time}:00.000Z`);
const session = (phases: readonly Phase[], known = true): Session => ({
  kind: 'bof',
  title: 'A session',
  roomId: null,
  trackId: null,
  start: known ? { kind: 'instant', at: '2020-06-25T14:00:00.000Z' } : { kind: 'unknown' },
  end: { kind: 'instant', at: '2020-06-25T15:00:00.000Z' },
  chairIds: [],
  phases: [...phases],
  description: null,
  live: true,
  covers: { kind: 'talks', talkIds: [] },
  order: 0,
  state: 'planned',
  externalIds: [],
});

const quarters: Phase[] = [
  { title: 'Presentation', length: { kind: 'fraction', numerator: 1, denominator: 4 } },
  { title: 'Discussion', length: { kind: 'fraction', numerator: 3, denominator: 4 } },
];

describe('currentPhase', () => {
  it('follows fractions of the session', () => {
    expect(currentPhase(session(quarters), at('14:10'))).toEqual({
      title: 'Presentation',
      until: at('14:15'),
    });
    expect(currentPhase(session(quarters), at('14:15'))).toEqual({ title: 'Discussion', until: at('15:00') });
  });

  it('gives a phase at the end what is left', () => {
    const phases: Phase[] = [
      { title: 'Talks', length: { kind: 'minutes', minutes: 40 } },
      { title: 'Open forum', length: { kind: 'at-the-end' } },
    ];
    expect(currentPhase(session(phases), at('14:50'))).toEqual({ title: 'Open forum', until: at('15:00') });
  });

  it('knows none before the start, after the end, or where the start is to be announced', () => {
    expect(currentPhase(session(quarters), at('13:59'))).toBeNull();
    expect(currentPhase(session(quarters), at('15:00'))).toBeNull();
    expect(currentPhase(session(quarters, false), at('14:10'))).toBeNull();
  });
});
