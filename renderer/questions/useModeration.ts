import { useMemo } from 'react';
import { boardsByChair } from '#shared/questions/boardsByChair.ts';
import { type Moderation, moderatesEvery } from '#shared/questions/moderatesQuestion.ts';
import { useRows } from '../sync/useRows.ts';
import { useWorkshop } from '../sync/WorkshopScope.tsx';

/** Which questions of the workshop in scope its reader moderates (rule Q6); `undefined` while that is being read. */
export function useModeration(): Moderation | undefined {
  const { role, personId } = useWorkshop().membership;
  const sessions = useRows('session');
  const talks = useRows('talk');
  return useMemo(() => {
    if (moderatesEvery({ role }) || personId === null) return { role, boards: [] };
    if (!sessions || !talks) return undefined;
    return { role, boards: boardsByChair(sessions, talks).get(personId) ?? [] };
  }, [role, personId, sessions, talks]);
}
