import type { Span } from '../../recordings/seek/barParts.ts';

/** Nobody sees or hears so small a difference, in seconds. */
export const IN_STEP = 0.04;
/** A correction goes on until the difference is this small. */
const FINE = 0.015;
/** What is further away than this is jumped to. */
export const JUMP = 1;
/** The most by which playing is made faster or slower; the pitch is kept. */
export const MOST_RATE = 0.06;
/** A correction takes about so many seconds. */
const EASE = 2;
/** Who waits for bytes keeps waiting for them until everybody else is so far ahead. */
const GIVE_UP = 10;
/** How long a jump takes to what is loaded already. */
const SHORT_LEAD = 0.2;
/** What has to be loaded from there on for a jump to be a short one. */
const LOADED = 0.5;

export type Standing = {
  /** Where everybody should be, and where this device is, in seconds. */
  readonly target: number;
  readonly actual: number;
  /** How it plays now. */
  readonly rate: number;
  /** Plays as soon as it may: there are bytes. */
  readonly ready: boolean;
  /** Has jumped or begun, and was not in step since. */
  readonly fresh: boolean;
  /** How long a jump to what is not loaded takes, in seconds, as it was seen before. */
  readonly lead: number;
  /** What is loaded. */
  readonly buffered: readonly Span[];
};

/** `rate`: 1 is as recorded, 0 stands still until the others are here. `seek`: the second to jump to. */
export type Step = { readonly rate: number; readonly seek: number | null };

/**
 * What brings one device into step with everybody (to 0.2 s): a small difference is left alone, one of up to a second
 * is made good by playing a little faster or slower, a larger one by a jump to where the others will be when it is done.
 */
export function stepIn({ target, actual, rate, ready, fresh, lead, buffered }: Standing): Step {
  const behind = target - actual;
  const jump = (): Step => ({ rate: 1, seek: target + leadTo(target, lead, buffered) });
  if (!ready) return behind > GIVE_UP || behind < -JUMP - lead ? jump() : { rate: 1, seek: null };
  // A jump lands a little ahead of everybody, and waits for them there.
  if (fresh && behind < -FINE && behind >= -JUMP - lead) return { rate: 0, seek: null };
  if (Math.abs(behind) > JUMP) return jump();
  const isCorrecting = rate !== 1;
  if (Math.abs(behind) < (isCorrecting ? FINE : IN_STEP)) return { rate: 1, seek: null };
  const change = Math.min(MOST_RATE, Math.max(-MOST_RATE, behind / EASE));
  return { rate: 1 + change, seek: null };
}

function leadTo(target: number, lead: number, buffered: readonly Span[]): number {
  const isLoaded = buffered.some(({ start, end }) => start <= target && target + LOADED <= end);
  return isLoaded ? Math.min(SHORT_LEAD, lead) : lead;
}
