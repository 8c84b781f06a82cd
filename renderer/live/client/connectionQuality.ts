/** One word for people; `unknown` until there are two measurements. */
export type ConnectionQuality = 'unknown' | 'good' | 'fair' | 'poor';

/** Totals of one direction since its transport began; times in seconds, `null` where not measured. */
export type LinkSample = {
  readonly packets: number;
  readonly lost: number;
  readonly roundTrip: number | null;
  readonly jitter: number | null;
  /** Samples of sound that were played, and those of them that had to be made up for lost ones. */
  readonly played: number;
  readonly concealed: number;
};

/** What somebody hears or sees as a hiccup, and as trouble. Shares of 1, seconds. */
const limits = {
  loss: { fair: 0.02, poor: 0.08 },
  concealed: { fair: 0.02, poor: 0.08 },
  roundTrip: { fair: 0.25, poor: 0.6 },
  jitter: { fair: 0.05, poor: 0.12 },
} as const;

const share = (part: number, of: number) => (of <= 0 ? 0 : Math.max(0, part) / of);

/** Judges what happened between two samples, by what is worst: loss, made up sound, round trip or jitter. */
export function judgeLink(before: LinkSample | null, after: LinkSample): ConnectionQuality {
  if (before === null || after.packets < before.packets) return 'unknown';
  const lost = Math.max(0, after.lost - before.lost);
  const measured = {
    loss: share(lost, lost + after.packets - before.packets),
    concealed: share(after.concealed - before.concealed, after.played - before.played),
    roundTrip: after.roundTrip ?? 0,
    jitter: after.jitter ?? 0,
  };
  const worse = (than: 'fair' | 'poor') =>
    Object.entries(measured).some(([name, value]) => value > limits[name as keyof typeof limits][than]);
  if (worse('poor')) return 'poor';
  return worse('fair') ? 'fair' : 'good';
}

const order: readonly ConnectionQuality[] = ['unknown', 'good', 'fair', 'poor'];

export function worseOf(a: ConnectionQuality, b: ConnectionQuality): ConnectionQuality {
  return order.indexOf(a) > order.indexOf(b) ? a : b;
}

type Stat = Readonly<Record<string, unknown>>;
type Stats = Iterable<readonly [string, unknown]>;

type Sum = { -readonly [Name in keyof LinkSample]: LinkSample[Name] };

const nothing = (): Sum => ({
  packets: 0,
  lost: 0,
  roundTrip: null,
  jitter: null,
  played: 0,
  concealed: 0,
});

/** Adds up a receiving peer connection's statistics (W3C webrtc-stats). */
export function readDown(report: Stats): LinkSample {
  const sum = nothing();
  for (const [, entry] of report) {
    const stat = entry as Stat;
    if (isNominated(stat)) sum.roundTrip = larger(null, stat.currentRoundTripTime);
    if (stat.type !== 'inbound-rtp') continue;
    sum.packets += count(stat.packetsReceived);
    sum.lost += count(stat.packetsLost);
    if (stat.kind === 'audio') sum.jitter = larger(sum.jitter, stat.jitter);
    sum.played += count(stat.totalSamplesReceived);
    // Silence that Opus leaves out on purpose is made up too, and no loss.
    sum.concealed += count(stat.concealedSamples) - count(stat.silentConcealedSamples);
  }
  return sum;
}

/** Adds up what the hub reports of a sending peer connection. */
export function readUp(report: Stats): LinkSample {
  const sum = nothing();
  for (const [, entry] of report) {
    const stat = entry as Stat;
    if (isNominated(stat)) sum.roundTrip = larger(null, stat.currentRoundTripTime);
    if (stat.type === 'outbound-rtp') sum.packets += count(stat.packetsSent);
    if (stat.type !== 'remote-inbound-rtp') continue;
    sum.lost += Math.max(0, count(stat.packetsLost));
    if (stat.kind === 'audio') sum.jitter = larger(sum.jitter, stat.jitter);
  }
  return sum;
}

const isNominated = (stat: Stat) => stat.type === 'candidate-pair' && stat.nominated === true;

function count(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

function larger(known: number | null, value: unknown): number | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return known;
  return known === null ? value : Math.max(known, value);
}
