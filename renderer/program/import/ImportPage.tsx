import { useTranslation } from 'react-i18next';
import { assertNever } from '#shared/assertNever.ts';
import { may } from '#shared/people/permissions.ts';
import { Button } from '../../design/Button.tsx';
import { EmptyState } from '../../design/EmptyState.tsx';
import { Spinner } from '../../design/Spinner.tsx';
import { useRefusal } from '../../i18n/useRefusal.ts';
import { useWorkshop } from '../../sync/WorkshopScope.tsx';
import { Page, PageHead } from '../../workspace/Page.tsx';
import { ChooseSource } from './ChooseSource.tsx';
import { ImportHistory } from './ImportHistory.tsx';
import styles from './ImportPage.module.css';
import { ImportReview } from './ImportReview.tsx';
import { ImportSent } from './ImportSent.tsx';
import { ProgressLine } from './ProgressLine.tsx';
import { useImport } from './useImport.ts';

/** Where an organizer brings a program in: choose, look at what it means, accept, undo. */
export function ImportPage() {
  const { t } = useTranslation();
  const { membership, data } = useWorkshop();
  if (!may(membership.role, 'program.edit')) {
    return (
      <Page title={t('imports.title')}>
        <EmptyState title={t('imports.notOrganizer')} text={t('imports.notOrganizerText')} />
      </Page>
    );
  }
  return (
    <Page title={`${t('imports.title')} · ${data.title}`}>
      <PageHead title={t('imports.title')} text={t('imports.text')} />
      <Steps />
      <ImportHistory />
    </Page>
  );
}

function Steps() {
  const { t } = useTranslation();
  const refusal = useRefusal();
  const { state, ...acts } = useImport();
  switch (state.step) {
    case 'choose':
      return <ChooseSource acts={acts} />;
    case 'fetching':
    case 'reading':
      return (
        <div className={styles.wait}>
          <Spinner label={t(`imports.${state.step}`, { source: state.source })} />
          <p>{t(`imports.${state.step}`, { source: state.source })}</p>
          <Button onPress={acts.again}>{t('common.cancel')}</Button>
        </div>
      );
    case 'failed':
      return (
        <div className={styles.failed} role="alert">
          <h2>{t('imports.failed')}</h2>
          <p>{state.reason === 'malformed' ? t('imports.unreadable') : refusal(state.reason)}</p>
          {state.detail ? <p className={styles.detail}>{state.detail}</p> : null}
          <div className={styles.dropActs}>
            {state.retry ? (
              <Button variant="primary" onPress={state.retry}>
                {t('imports.retry')}
              </Button>
            ) : null}
            <Button variant={state.retry ? 'plain' : 'primary'} onPress={acts.again}>
              {t('imports.again')}
            </Button>
          </div>
        </div>
      );
    case 'review':
      return <ImportReview review={state.review} leftOutBefore={state.leftOut} acts={acts} />;
    case 'sending':
      return <ProgressLine label={t('imports.sending')} value={state.sent} most={state.all} />;
    case 'sent':
      return <ImportSent importId={state.importId} onAgain={acts.again} />;
    default:
      return assertNever(state);
  }
}
