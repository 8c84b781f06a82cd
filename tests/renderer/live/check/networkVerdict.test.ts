import { describe, expect, it } from 'vitest';
import { judgeNetwork, type LoopOutcome, outcomeOf } from '#renderer/live/check/networkVerdict.ts';

const through = (changed: Partial<Extract<LoopOutcome, { through: true }>> = {}): LoopOutcome => ({
  through: true,
  up: 2_500_000,
  down: 2_400_000,
  answers: 30,
  lost: 0,
  ...changed,
});
const nothing: LoopOutcome = { through: false };

describe('judgeNetwork', () => {
  it('tells of UDP where that gets through, whatever TCP does', () => {
    expect(judgeNetwork({ udp: through(), tcp: nothing })).toMatchObject({ over: 'udp', carries: 'all' });
    expect(judgeNetwork({ udp: through({ up: 300_000 }), tcp: through() })).toMatchObject({
      over: 'udp',
      carries: 'small',
    });
  });

  it('tells of TCP alone where UDP is held back', () => {
    expect(judgeNetwork({ udp: nothing, tcp: through({ answers: null }) })).toMatchObject({
      kind: 'through',
      over: 'tcp',
      answers: null,
    });
  });

  it('says that nothing gets through where neither does', () => {
    expect(judgeNetwork({ udp: nothing, tcp: nothing })).toEqual({ kind: 'blocked' });
  });

  it('goes by the worse of both ways', () => {
    expect(judgeNetwork({ udp: through({ down: 90_000 }), tcp: nothing })).toMatchObject({
      carries: 'sound',
    });
    expect(judgeNetwork({ udp: through({ up: 249_999 }), tcp: nothing })).toMatchObject({ carries: 'sound' });
    expect(judgeNetwork({ udp: through({ up: 250_000 }), tcp: nothing })).toMatchObject({ carries: 'small' });
    expect(judgeNetwork({ udp: through({ up: 1_000_000 }), tcp: nothing })).toMatchObject({ carries: 'all' });
  });

  it('calls a loss by its name from 3 % on', () => {
    expect(judgeNetwork({ udp: through({ lost: 0.029 }), tcp: nothing })).toMatchObject({ isLossy: false });
    expect(judgeNetwork({ udp: through({ lost: 0.03 }), tcp: nothing })).toMatchObject({ isLossy: true });
  });
});

describe('outcomeOf', () => {
  const first = { at: 1000, sent: 100_000, received: 90_000, packets: 100, lost: 10, answers: null };

  it('gives rates in bits per second between two moments, and what was lost between them alone', () => {
    const last = { at: 3000, sent: 350_000, received: 340_000, packets: 190, lost: 20, answers: 12 };
    expect(outcomeOf(first, last)).toEqual({ through: true, up: 1e6, down: 1e6, answers: 12, lost: 0.1 });
  });

  it('is nothing where not a byte came back, though bytes were sent', () => {
    const none = { ...first, received: 0 };
    expect(outcomeOf(none, { ...none, at: 3000, sent: 900_000 })).toEqual({ through: false });
  });

  it('does not count packets twice that come late: fewer lost than before are none', () => {
    const last = { at: 2000, sent: 200_000, received: 190_000, packets: 200, lost: 4, answers: 1 };
    expect(outcomeOf(first, last)).toMatchObject({ lost: 0 });
  });
});
