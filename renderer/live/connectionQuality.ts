/** One word for people; `unknown` until there are two measurements. */
export type ConnectionQuality = 'unknown' | 'good' | 'fair' | 'poor';

/** Totals since the transport began; `roundTrip` in seconds. */
export type QualitySample = {
  readonly received: number;
  readonly lost: number;
  readonly roundTrip: number | null;
};

/** Judges what happened between two samples, by loss and round trip. */
export function judgeQuality(before: QualitySample | null, after: QualitySample): ConnectionQuality {
  if (before === null) return 'unknown';
  const lost = Math.max(0, after.lost - before.lost);
  const all = lost + Math.max(0, after.received - before.received);
  const loss = all === 0 ? 0 : lost / all;
  const roundTrip = after.roundTrip ?? 0;
  if (loss > 0.08 || roundTrip > 0.6) return 'poor';
  if (loss > 0.02 || roundTrip > 0.25) return 'fair';
  return 'good';
}

/** Adds up a peer connection's statistics (W3C webrtc-stats). */
export function readSample(report: Iterable<readonly [string, unknown]>): QualitySample {
  let received = 0;
  let lost = 0;
  let roundTrip: number | null = null;
  for (const [, entry] of report) {
    const stat = entry as Readonly<Record<string, unknown>>;
    if (stat.type === 'inbound-rtp') {
      received += Number(stat.packetsReceived ?? 0);
      lost += Number(stat.packetsLost ?? 0);
    }
    if (stat.type === 'candidate-pair' && stat.nominated === true) {
      const seconds = Number(stat.currentRoundTripTime);
      if (Number.isFinite(seconds)) roundTrip = seconds;
    }
  }
  return { received, lost, roundTrip };
}
