import { CircleCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/Button.tsx';
import { Spinner } from '../../design/Spinner.tsx';
import { useRefusal } from '../../i18n/useRefusal.ts';
import { useOutbox } from '../../sync/useOutbox.ts';
import { useRow } from '../../sync/useRows.ts';
import { useWorkshop } from '../../sync/WorkshopScope.tsx';
import { LinkButton } from '../../workspace/LinkButton.tsx';
import { workshopPath } from '../../workspace/routes.ts';
import styles from './ImportPage.module.css';

type Props = { readonly importId: string; readonly onAgain: () => void };

/** An import in the outbox: under way, applied, or refused with a reason. */
export function ImportSent({ importId, onAgain }: Props) {
  const { t } = useTranslation();
  const refusal = useRefusal();
  const entry = useWorkshop();
  const record = useRow('import', importId);
  const { refused, discard } = useOutbox();
  const no = refused.find(
    ({ command }) => command.name === 'program.import' && command.args.importId === importId,
  );
  if (record) {
    const { added, changed, removed } = record.data;
    return (
      <div className={styles.sent} role="status">
        <CircleCheck aria-hidden />
        <h2>{t('imports.done')}</h2>
        <p>{t('imports.doneText', { added, changed, removed })}</p>
        <div className={styles.dropActs}>
          <LinkButton variant="primary" href={workshopPath(entry)}>
            {t('imports.toProgram')}
          </LinkButton>
          <Button onPress={onAgain}>{t('imports.again')}</Button>
        </div>
      </div>
    );
  }
  if (no) {
    return (
      <div className={styles.failed} role="alert">
        <h2>{t('imports.refused')}</h2>
        <p>{refusal(no.reason ?? 'hub-error')}</p>
        <Button
          variant="primary"
          onPress={async () => {
            await discard(no.id);
            onAgain();
          }}
        >
          {t('imports.again')}
        </Button>
      </div>
    );
  }
  return (
    <div className={styles.wait}>
      <Spinner label={t('imports.waiting')} />
      <p>{t('imports.waiting')}</p>
    </div>
  );
}
