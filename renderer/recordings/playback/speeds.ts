export const SLOWEST = 0.5;
export const FASTEST = 3;
const STEP = 0.25;

export const SPEEDS: readonly number[] = Array.from(
  { length: (FASTEST - SLOWEST) / STEP + 1 },
  (_, i) => SLOWEST + i * STEP,
);

/** The next speed that way; the same at the ends. */
export function nextSpeed(speed: number, way: 1 | -1): number {
  const stepped = (way === 1 ? Math.floor(speed / STEP) : Math.ceil(speed / STEP)) + way;
  return Math.min(FASTEST, Math.max(SLOWEST, stepped * STEP));
}
