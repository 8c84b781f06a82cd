import type { Span } from '../../recordings/seek/barParts.ts';

/** Nobody sees or hears so small a difference, in seconds. */
export const IN_STEP = 0.04;
/** A correction goes on until the difference is this small. */
const FINE = 0.015;
/** What is further away than this is jumped to. */
export const JUMP = 0.5;
/** The same where it has only begun: nobody is listening yet. */
const JUMP_AT_FIRST = 0.1;
/** So often one beginning may be mended by a jump; then its speed does it. */
const MOST_TRIES = 3;
/** The most by which playing is made faster or slower; the pitch is kept. */
export const MOST_RATE = 0.06;
/** A correction takes about so many seconds. */
const EASE = 2;
/** Who waits for bytes keeps waiting for them until everybody else is so far ahead. */
const GIVE_UP = 10;
/** Who stood still is heard and moves again only so many seconds after it is told to. */
export const START = 0.05;
/** What has to be loaded from there on for a jump to be a short one. */
const LOADED = 0.5;

/** How long a jump takes, in seconds, as it was seen before: to what is loaded, and to what is not. */
export type Leads = { readonly loaded: number; readonly far: number };

export type Standing = {
  /** Where everybody should be, and where this device is, in seconds. */
  readonly target: number;
  readonly actual: number;
  /** How it plays now. */
  readonly rate: number;
  /** Plays as soon as it may: there are bytes. */
  readonly ready: boolean;
  /** How often it has jumped or begun since it was in step. */
  readonly tries: number;
  readonly leads: Leads;
  /** What is loaded. */
  readonly buffered: readonly Span[];
};

/** `rate`: 1 is as recorded, 0 stands still until the others are here. `seek`: the second to jump to. */
export type Step = { readonly rate: number; readonly seek: number | null };

/**
 * What brings one device into step with everybody (to 0.2 s): a small difference is left alone, one of up to half a
 * second is made good by playing a little faster or slower, a larger one by a jump to where the others will be when it is done.
 */
export function stepIn({ target, actual, rate, ready, tries, leads, buffered }: Standing): Step {
  const behind = target - actual;
  const isLoaded = isLoadedAt(target, buffered);
  const lead = isLoaded ? Math.min(leads.loaded, leads.far) : leads.far;
  const jump = (): Step => ({ rate: 1, seek: target + lead });
  if (!ready) return behind > GIVE_UP || behind < -JUMP - leads.far ? jump() : { rate: 1, seek: null };
  // A jump lands a little ahead of everybody, and waits for them there.
  const isNew = tries > 0;
  if (isNew && behind < -START && behind >= -JUMP - leads.far) return { rate: 0, seek: null };
  if (Math.abs(behind) > JUMP) return jump();
  if (isNew && isLoaded && behind > JUMP_AT_FIRST && tries < MOST_TRIES) return jump();
  const isCorrecting = rate !== 1;
  if (Math.abs(behind) < (isCorrecting ? FINE : IN_STEP)) return { rate: 1, seek: null };
  const change = Math.min(MOST_RATE, Math.max(-MOST_RATE, behind / EASE));
  return { rate: 1 + change, seek: null };
}

/** Whether a jump to about there is a short one. */
export function isLoadedAt(second: number, buffered: readonly Span[]): boolean {
  return buffered.some(({ start, end }) => start <= second && second + LOADED <= end);
}
