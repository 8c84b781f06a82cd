import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RefusalReason } from '#shared/contracts/refusals.ts';
import { may } from '#shared/people/permissions.ts';
import type { Row } from '#shared/sync/rows.ts';
import { Button } from '../../design/Button.tsx';
import { Popup } from '../../design/Menu.tsx';
import { useRefusal } from '../../i18n/useRefusal.ts';
import { useSendOrSay } from '../../recordings/manage/useManage.ts';
import { useOutbox } from '../../sync/useOutbox.ts';
import { useWorkshop } from '../../sync/WorkshopScope.tsx';
import { LinkButton } from '../../workspace/LinkButton.tsx';
import { managePath } from '../../workspace/routes.ts';
import { BarButton } from '../room/BarButton.tsx';
import styles from './Takes.module.css';

type Props = {
  /** The work that ended so; `null` while it is not known here. */
  readonly job: Row<'recordingJob'> | null;
  readonly sessionId: string;
};

/** That what was recorded could not be put together: why, another try where that may help, and its page for whoever has it. */
export function TakeFailed({ job, sessionId }: Props) {
  const { t } = useTranslation();
  const workshop = useWorkshop();
  const why = useWhy();
  return (
    <Popup
      label={t('takes.failed')}
      trigger={
        <BarButton
          icon={<TriangleAlert aria-hidden="true" className={styles.start} />}
          words={t('takes.failed')}
          said={t('takes.failedSaid')}
          data-made="failed"
          data-testid="take-made"
        />
      }
    >
      <div className={styles.why}>
        <p>{t('takes.failedSaid')}</p>
        <p>{job ? why(job.data.reason ?? 'hub-error') : t('takes.why.unknown')}</p>
        {job?.data.state === 'failed' && <Again jobId={job.id} />}
        {may(workshop.membership.role, 'recording.manage') && (
          <LinkButton href={managePath(workshop, sessionId)}>{t('takes.page')}</LinkButton>
        )}
      </div>
    </Popup>
  );
}

/** The sentences of refusals are about files that people choose; these are about what the hub recorded. */
function useWhy(): (reason: RefusalReason) => string {
  const { t } = useTranslation();
  const sentence = useRefusal();
  return (reason) => {
    if (reason === 'wrong-file') return t('takes.why.nothing');
    return reason === 'disk-full' ? t('takes.why.full') : sentence(reason);
  };
}

/** What was recorded is kept at the hub until this works. */
function Again({ jobId }: { readonly jobId: string }) {
  const { t } = useTranslation();
  const sentence = useRefusal();
  const send = useSendOrSay();
  const { refused, discard } = useOutbox();
  const own = refused.filter(
    ({ command }) => command.name === 'recording.retryJob' && command.args.jobId === jobId,
  );
  const last = own.at(-1);
  const again = async () => {
    for (const { id } of own) await discard(id);
    await send('recording.retryJob', { jobId });
  };
  return (
    <>
      <p className={styles.note}>{t('takes.kept')}</p>
      {last && (
        <p role="alert">{t('manage.refusedChange', { reason: sentence(last.reason ?? 'hub-error') })}</p>
      )}
      <Button variant="primary" onPress={again}>
        {t('takes.again')}
      </Button>
    </>
  );
}
