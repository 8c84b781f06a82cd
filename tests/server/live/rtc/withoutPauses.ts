/**
 * What was told, without each `null` that something came after: a pause of this machine looks like silence. What was
 * told before such a pause and again after it is there once.
 */
export function withoutPauses<T>(told: readonly (T | null)[]): readonly (T | null)[] {
  const kept: (T | null)[] = [];
  for (const one of told) {
    const wasPaused = one !== null && kept.at(-1) === null;
    if (wasPaused) kept.pop();
    if (!wasPaused || kept.at(-1) !== one) kept.push(one);
  }
  return kept;
}
