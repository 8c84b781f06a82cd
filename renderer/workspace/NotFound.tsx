import { useTranslation } from 'react-i18next';
import { EmptyState } from '../design/EmptyState.tsx';
import { LinkButton } from './LinkButton.tsx';
import { Page } from './Page.tsx';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <Page title={t('shell.notFound')}>
      <EmptyState
        title={t('shell.notFound')}
        text={t('shell.notFoundText')}
        act={<LinkButton href="/">{t('shell.toToday')}</LinkButton>}
      />
    </Page>
  );
}
