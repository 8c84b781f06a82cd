import type { SocketRequest } from '#shared/contracts/socket.ts';

export type LoopOver = SocketRequest<'loop.open'>['over'];

/** What came back of what was sent to oneself. Rates in bits per second, `answers` in ms, `lost` from 0 to 1. */
export type LoopOutcome =
  | { readonly through: false }
  | {
      readonly through: true;
      readonly up: number;
      readonly down: number;
      /** `null` where nothing was measured. */
      readonly answers: number | null;
      readonly lost: number;
    };

/** `carries`: sound and a good picture, a small picture, or sound alone. */
export type NetworkVerdict =
  | { readonly kind: 'blocked' }
  | {
      readonly kind: 'through';
      readonly over: LoopOver;
      readonly carries: 'all' | 'small' | 'sound';
      readonly up: number;
      readonly down: number;
      readonly answers: number | null;
      readonly isLossy: boolean;
    };

/** A good picture with its sound, and a small one, in bits per second. */
const GOOD_PICTURE = 1_000_000;
const SMALL_PICTURE = 250_000;
/** From here on a loss is heard. */
const LOSSY = 0.03;

/** What a stage would be like over this network: over UDP where that gets through, else over TCP. */
export function judgeNetwork(outcomes: Readonly<Record<LoopOver, LoopOutcome>>): NetworkVerdict {
  const over = outcomes.udp.through ? 'udp' : 'tcp';
  const outcome = outcomes[over];
  if (!outcome.through) return { kind: 'blocked' };
  const { up, down, answers, lost } = outcome;
  const least = Math.min(up, down);
  const carries = least >= GOOD_PICTURE ? 'all' : least >= SMALL_PICTURE ? 'small' : 'sound';
  return { kind: 'through', over, carries, up, down, answers, isLossy: lost >= LOSSY };
}

/** What a transport's statistics tell at one moment; `at` in ms. */
export type LoopSample = {
  readonly at: number;
  readonly sent: number;
  readonly received: number;
  readonly packets: number;
  readonly lost: number;
  readonly answers: number | null;
};

/** What was measured between two moments; nothing got through where not a byte came back. */
export function outcomeOf(first: LoopSample, last: LoopSample): LoopOutcome {
  const seconds = (last.at - first.at) / 1000;
  if (last.received === 0 || seconds <= 0) return { through: false };
  const lost = Math.max(0, last.lost - first.lost);
  const all = Math.max(1, last.packets - first.packets + lost);
  return {
    through: true,
    up: ((last.sent - first.sent) * 8) / seconds,
    down: ((last.received - first.received) * 8) / seconds,
    answers: last.answers,
    lost: lost / all,
  };
}
