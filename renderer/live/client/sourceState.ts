import type { DeviceProblem } from './deviceProblem.ts';

/** A microphone, camera or screen of this device. */
export type SourceState =
  | { readonly kind: 'off' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'on'; readonly track: MediaStreamTrack }
  | { readonly kind: 'muted'; readonly track: MediaStreamTrack }
  | { readonly kind: 'failed'; readonly problem: DeviceProblem };

export const off: SourceState = { kind: 'off' };

export function trackOf(state: SourceState): MediaStreamTrack | null {
  return state.kind === 'on' || state.kind === 'muted' ? state.track : null;
}
