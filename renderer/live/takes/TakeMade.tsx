import { Film } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { StageRecording } from '#shared/live/stageRecording.ts';
import type { RecordingJob } from '#shared/recordings/upload.ts';
import { Spinner } from '../../design/Spinner.tsx';
import { isTrouble } from '../../recordings/manage/manageItems.ts';
import { TakeFailed } from './TakeFailed.tsx';
import styles from './Takes.module.css';
import { useTakeJob } from './useTakeJob.ts';

type Props = { readonly made: StageRecording['made']; readonly sessionId: string };

/** What becomes of what was recorded: being put together, there, or not; for who runs the stage. */
export function TakeMade({ made, sessionId }: Props) {
  const { t } = useTranslation();
  const job = useTakeJob(sessionId);
  if (made === 'none') return null;
  const isAgain = job?.data.state === 'queued' || job?.data.state === 'running';
  if (made === 'failed' && !isAgain) {
    return <TakeFailed job={job && isTrouble(job.data.state) ? job : null} sessionId={sessionId} />;
  }
  const shown = made === 'done' ? 'done' : 'composing';
  const part = job ? partOf(job.data) : null;
  const words =
    shown === 'composing' && part !== null ? t('takes.composingPart', { part }) : t(`takes.${shown}`);
  const said = shown === 'composing' ? t('takes.composing') : t('takes.doneSaid');
  return (
    <span className={styles.made} data-made={shown} data-testid="take-made" title={said}>
      {shown === 'composing' ? <Spinner label={said} /> : <Film aria-hidden="true" />}
      {words}
    </span>
  );
}

/** How much has been put together, 0 to 100; `null` before it has begun and after that. */
function partOf({ state, step, progress }: RecordingJob): number | null {
  return state === 'running' && step === 'compose' ? Math.floor(progress * 100) : null;
}
