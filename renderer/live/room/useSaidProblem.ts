import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from '../../design/Toast.tsx';

type Problem = 'stageRoom.window.failed' | 'stageRoom.window.pipFailed' | 'stageRoom.window.pipNone';

/** Says a problem of this window that has no more to it than its sentence. */
export function useSaidProblem(): (problem: Problem) => void {
  const { t } = useTranslation();
  return useCallback((problem) => toast({ tone: 'bad', text: t(problem) }), [t]);
}
