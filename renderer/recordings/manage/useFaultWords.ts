import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { clockText } from '#shared/program/clockText.ts';
import type { RowFault } from './chapterDraft.ts';

/** What is wrong with a chapter, in a sentence. `duration`: of the recording, in seconds. */
export function useFaultWords(duration: number): (fault: RowFault) => string {
  const { t } = useTranslation();
  return useCallback(
    (fault) => t(`manage.chapterWrong.${fault}`, { length: clockText(duration) }),
    [t, duration],
  );
}
