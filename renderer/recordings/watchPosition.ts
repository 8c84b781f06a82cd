const KEY = 'lectern.watched.';
const NEAR_END = 5;

/** The second to go on at; 0 for what was never begun or was watched to its end. */
export function watchPosition(recordingId: string, duration: number): number {
  const stored = Number(window.localStorage.getItem(KEY + recordingId) ?? 0);
  return Number.isFinite(stored) && stored > 0 && stored < duration - NEAR_END ? stored : 0;
}

export function keepWatchPosition(recordingId: string, second: number): void {
  window.localStorage.setItem(KEY + recordingId, String(Math.floor(second)));
}
