import { useEffect, useState } from 'react';
import { hubTime } from '../../sync/hubClock.ts';
import { useHubClock } from '../../sync/useHubClock.ts';
import { untilNextSecond } from './timerReading.ts';

/**
 * The hub's clock (ms since epoch, rule S9), renewed at each whole second before and after `endsAt`; it is read anew
 * each time, so it does not drift. Stands still where `endsAt` is `null`.
 */
export function useHubSecond(endsAt: number | null): number {
  const clock = useHubClock();
  const [, draw] = useState(0);
  useEffect(() => {
    if (endsAt === null) return undefined;
    let timer: ReturnType<typeof setTimeout>;
    const beat = () => {
      const wait = untilNextSecond(endsAt, hubTime(clock, Date.now()));
      timer = setTimeout(() => {
        draw((count) => count + 1);
        beat();
      }, wait);
    };
    beat();
    return () => clearTimeout(timer);
  }, [clock, endsAt]);
  return hubTime(clock, Date.now());
}
