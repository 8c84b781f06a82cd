import { X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/Button.tsx';
import { ConfirmDialog } from '../../design/ConfirmDialog.tsx';
import { IconButton } from '../../design/IconButton.tsx';
import { useRefusal } from '../../i18n/useRefusal.ts';
import { isTrouble, type Job } from './manageItems.ts';
import { useJobWords } from './useJobWords.ts';
import { useSendOrSay } from './useManage.ts';
import { WorkLine } from './WorkLine.tsx';
import styles from './Works.module.css';

type Props = { readonly job: Job; readonly onAgain: () => void };

/** What the hub does with a file, or why it could not. */
export function JobLine({ job, onAgain }: Props) {
  const { t } = useTranslation();
  const sentence = useRefusal();
  const jobWords = useJobWords();
  const send = useSendOrSay();
  const [asking, setAsking] = useState(false);
  const { state, target, reason, detail, step, progress } = job.data;
  const bad = isTrouble(state);
  const drop = () => send('recording.dropJob', { jobId: job.id });
  const known = state === 'running' && step !== null && progress > 0;
  return (
    <WorkLine
      name={target.fileName}
      label={t('manage.job.label', { file: target.fileName })}
      value={known ? progress : null}
      words={bad ? sentence(reason ?? 'hub-error') : jobWords(job.data)}
      bad={bad}
      acts={
        bad ? null : (
          <IconButton
            small
            variant="quiet"
            icon={<X aria-hidden />}
            label={t('manage.job.stop')}
            onPress={() => setAsking(true)}
          />
        )
      }
      next={
        bad ? (
          <>
            {state === 'failed' ? (
              <Button small onPress={() => send('recording.retryJob', { jobId: job.id })}>
                {t('manage.job.retry')}
              </Button>
            ) : (
              <Button
                small
                onPress={() => {
                  void drop();
                  onAgain();
                }}
              >
                {t('manage.upload.again')}
              </Button>
            )}
            <Button small variant="quiet" onPress={drop}>
              {t('manage.job.dismiss')}
            </Button>
          </>
        ) : null
      }
    >
      {bad && detail ? <p className={styles.detail}>{t('manage.job.detail', { detail })}</p> : null}
      <ConfirmDialog
        danger
        isOpen={asking}
        title={t('manage.job.stopTitle')}
        text={t('manage.job.stopText', { file: target.fileName })}
        act={t('manage.job.stop')}
        onConfirm={drop}
        onClose={() => setAsking(false)}
      />
    </WorkLine>
  );
}
