import { useMemo } from 'react';
import type { ProgramRows } from '../program/schedule.ts';
import { useAllRows } from './useAllRows.ts';

export type AllRows = { readonly of: (workshopId: string) => ProgramRows };

/** The program of every workshop on this device; `undefined` while loading. */
export function useProgramRows(): AllRows | undefined {
  const sessions = useAllRows('session');
  const stages = useAllRows('stage');
  const deadlines = useAllRows('deadline');
  const recordings = useAllRows('recording');
  const talks = useAllRows('talk');
  return useMemo(() => {
    if (!sessions || !stages || !deadlines || !recordings || !talks) return undefined;
    return {
      of: (workshopId) => {
        const own = (row: { readonly workshopId: string }) => row.workshopId === workshopId;
        return {
          sessions: sessions.filter(own),
          stages: stages.filter(own),
          deadlines: deadlines.filter(own),
          recordings: recordings.filter(own),
          talks: talks.filter(own),
        };
      },
    };
  }, [sessions, stages, deadlines, recordings, talks]);
}
