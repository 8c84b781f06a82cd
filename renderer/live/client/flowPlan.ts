import type { MediaSource } from '#shared/live/stage.ts';
import type { Saving, ShownSize } from './received.ts';
import type { Relief } from './relief.ts';

/** The largest layers that are of use; counted from 0, the smallest. */
export type Layers = { readonly spatial: number; readonly temporal: number };

/** What is to flow of one producer. `layers`: `null` where there is only one. */
export type Flow = {
  readonly flows: boolean;
  readonly layers: Layers | null;
  /** Not received even where it is in sight: to save data, or so that sound gets through. */
  readonly withheld: boolean;
};

export type Flowing = { readonly accountId: string; readonly source: MediaSource };

export type FlowInput = {
  /** `undefined`: nobody has said whether it is shown; it flows, so that the first frame does not wait. */
  readonly shown: ShownSize | undefined;
  /** Nobody can see this window: it is hidden or minimised. */
  readonly hidden: boolean;
  readonly saving: Saving;
  readonly relief: Relief;
  /** Heard now or last. */
  readonly isSpeaker: boolean;
};

export const paused: Flow = { flows: false, layers: null, withheld: false };
const TEMPORAL = 2;

/** Design rule L4. Sound is never paused: not by hiding, not by saving, not by a poor link. */
export function planFlow({ source }: Pick<Flowing, 'source'>, input: FlowInput): Flow {
  const whole: Flow = { flows: true, layers: null, withheld: false };
  if (source === 'microphone' || source === 'screen-sound') return whole;
  if (isWithheld(source, input)) return { ...paused, withheld: true };
  if (input.hidden || input.shown === null) return paused;
  if (source === 'screen') return whole;
  const small = input.saving === 'data' || input.relief === 'small-cameras';
  return { ...whole, layers: { spatial: small ? 0 : spatialFor(input.shown), temporal: TEMPORAL } };
}

function isWithheld(source: 'camera' | 'screen', { saving, relief, isSpeaker }: FlowInput): boolean {
  if (saving === 'audio-only' || relief === 'sound-only') return true;
  return source === 'camera' && (relief === 'no-cameras' || (saving === 'data' && !isSpeaker));
}

/**
 * Cameras send 320, 640 and 1280 pixels across. A layer is good for a tile up to an eighth wider than itself:
 * nobody sees the difference, and the next one costs three times as much.
 */
function spatialFor(shown: ShownSize | undefined): number {
  if (!shown) return TEMPORAL;
  const side = Math.max(shown.width, (shown.height * 16) / 9);
  if (side <= 360) return 0;
  return side <= 720 ? 1 : 2;
}
