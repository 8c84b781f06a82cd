import { ListPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clockText } from '#shared/program/clockText.ts';
import { Button } from '../../design/Button.tsx';
import chapterStyles from './Chapters.module.css';
import { ChaptersDialog, type ChaptersProps } from './ChaptersDialog.tsx';
import styles from './Manage.module.css';
import { Part } from './Part.tsx';

/** The chapters, as they stand on the player's bar. */
export function ChaptersPart(props: ChaptersProps) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState(false);
  const { chapters } = props.contents.data;
  return (
    <Part
      title={t('manage.chapters')}
      acts={
        <Button
          small
          icon={chapters.length === 0 ? <ListPlus aria-hidden /> : null}
          onPress={() => setEditing(true)}
        >
          {t(chapters.length === 0 ? 'manage.chaptersAdd' : 'manage.chaptersEdit')}
        </Button>
      }
    >
      {chapters.length === 0 ? <p className={styles.note}>{t('manage.chaptersNone')}</p> : null}
      <ol className={chapterStyles.chapters}>
        {chapters.map(({ start, title }) => (
          <li key={start}>
            <time>{clockText(start)}</time>
            <span>{title}</span>
          </li>
        ))}
      </ol>
      {editing ? <ChaptersDialog {...props} onClose={() => setEditing(false)} /> : null}
    </Part>
  );
}
