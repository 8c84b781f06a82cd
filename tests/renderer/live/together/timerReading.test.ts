import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isShownAt, passedMark, readTimer, untilNextSecond } from '#renderer/live/together/timerReading.ts';

const timer = { title: 'Discussion', phase: 1, startedAt: 0, endsAt: 600_000 };

describe('readTimer', () => {
  it('shows whole seconds that are left: all of them at the start, the last one until the end', () => {
    expect(readTimer(timer, 0)).toEqual({ tone: 'running', seconds: 600 });
    expect(readTimer(timer, 1)).toEqual({ tone: 'running', seconds: 600 });
    expect(readTimer(timer, 599_999)).toEqual({ tone: 'soon', seconds: 1 });
  });

  it('is soon to end from two minutes before it, not a second earlier', () => {
    expect(readTimer(timer, 479_000).tone).toBe('running');
    expect(readTimer(timer, 480_000).tone).toBe('soon');
  });

  it('is over from its end on, and counts up', () => {
    expect(readTimer(timer, 600_000)).toEqual({ tone: 'over', seconds: 0 });
    expect(readTimer(timer, 640_000)).toEqual({ tone: 'over', seconds: 40 });
    expect(readTimer(timer, 640_999)).toEqual({ tone: 'over', seconds: 40 });
  });
});

describe('untilNextSecond', () => {
  it('S9: leads to the very instant at which what is shown changes, before the end and after it', () => {
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 700_000 }), (now) => {
        const wait = untilNextSecond(timer.endsAt, now);
        expect(wait).toBeGreaterThan(0);
        expect(wait).toBeLessThanOrEqual(1000);
        expect((timer.endsAt - now - wait) % 1000 === 0).toBe(true);
      }),
    );
  });
});

describe('passedMark', () => {
  it('names 5, 2 and 1 minutes and the end, each once as it is passed', () => {
    const said = [];
    let before = 400_000;
    for (let left = 399_000; left > -5000; left -= 1000) {
      const mark = passedMark(before, left);
      if (mark !== null) said.push(mark);
      before = left;
    }
    expect(said).toEqual([5, 2, 1, 0]);
  });

  it('names the nearest to the end where several were slept through', () => {
    expect(passedMark(400_000, 50_000)).toBe(1);
  });

  it('is silent where time was given, and for a timer that began below a mark', () => {
    expect(passedMark(50_000, 350_000)).toBeNull();
    expect(passedMark(180_000, 179_000)).toBeNull();
  });
});

describe('isShownAt', () => {
  it('shows 5 minutes, 1 minute and the end for twenty seconds, and of 2 minutes the colour alone', () => {
    for (const mark of [5, 1, 0] as const) {
      const passed = { mark, left: mark * 60_000 };
      expect(isShownAt(passed, passed.left)).toBe(true);
      expect(isShownAt(passed, passed.left - 19_999)).toBe(true);
      expect(isShownAt(passed, passed.left - 20_000)).toBe(false);
    }
    expect(isShownAt({ mark: 2, left: 120_000 }, 120_000)).toBe(false);
  });

  it('is shown no longer where time was given', () => {
    expect(isShownAt({ mark: 5, left: 299_500 }, 599_500)).toBe(false);
  });
});
