import { describe, expect, it } from 'vitest';
import { judgeQuality, readSample } from '#renderer/live/connectionQuality.ts';

const sample = (received: number, lost: number, roundTrip: number | null = 0.03) => ({
  received,
  lost,
  roundTrip,
});

describe('judgeQuality', () => {
  it('judges only what happened since the last sample', () => {
    expect(judgeQuality(null, sample(1000, 500))).toBe('unknown');
    expect(judgeQuality(sample(1000, 500), sample(2000, 500))).toBe('good');
    expect(judgeQuality(sample(1000, 0), sample(1950, 50))).toBe('fair');
    expect(judgeQuality(sample(1000, 0), sample(1800, 200))).toBe('poor');
  });

  it('counts a long way to the hub as well', () => {
    expect(judgeQuality(sample(0, 0), sample(100, 0, 0.4))).toBe('fair');
    expect(judgeQuality(sample(0, 0), sample(100, 0, 0.9))).toBe('poor');
  });
});

describe('readSample', () => {
  it('adds up inbound streams and takes the round trip of the nominated pair', () => {
    const report = [
      ['a', { type: 'inbound-rtp', packetsReceived: 10, packetsLost: 1 }],
      ['b', { type: 'inbound-rtp', packetsReceived: 5, packetsLost: 2 }],
      ['c', { type: 'candidate-pair', nominated: false, currentRoundTripTime: 9 }],
      ['d', { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.02 }],
    ] as const;
    expect(readSample(report)).toEqual({ received: 15, lost: 3, roundTrip: 0.02 });
  });
});
