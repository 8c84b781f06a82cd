import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IN_STEP, MOST_RATE, type Standing, stepIn } from '#renderer/live/together/stepIn.ts';

const standing = (changed: Partial<Standing>): Standing => ({
  target: 100,
  actual: 100,
  rate: 1,
  ready: true,
  fresh: false,
  lead: 0.5,
  buffered: [],
  ...changed,
});

describe('stepIn', () => {
  it('leaves a difference alone that nobody notices, either way', () => {
    expect(stepIn(standing({ actual: 99.961 }))).toEqual({ rate: 1, seek: null });
    expect(stepIn(standing({ actual: 100.039 }))).toEqual({ rate: 1, seek: null });
  });

  it('is a little faster where it is behind, a little slower where it is ahead, by 6 % at most', () => {
    expect(stepIn(standing({ actual: 99.95 })).rate).toBeCloseTo(1.025);
    expect(stepIn(standing({ actual: 100.05 })).rate).toBeCloseTo(0.975);
    expect(stepIn(standing({ actual: 99.1 }))).toEqual({ rate: 1 + MOST_RATE, seek: null });
    expect(stepIn(standing({ actual: 100.9 }))).toEqual({ rate: 1 - MOST_RATE, seek: null });
  });

  it('ends a correction later than it begins one, so that it does not flutter', () => {
    expect(stepIn(standing({ actual: 99.97, rate: 1.02 })).rate).toBeGreaterThan(1);
    expect(stepIn(standing({ actual: 99.99, rate: 1.02 })).rate).toBe(1);
  });

  it('jumps over more than a second, to where the others will be when it is done', () => {
    expect(stepIn(standing({ actual: 98 }))).toEqual({ rate: 1, seek: 100.5 });
    expect(stepIn(standing({ actual: 102 }))).toEqual({ rate: 1, seek: 100.5 });
  });

  it('jumps less far ahead to what is loaded there, and to the edge of it not', () => {
    const loaded = [{ start: 90, end: 101 }];
    expect(stepIn(standing({ actual: 98, buffered: loaded })).seek).toBeCloseTo(100.2);
    expect(stepIn(standing({ actual: 98, buffered: [{ start: 90, end: 100.1 }] })).seek).toBe(100.5);
  });

  it('waits where a jump has landed ahead of everybody, instead of jumping again', () => {
    expect(stepIn(standing({ actual: 100.4, fresh: true }))).toEqual({ rate: 0, seek: null });
    expect(stepIn(standing({ actual: 103, fresh: true, lead: 4 }))).toEqual({ rate: 0, seek: null });
    expect(stepIn(standing({ actual: 160, fresh: true })).seek).not.toBeNull();
  });

  it('lets who waits for bytes wait, and gives the place up once the others are far away', () => {
    expect(stepIn(standing({ actual: 95, ready: false }))).toEqual({ rate: 1, seek: null });
    expect(stepIn(standing({ actual: 80, ready: false })).seek).toBe(100.5);
    expect(stepIn(standing({ actual: 140, ready: false })).seek).toBe(100.5);
  });
});

type Device = {
  actual: number;
  rate: number;
  fresh: boolean;
  busyUntil: number;
  lead: number;
  seeks: number;
};

/** Looks every 0.4 s (or as soon as it should go on) at a device whose jumps take a while. */
function play(device: Device, seconds: number, seekTakes: () => number): number[] {
  const late: number[] = [];
  let next = 0;
  for (let now = 0; now < seconds; now += 0.01) {
    const target = 100 + now;
    const ready = now >= device.busyUntil;
    if (ready) device.actual += 0.01 * device.rate;
    if (now >= next) {
      if (Math.abs(target - device.actual) < IN_STEP) device.fresh = false;
      const { rate, seek } = stepIn({ ...device, target, ready, buffered: [] });
      device.rate = rate;
      next = now + (rate === 0 ? Math.min(0.4, device.actual - target) : 0.4);
      if (seek !== null) {
        const takes = seekTakes();
        Object.assign(device, { actual: seek, fresh: true, busyUntil: now + takes, lead: takes * 1.2 });
        device.seeks += 1;
      }
    }
    late.push(Math.abs(target - device.actual));
  }
  return late;
}

describe('somebody who follows stepIn', () => {
  it('is within 0.2 s of everybody from wherever it begins, and stays there', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -300, max: 300, noNaN: true }),
        fc.array(fc.double({ min: 0.02, max: 3, noNaN: true }), { minLength: 1, maxLength: 5 }),
        (off, times) => {
          let jump = 0;
          const device = { actual: 100 - off, rate: 1, fresh: false, busyUntil: 0, lead: 0.35, seeks: 0 };
          const late = play(device, 60, () => times[Math.min(jump++, times.length - 1)] ?? 1);
          expect(Math.max(...late.slice(-2000))).toBeLessThan(0.2);
          expect(device.seeks).toBeLessThan(8);
        },
      ),
    );
  });

  it('jumps no more than twice where jumps take long, having learnt from the first', () => {
    const device = { actual: 0, rate: 1, fresh: true, busyUntil: 0, lead: 0.35, seeks: 0 };
    const late = play(device, 40, () => 3);
    expect(device.seeks).toBeLessThanOrEqual(2);
    expect(late.at(-1)).toBeLessThan(0.05);
  });
});
