import { useTranslation } from 'react-i18next';
import { EmptyState } from '../design/EmptyState.tsx';
import { useWorkshops } from '../sync/useWorkshops.ts';
import { AddWorkshop } from './AddWorkshop.tsx';
import { useHubs } from './HubsContext.tsx';
import { Page, PageHead, PageLoading } from './Page.tsx';
import { Shelf } from './Shelf.tsx';
import { useProgramRows } from './useProgramRows.ts';

/** All workshops on this computer, by hub, and how to get another one. */
export function LibraryPage() {
  const { t } = useTranslation();
  const hubs = useHubs();
  const workshops = useWorkshops();
  const rows = useProgramRows();
  if (!workshops || !rows) return <PageLoading />;
  return (
    <Page title={t('library.title')}>
      <PageHead title={t('library.title')} text={t('library.text')} />
      {workshops.length === 0 ? (
        <EmptyState title={t('program.noWorkshops')} text={t('program.noWorkshopsText')} />
      ) : null}
      {hubs.map((hub) => (
        <Shelf
          key={hub.fingerprint}
          hub={hub}
          workshops={workshops.filter((entry) => entry.hub.fingerprint === hub.fingerprint)}
          rows={rows}
        />
      ))}
      <AddWorkshop />
    </Page>
  );
}
