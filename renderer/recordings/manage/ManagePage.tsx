import { Film } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useSearch } from 'wouter';
import { may } from '#shared/people/permissions.ts';
import { classes } from '../../design/classes.ts';
import { EmptyState } from '../../design/EmptyState.tsx';
import { Segmented } from '../../design/Segmented.tsx';
import { useWorkshop } from '../../sync/WorkshopScope.tsx';
import { Page, PageHead, PageLoading } from '../../workspace/Page.tsx';
import { managePath } from '../../workspace/routes.ts';
import { ItemList } from './ItemList.tsx';
import { ItemPanel } from './ItemPanel.tsx';
import styles from './Manage.module.css';
import { countsOf, inFilter, type ManagedItem, type ManageFilter } from './manageItems.ts';
import { useManagedItems } from './useManage.ts';
import { VideoUploads } from './VideoUploads.tsx';

/** Where organizers see to all recordings, and speakers to those of their own talks. */
export function ManagePage() {
  const { t } = useTranslation();
  const { membership, data } = useWorkshop();
  const items = useManagedItems();
  if (!may(membership.role, 'recording.upload')) {
    return (
      <Page title={t('manage.title')}>
        <EmptyState title={t('manage.notAllowed')} text={t('manage.notAllowedText')} />
      </Page>
    );
  }
  if (!items) return <PageLoading />;
  const all = may(membership.role, 'recording.manage');
  return (
    <Page title={`${t('manage.title')} · ${data.title}`}>
      <PageHead title={t('manage.title')} text={t(all ? 'manage.text' : 'manage.ownText')} />
      {items.length === 0 ? (
        <EmptyState
          icon={<Film aria-hidden />}
          title={t(all ? 'manage.noTalks' : 'manage.noOwnTalks')}
          text={t(all ? 'manage.noTalksText' : 'manage.noOwnTalksText')}
        />
      ) : (
        <VideoUploads>
          <Managed items={items} />
        </VideoUploads>
      )}
    </Page>
  );
}

const filters: readonly ManageFilter[] = ['all', 'missing', 'trouble'];

function Managed({ items }: { readonly items: readonly ManagedItem[] }) {
  const { t } = useTranslation();
  const workshop = useWorkshop();
  const [, navigate] = useLocation();
  const asked = new URLSearchParams(useSearch()).get('of');
  const [filter, setFilter] = useState<ManageFilter>('all');
  const counts = countsOf(items);
  const shown = items.filter((item) => inFilter(item, filter));
  // Where there is but one, there is nothing to choose.
  const open = items.find(({ id }) => id === asked) ?? (items.length === 1 ? items[0] : undefined);
  const choose = (id: string | null) => navigate(managePath(workshop, id), { replace: true });
  return (
    <div className={classes(styles.columns, open && styles.opened, items.length === 1 && styles.single)}>
      <section className={styles.side} aria-label={t('manage.list')}>
        <Segmented
          wide
          label={t('manage.filter')}
          value={filter}
          onChange={setFilter}
          options={filters.map((value) => ({
            value,
            label: t(`manage.filters.${value}`),
            count: counts[value],
          }))}
        />
        <ItemList
          items={shown}
          filter={filter}
          open={open?.id ?? null}
          onOpen={choose}
          onAll={() => setFilter('all')}
        />
      </section>
      {open ? (
        <ItemPanel key={open.id} item={open} onBack={() => choose(null)} />
      ) : (
        <div className={styles.nothing}>
          <EmptyState icon={<Film aria-hidden />} title={t('manage.choose')} text={t('manage.chooseText')} />
        </div>
      )}
    </div>
  );
}
