import { describe, expect, it } from 'vitest';
import {
  judgeLink,
  type LinkSample,
  readDown,
  readUp,
  worseOf,
} from '#renderer/live/client/connectionQuality.ts';

const sample = (changed: Partial<LinkSample>): LinkSample => ({
  packets: 0,
  lost: 0,
  roundTrip: 0.03,
  jitter: 0.01,
  played: 0,
  concealed: 0,
  ...changed,
});

describe('judgeLink', () => {
  const judge = (before: Partial<LinkSample>, after: Partial<LinkSample>) =>
    judgeLink(sample(before), sample(after));

  it('judges only what happened since the last sample', () => {
    expect(judgeLink(null, sample({ packets: 1000, lost: 500 }))).toBe('unknown');
    expect(judge({ packets: 1000, lost: 500 }, { packets: 2000, lost: 500 })).toBe('good');
    expect(judge({ packets: 1000 }, { packets: 1950, lost: 50 })).toBe('fair');
    expect(judge({ packets: 1000 }, { packets: 1800, lost: 200 })).toBe('poor');
  });

  it('counts a long way, an uneven one and sound that was made up as well', () => {
    expect(judge({}, { packets: 100, roundTrip: 0.4 })).toBe('fair');
    expect(judge({}, { packets: 100, roundTrip: 0.9 })).toBe('poor');
    expect(judge({}, { packets: 100, jitter: 0.2 })).toBe('poor');
    expect(judge({}, { packets: 100, played: 48_000, concealed: 2_000 })).toBe('fair');
    expect(judge({}, { packets: 100, played: 48_000, concealed: 9_000 })).toBe('poor');
  });

  it('takes silence for no trouble, and a transport made anew for a new beginning', () => {
    expect(judge({ packets: 500 }, { packets: 500 })).toBe('good');
    expect(judge({ packets: 500 }, { packets: 3 })).toBe('unknown');
  });

  it('names the worse of two', () => {
    expect(worseOf('good', 'poor')).toBe('poor');
    expect(worseOf('fair', 'unknown')).toBe('fair');
  });
});

describe('statistics', () => {
  const pair = ['d', { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.02 }] as const;

  it('adds up what arrives, without the silence that Opus leaves out', () => {
    const sound = { kind: 'audio', jitter: 0.03, totalSamplesReceived: 900 };
    const concealed = { concealedSamples: 100, silentConcealedSamples: 80 };
    const report = [
      ['a', { type: 'inbound-rtp', packetsReceived: 10, packetsLost: 1, ...sound, ...concealed }],
      ['b', { type: 'inbound-rtp', kind: 'video', packetsReceived: 5, packetsLost: 2, jitter: 0.5 }],
      ['c', { type: 'candidate-pair', nominated: false, currentRoundTripTime: 9 }],
      pair,
    ] as const;
    const read = { packets: 15, lost: 3, roundTrip: 0.02, jitter: 0.03, played: 900, concealed: 20 };
    expect(readDown(report)).toEqual(read);
  });

  it('adds up what the hub reports of what is sent', () => {
    const report = [
      ['a', { type: 'outbound-rtp', packetsSent: 100 }],
      ['b', { type: 'remote-inbound-rtp', kind: 'audio', packetsLost: 4, jitter: 0.01 }],
      ['c', { type: 'remote-inbound-rtp', kind: 'video', packetsLost: -1 }],
      pair,
    ] as const;
    const read = { packets: 100, lost: 4, roundTrip: 0.02, jitter: 0.01, played: 0, concealed: 0 };
    expect(readUp(report)).toEqual(read);
  });

  it('takes what is not a number for nothing', () => {
    expect(readDown([['a', { type: 'inbound-rtp', packetsReceived: Number.NaN, packetsLost: '7' }]])).toEqual(
      {
        ...sample({ roundTrip: null, jitter: null }),
      },
    );
  });
});
