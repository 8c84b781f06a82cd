/** Louder than an open microphone in a quiet room, as root mean square of full scale 1. */
const HEARD = 0.012;
const SILENT_MS = 5000;
/** The quietest that the meter shows, in dB of full scale. */
const FLOOR = -55;

/** How long nothing was heard, in ms, and whether anything ever was. */
export type Hearing = { readonly silentFor: number; readonly heard: boolean };
export const nothingHeardYet: Hearing = { silentFor: 0, heard: false };

/** Of full scale 1, over the samples of one look. */
export function loudness(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.sqrt(sum / Math.max(1, samples.length));
}

/** How far a meter goes out, 0 to 1: by ear, so in dB. */
export function meterPart(level: number): number {
  if (level <= 0) return 0;
  return Math.min(1, Math.max(0, 1 - (20 * Math.log10(level)) / FLOOR));
}

/** After `passed` ms with that level. */
export function hear(before: Hearing, level: number, passed: number): Hearing {
  if (level >= HEARD) return { silentFor: 0, heard: true };
  return { ...before, silentFor: before.silentFor + passed };
}

/** Nothing at all in five seconds; who was heard once may be silent. */
export const isDead = ({ silentFor, heard }: Hearing): boolean => !heard && silentFor >= SILENT_MS;
