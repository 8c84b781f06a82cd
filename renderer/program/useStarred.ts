import { useMemo } from 'react';
import { useAgenda } from '../sync/useAgenda.ts';

/** The ids of the talks of the workshop in scope that are in the agenda. */
export function useStarred(): ReadonlySet<string> {
  const entries = useAgenda();
  return useMemo(() => new Set(entries?.map(({ talkId }) => talkId)), [entries]);
}
