import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { assertNever } from '#shared/assertNever.ts';
import type { RecordingJob } from '#shared/recordings/upload.ts';

/** What the hub does with an upload, in words: `The hub converts the video, 43 %`. */
export function useJobWords(): (job: RecordingJob) => string {
  const { t } = useTranslation();
  return useCallback(
    ({ state, step, progress }) => {
      switch (state) {
        case 'queued':
          return t('manage.job.queued');
        case 'running': {
          if (step === null) return t('manage.job.starting');
          const words = t(`manage.job.${step}`);
          const percent = Math.floor(progress * 100);
          return percent === 0 ? words : t('manage.job.percent', { words, percent });
        }
        case 'done':
          return t('manage.saved');
        case 'refused':
        case 'failed':
          return t(`manage.job.${state}`);
        default:
          return assertNever(state);
      }
    },
    [t],
  );
}
