import { useMemo } from 'react';
import type { ProgramRows } from '../program/schedule.ts';
import { useAllRows } from './useAllRows.ts';
import { useTalkCounts } from './useTalkCounts.ts';

export type AllRows = { readonly of: (workshopId: string) => ProgramRows };

const workshopOf = (row: { readonly workshopId: string }) => row.workshopId;

/** The program of every workshop on this device; `undefined` while loading. */
export function useProgramRows(): AllRows | undefined {
  const sessions = useAllRows('session');
  const stages = useAllRows('stage');
  const deadlines = useAllRows('deadline');
  const recordings = useAllRows('recording');
  const talks = useTalkCounts();
  return useMemo(() => {
    if (!sessions || !stages || !deadlines || !recordings || !talks) return undefined;
    const by = {
      sessions: Map.groupBy(sessions, workshopOf),
      stages: Map.groupBy(stages, workshopOf),
      deadlines: Map.groupBy(deadlines, workshopOf),
      recordings: Map.groupBy(recordings, workshopOf),
    };
    return {
      of: (workshopId) => ({
        sessions: by.sessions.get(workshopId) ?? [],
        stages: by.stages.get(workshopId) ?? [],
        deadlines: by.deadlines.get(workshopId) ?? [],
        recordings: by.recordings.get(workshopId) ?? [],
        talks: { length: talks.get(workshopId) ?? 0 },
      }),
    };
  }, [sessions, stages, deadlines, recordings, talks]);
}
