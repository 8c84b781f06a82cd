import { CircleAlert, Clock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type Command, isRecordingCommand } from '#shared/contracts/commands.ts';
import { Button } from '../../design/Button.tsx';
import { useRefusal } from '../../i18n/useRefusal.ts';
import { useOutbox } from '../../sync/useOutbox.ts';
import styles from './Manage.module.css';
import type { ManagedItem } from './manageItems.ts';

/** What has become of changes: they wait for the hub, or it did not take them (rule S6). */
export function PendingLines({ item }: { readonly item: ManagedItem }) {
  const { t } = useTranslation();
  const sentence = useRefusal();
  const { pending, discard } = useOutbox();
  const own = pending.filter(({ command }) => isAbout(command, item));
  const refused = own.filter(({ state }) => state === 'refused');
  return (
    <>
      {own.some(({ state }) => state === 'waiting') ? (
        <p role="status" className={styles.pending}>
          <Clock aria-hidden />
          {t('manage.pending')}
        </p>
      ) : null}
      {refused.map(({ id, reason }) => (
        <div key={id} role="alert" className={styles.refusedChange}>
          <CircleAlert aria-hidden />
          <p>{t('manage.refusedChange', { reason: sentence(reason ?? 'hub-error') })}</p>
          <Button small onPress={() => discard(id)}>
            {t('manage.discard')}
          </Button>
        </div>
      ))}
    </>
  );
}

function isAbout(command: Command, { recording, jobs }: ManagedItem): boolean {
  if (!isRecordingCommand(command) || command.name === 'recording.rate') return false;
  const { args } = command;
  if ('jobId' in args) return jobs.some(({ id }) => id === args.jobId);
  return args.recordingId === recording?.id;
}
