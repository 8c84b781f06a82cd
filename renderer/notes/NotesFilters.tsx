import { useTranslation } from 'react-i18next';
import { Segmented } from '../design/Segmented.tsx';
import { TextField } from '../design/TextField.tsx';
import styles from './NotesPage.module.css';
import { countMarks, everything, filterNoted, type NotedWorkshop, type NotesFilter } from './noted.ts';
import { notedName } from './useExportNotes.ts';

type Props = {
  readonly noted: readonly NotedWorkshop[];
  readonly filter: NotesFilter;
  readonly onChange: (filter: NotesFilter) => void;
};

/** What of the notes is shown. */
export function NotesFilters({ noted, filter, onChange }: Props) {
  const { t } = useTranslation();
  const count = (kind: NotesFilter['kind']) => countMarks(filterNoted(noted, { ...filter, kind }));
  return (
    <div className={styles.filters}>
      <div className={styles.find}>
        <TextField
          type="search"
          label={t('notes.filter')}
          hideLabel
          placeholder={t('notes.filter')}
          value={filter.text}
          onChange={(text) => onChange({ ...filter, text })}
        />
      </div>
      <Segmented
        label={t('notes.kind')}
        value={filter.kind}
        onChange={(kind) => onChange({ ...filter, kind })}
        options={[
          { value: 'all', label: t('notes.all'), count: count('all') },
          { value: 'note', label: t('notes.notes'), count: count('note') },
          { value: 'bookmark', label: t('notes.bookmarks'), count: count('bookmark') },
        ]}
      />
      {noted.length > 1 ? (
        <select
          className={styles.select}
          aria-label={t('notes.workshop')}
          value={filter.workshop ?? ''}
          onChange={(event) => onChange({ ...filter, workshop: event.target.value || everything.workshop })}
        >
          <option value="">{t('notes.everyWorkshop')}</option>
          {noted.map((one) => (
            <option key={one.key} value={one.key}>
              {notedName(one, t('notes.goneWorkshop'))}
            </option>
          ))}
        </select>
      ) : null}
    </div>
  );
}
