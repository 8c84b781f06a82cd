/** How loud a producer was on average, in dBov (0 is the loudest). */
export type Loudness = { readonly producerId: string; readonly volume: number };

/** By how much somebody else must be louder to be taken for the one who speaks, in dB. */
const MARGIN = 6;

/** Who is heard after an interval: whoever spoke before, unless silent or clearly drowned by another. */
export function nextSpeaker(current: string | null, heard: readonly Loudness[]): string | null {
  const loudest = heard.reduce<Loudness | null>(
    (best, one) => (best === null || one.volume > best.volume ? one : best),
    null,
  );
  const before = heard.find((one) => one.producerId === current);
  if (before && loudest && loudest.volume - before.volume < MARGIN) return before.producerId;
  return loudest?.producerId ?? null;
}
