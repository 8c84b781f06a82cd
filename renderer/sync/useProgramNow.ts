import { useEffect, useState } from 'react';
import { programTime } from './hubClock.ts';
import { useHubClock } from './useHubClock.ts';

/**
 * What the program's clock shows (ms since the epoch), renewed every `everyMs`. It is the clock of
 * the hub in scope, or of the hub named by its fingerprint.
 */
export function useProgramNow(everyMs: number, fingerprint?: string): number {
  const clock = useHubClock(fingerprint);
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return programTime(clock, now);
}
