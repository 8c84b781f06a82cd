/** An interval of the hub's clock, in ms since epoch. */
export type Stretch = { readonly from: number; readonly to: number };
/** `frame`: where it begins in the recording. */
export type AiredStretch = Stretch & { readonly frame: number; readonly frames: number };

/** Pictures a second of what is made. */
export const FRAME_RATE = 25;
/** A silence in which nobody sent anything is left out where it is longer, in ms. */
export const LONGEST_SILENCE = 8_000;

/** Frames in so many ms. */
export function framesIn(ms: number): number {
  return Math.round((ms * FRAME_RATE) / 1000);
}

/**
 * What of the hub's time becomes the recording: all in which something was sent or played. A gap is kept where it
 * is short, and left out where it is long (nobody was there, the hub was not running, the recording was stopped).
 */
export function airtime(sent: readonly Stretch[]): readonly AiredStretch[] {
  const merged: { from: number; to: number }[] = [];
  for (const { from, to } of sent.filter((one) => one.to > one.from).toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && from - last.to <= LONGEST_SILENCE) last.to = Math.max(last.to, to);
    else merged.push({ from, to });
  }
  let frame = 0;
  return merged.flatMap((stretch) => {
    const frames = framesIn(stretch.to - stretch.from);
    if (frames === 0) return [];
    const aired = { ...stretch, frame, frames };
    frame += frames;
    return [aired];
  });
}

/** Where an instant is in the recording, in frames; one that was left out is where it would go on. */
export function frameAt(stretches: readonly AiredStretch[], at: number): number {
  const last = stretches.findLast((stretch) => stretch.from <= at);
  if (!last) return 0;
  return last.frame + Math.min(last.frames, framesIn(at - last.from));
}
