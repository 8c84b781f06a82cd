import { useTranslation } from 'react-i18next';
import { EmptyState } from '../design/EmptyState.tsx';
import { useWorkshop } from '../sync/WorkshopScope.tsx';
import { LinkButton } from '../workspace/LinkButton.tsx';
import { Page } from '../workspace/Page.tsx';
import { workshopPath } from '../workspace/routes.ts';

/** In the place of a page whose row is not on this device: why that may be, and what to do. */
export function NotHere({ what }: { readonly what: 'talk' | 'session' | 'person' }) {
  const { t } = useTranslation();
  const workshop = useWorkshop();
  return (
    <Page title={t(`program.notHere.${what}`)}>
      <EmptyState
        title={t(`program.notHere.${what}`)}
        text={t('program.notHere.rowText')}
        act={<LinkButton href={workshopPath(workshop)}>{t('program.notHere.toWorkshop')}</LinkButton>}
      />
    </Page>
  );
}

/** In the place of a page of a workshop that is not on this device. */
export function WorkshopNotHere() {
  const { t } = useTranslation();
  return (
    <Page title={t('program.notHere.workshop')}>
      <EmptyState
        title={t('program.notHere.workshop')}
        text={t('program.notHere.workshopText')}
        act={<LinkButton href="/">{t('shell.toToday')}</LinkButton>}
      />
    </Page>
  );
}
