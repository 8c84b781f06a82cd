import { CircleCheck } from 'lucide-react';
import { Header } from 'react-aria-components/Header';
import { ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components/ListBox';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/Button.tsx';
import { classes } from '../../design/classes.ts';
import { EmptyState } from '../../design/EmptyState.tsx';
import styles from './Manage.module.css';
import type { ManagedItem, ManageFilter } from './manageItems.ts';
import { StandingWords } from './StandingWords.tsx';
import { useFileDrop } from './useFileDrop.ts';
import { useVideoUploads } from './videoUploadsContext.ts';

type Props = {
  readonly items: readonly ManagedItem[];
  readonly filter: ManageFilter;
  readonly open: string | null;
  readonly onOpen: (id: string) => void;
  readonly onAll: () => void;
};

/** Talks, then sessions; a video may be dropped on each. */
export function ItemList({ items, filter, open, onOpen, onAll }: Props) {
  const { t } = useTranslation();
  if (items.length === 0 && filter !== 'all') {
    return (
      <EmptyState
        icon={<CircleCheck aria-hidden />}
        title={t(`manage.filterEmpty.${filter}`)}
        text={t('manage.filterEmptyText')}
        act={<Button onPress={onAll}>{t('manage.showAll')}</Button>}
      />
    );
  }
  const talks = items.filter(({ of }) => of.kind === 'talk');
  const sessions = items.filter(({ of }) => of.kind === 'session');
  return (
    <ListBox
      aria-label={t('manage.list')}
      selectionMode="single"
      selectedKeys={open === null ? [] : [open]}
      onSelectionChange={(keys) => {
        const [key] = keys === 'all' ? [] : [...keys];
        if (key !== undefined) onOpen(String(key));
      }}
      className={styles.list ?? ''}
    >
      {talks.length > 0 ? <Group name={t('manage.talks')} items={talks} /> : null}
      {sessions.length > 0 ? <Group name={t('manage.sessions')} items={sessions} /> : null}
    </ListBox>
  );
}

function Group({ name, items }: { readonly name: string; readonly items: readonly ManagedItem[] }) {
  return (
    <ListBoxSection className={styles.group ?? ''}>
      <Header className={styles.groupName ?? ''}>{name}</Header>
      {items.map((item) => (
        <ListBoxItem key={item.id} id={item.id} textValue={item.title} className={styles.item ?? ''}>
          <Item item={item} />
        </ListBoxItem>
      ))}
    </ListBoxSection>
  );
}

function Item({ item }: { readonly item: ManagedItem }) {
  const { t } = useTranslation();
  const { send } = useVideoUploads();
  const { isOver, props } = useFileDrop((file) => send(item, file));
  return (
    // The keyboard has "Choose a video…" beside the list.
    <div {...props} role="presentation" className={classes(styles.itemBox, isOver && styles.over)}>
      <span className={styles.itemTitle} title={item.title}>
        {item.title}
      </span>
      {item.speakers.length > 0 ? <span className={styles.itemBy}>{item.speakers.join(', ')}</span> : null}
      {isOver ? (
        <span className={classes(styles.standing, styles.dropping)}>
          {t(item.recording ? 'manage.dropReplace' : 'manage.dropHere')}
        </span>
      ) : (
        <StandingWords item={item} />
      )}
    </div>
  );
}
