import { Search as SearchIcon, X } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../design/IconButton.tsx';
import { Segmented } from '../design/Segmented.tsx';
import { useWorkshops } from '../sync/useWorkshops.ts';
import { workshopName } from '../workspace/workshopName.ts';
import { type SearchKind, searchKinds } from './documents.ts';
import type { SearchFound } from './SearchIndex.ts';
import styles from './SearchPage.module.css';

type FilterProps = {
  readonly kind: SearchKind | null;
  readonly workshop: string | null;
  /** `null` while nothing is asked. */
  readonly counts: SearchFound['counts'] | null;
  readonly onKind: (kind: SearchKind | null) => void;
  readonly onWorkshop: (workshop: string | null) => void;
};

type Props = FilterProps & {
  readonly text: string;
  readonly onText: (text: string) => void;
};

/** The field, and what narrows the search. */
export function SearchTools({ text, onText, ...filters }: Props) {
  const { t } = useTranslation();
  return (
    <div className={styles.tools}>
      <div className={styles.field}>
        <SearchIcon aria-hidden />
        <input
          type="search"
          // biome-ignore lint/a11y/noAutofocus: the page is opened to type here
          autoFocus
          aria-label={t('search.field')}
          placeholder={t('search.field')}
          value={text}
          maxLength={200}
          spellCheck={false}
          onChange={(event) => onText(event.target.value)}
        />
        {text === '' ? null : (
          <IconButton
            small
            variant="quiet"
            icon={<X aria-hidden />}
            label={t('search.clear')}
            onPress={() => onText('')}
          />
        )}
      </div>
      {text.trim() === '' ? null : <Filters {...filters} />}
    </div>
  );
}

const Filters = memo(function Filters({ kind, workshop, counts, onKind, onWorkshop }: FilterProps) {
  const { t } = useTranslation();
  const workshops = useWorkshops() ?? [];
  if (!counts) return null;
  const kinds = searchKinds.filter((one) => one === kind || counts[one] > 0);
  const sum = searchKinds.reduce((all, one) => all + counts[one], 0);
  return (
    <div className={styles.filters}>
      <Segmented
        label={t('search.kind')}
        value={kind ?? 'all'}
        onChange={(value) => onKind(value === 'all' ? null : value)}
        options={[
          { value: 'all' as const, label: t('search.all'), count: sum },
          ...kinds.map((one) => ({ value: one, label: t(`search.kinds.${one}`), count: counts[one] })),
        ]}
      />
      {workshops.length > 1 ? (
        <select
          className={styles.select}
          aria-label={t('search.workshop')}
          value={workshop ?? ''}
          onChange={(event) => onWorkshop(event.target.value || null)}
        >
          <option value="">{t('search.everyWorkshop')}</option>
          {workshops.map(({ id, hub, data }) => (
            <option key={`${hub.fingerprint}/${id}`} value={`${hub.fingerprint}/${id}`}>
              {workshopName(data)}
            </option>
          ))}
        </select>
      ) : null}
    </div>
  );
});
