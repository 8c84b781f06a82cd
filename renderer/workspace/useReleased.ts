import { useMemo } from 'react';
import { useAllRows } from './useAllRows.ts';

/** How many recordings of each workshop are open to this reader, by workshop id. */
export function useReleased(): ReadonlyMap<string, number> {
  const contents = useAllRows('recordingContents');
  return useMemo(() => {
    const counts = new Map<string, number>();
    for (const { workshopId, data } of contents ?? []) {
      if (data.released) counts.set(workshopId, (counts.get(workshopId) ?? 0) + 1);
    }
    return counts;
  }, [contents]);
}
