import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IN_STEP, MOST_RATE, START, type Standing, stepIn } from '#renderer/live/together/stepIn.ts';

const standing = (changed: Partial<Standing>): Standing => ({
  target: 100,
  actual: 100,
  rate: 1,
  ready: true,
  tries: 0,
  leads: { loaded: 0.2, far: 0.5 },
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
    expect(stepIn(standing({ actual: 99.6 }))).toEqual({ rate: 1 + MOST_RATE, seek: null });
    expect(stepIn(standing({ actual: 100.4 }))).toEqual({ rate: 1 - MOST_RATE, seek: null });
  });

  it('ends a correction later than it begins one, so that it does not flutter', () => {
    expect(stepIn(standing({ actual: 99.97, rate: 1.02 })).rate).toBeGreaterThan(1);
    expect(stepIn(standing({ actual: 99.99, rate: 1.02 })).rate).toBe(1);
  });

  it('jumps over more than half a second, to where the others will be when it is done', () => {
    expect(stepIn(standing({ actual: 99.4 }))).toEqual({ rate: 1, seek: 100.5 });
    expect(stepIn(standing({ actual: 100.6 }))).toEqual({ rate: 1, seek: 100.5 });
  });

  it('jumps less far ahead to what is loaded there, and to the edge of it not', () => {
    const loaded = [{ start: 90, end: 101 }];
    expect(stepIn(standing({ actual: 98, buffered: loaded })).seek).toBeCloseTo(100.2);
    expect(stepIn(standing({ actual: 98, buffered: [{ start: 90, end: 100.1 }] })).seek).toBe(100.5);
  });

  it('waits where a jump has landed ahead of everybody, instead of jumping again', () => {
    expect(stepIn(standing({ actual: 100.4, tries: 2 }))).toEqual({ rate: 0, seek: null });
    expect(stepIn(standing({ actual: 103, tries: 2, leads: { loaded: 0.2, far: 4 } }))).toEqual({
      rate: 0,
      seek: null,
    });
    expect(stepIn(standing({ actual: 160, tries: 2 })).seek).not.toBeNull();
  });

  it('mends a late beginning by a jump, where that is a short one, and not for ever', () => {
    const late = { actual: 99.8, buffered: [{ start: 90, end: 110 }] };
    expect(stepIn(standing({ ...late, tries: 1 })).seek).toBeCloseTo(100.2);
    expect(stepIn(standing({ ...late, tries: 2 })).seek).toBeCloseTo(100.2);
    expect(stepIn(standing({ ...late, tries: 3 }))).toEqual({ rate: 1 + MOST_RATE, seek: null });
    expect(stepIn(standing({ ...late, tries: 0 }))).toEqual({ rate: 1 + MOST_RATE, seek: null });
    expect(stepIn(standing({ ...late, tries: 1, buffered: [] })).seek).toBeNull();
  });

  it('goes on a moment before the others are here, as a picture that stood takes that long to move', () => {
    expect(stepIn(standing({ actual: 100 + START + 0.01, tries: 2 })).rate).toBe(0);
    expect(stepIn(standing({ actual: 100 + START - 0.01, tries: 2 })).rate).toBeGreaterThan(0.9);
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
  tries: number;
  busyUntil: number;
  leads: { loaded: number; far: number };
  seeks: number;
};

const deviceAt = (actual: number): Device => ({
  actual,
  rate: 1,
  tries: 1,
  busyUntil: 0,
  leads: { loaded: 0.2, far: 0.35 },
  seeks: 0,
});

type World = { readonly seconds: number; readonly seekTakes: () => number; readonly isLoaded: boolean };

/** Looks every 0.4 s (or as soon as it should go on) at a device whose jumps take a while; by how much it is off. */
function play(device: Device, { seconds, seekTakes, isLoaded }: World): number[] {
  const late: number[] = [];
  const buffered = isLoaded ? [{ start: 0, end: 1000 }] : [];
  let next = 0;
  for (let now = 0; now < seconds; now += 0.01) {
    const target = 400 + now;
    const ready = now >= device.busyUntil;
    if (ready) device.actual += 0.01 * device.rate;
    if (now >= next) {
      if (ready && Math.abs(target - device.actual) < IN_STEP) device.tries = 0;
      const { rate, seek } = stepIn({ ...device, target, ready, buffered });
      device.rate = rate;
      next = now + (rate === 0 ? Math.min(0.4, device.actual - target - START) : 0.4);
      if (seek !== null) {
        const takes = seekTakes();
        Object.assign(device, { actual: seek, tries: device.tries + 1, busyUntil: now + takes });
        device.leads = { ...device.leads, [isLoaded ? 'loaded' : 'far']: takes * 1.2 };
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
        fc.boolean(),
        (off, times, isLoaded) => {
          let jump = 0;
          const device = deviceAt(400 - off);
          const seekTakes = () => times[Math.min(jump++, times.length - 1)] ?? 1;
          const late = play(device, { seconds: 60, seekTakes, isLoaded });
          expect(Math.max(...late.slice(-2000))).toBeLessThan(0.2);
          expect(device.seeks).toBeLessThan(8);
        },
      ),
    );
  });

  it('jumps no more than twice where jumps take long, having learnt from the first', () => {
    const device = deviceAt(300);
    const late = play(device, { seconds: 40, seekTakes: () => 3, isLoaded: false });
    expect(device.seeks).toBeLessThanOrEqual(2);
    expect(late.at(-1)).toBeLessThan(0.05);
  });

  it('is in step within a second where it began late and has what comes', () => {
    const device = deviceAt(399.6);
    const late = play(device, { seconds: 5, seekTakes: () => 0.15, isLoaded: true });
    expect(Math.max(...late.slice(100))).toBeLessThan(0.06);
    expect(device.seeks).toBe(1);
  });
});
