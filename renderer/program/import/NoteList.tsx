import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportNote } from '#shared/program/import/draft.ts';
import { Button } from '../../design/Button.tsx';
import styles from './ImportPage.module.css';

const levels = ['left-out', 'not-understood', 'assumed', 'repaired'] as const;
const SHOWN = 12;

/** What an import did not take as it stands, with where that is. */
export function NoteList({ notes }: { readonly notes: readonly ImportNote[] }) {
  const { t } = useTranslation();
  if (notes.length === 0) {
    return (
      <p className={styles.allUnderstood}>
        <CircleCheck aria-hidden /> {t('imports.notesNone')}
      </p>
    );
  }
  return (
    <section className={styles.notes}>
      <h2>{t('imports.notes')}</h2>
      {levels.map((level) => (
        <Level key={level} level={level} notes={notes.filter((note) => note.level === level)} />
      ))}
    </section>
  );
}

type LevelProps = { readonly level: ImportNote['level']; readonly notes: readonly ImportNote[] };

function Level({ level, notes }: LevelProps) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  if (notes.length === 0) return null;
  const shown = all ? notes : notes.slice(0, SHOWN);
  return (
    <div className={styles.level}>
      <h3>
        {t(`imports.level.${level}`)} <span>{notes.length}</span>
      </h3>
      <ul>
        {shown.map((note, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: notes have no id, and their list never changes its order
          <li key={index}>
            <span className={styles.where}>
              {note.where.file === undefined ? '' : `${note.where.file}, `}
              {'line' in note.where ? t('imports.line', { line: note.where.line }) : note.where.path}
            </span>
            <span>
              {t(`imports.note.${note.reason}`)}
              {note.text ? <q>{note.text}</q> : null}
            </span>
          </li>
        ))}
      </ul>
      {notes.length > shown.length ? (
        <Button small variant="quiet" onPress={() => setAll(true)}>
          {t('imports.more', { count: notes.length - shown.length })}
        </Button>
      ) : null}
    </div>
  );
}
